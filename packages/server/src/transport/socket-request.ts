import { resumeCommandSchema } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import type { SocketWish } from '../session/socket-wish.js';

/**
 * What the address of a socket asks for: `?v=2` for the extended protocol, with `&epoch=…&since=…` for the place to go on
 * from. A base socket's parameters are nobody's business: they are ignored. Throws `INVALID_REQUEST`.
 */
export function socketWish(parameters: Readonly<Record<string, unknown>>): SocketWish {
  if (parameters['v'] !== '2') return { version: 1 };
  const { epoch, since } = parameters;
  if (epoch === undefined && since === undefined) return { version: 2 };
  const since_seq = typeof since === 'string' && /^\d{1,16}$/.test(since) ? Number(since) : null;
  const parsed = resumeCommandSchema.safeParse({ type: 'resume', epoch, since_seq });
  if (!parsed.success) throw new GroundwireError('INVALID_REQUEST', 'A cursor has two parts: ?v=2&epoch=…&since=…, with the epoch that the server gave and a whole number from 0');
  return { version: 2, cursor: { epoch: parsed.data.epoch, since_seq: parsed.data.since_seq } };
}
