import type { z } from 'zod';
import { type Command, commandSchema } from './commands.js';
import { MAX_INBOUND_FRAME_BYTES } from './limits.js';

export type DecodedCommand =
  | { ok: true; command: Command | { type: 'text_ping' } }
  /** `ref` is the message's `client_request_id`, where it has a plausible one. */
  | { ok: false; message: string; ref?: string };

/**
 * Reads one text message of a client. Never throws: what can't be understood comes back as a sentence that names the
 * fault and the mend.
 */
export function decodeCommand(text: string): DecodedCommand {
  if (text === 'ping') return { ok: true, command: { type: 'text_ping' } };
  if (text.length > MAX_INBOUND_FRAME_BYTES) return { ok: false, message: `A message may have at most ${MAX_INBOUND_FRAME_BYTES} bytes` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, message: 'The message is not JSON. Send for example {"type":"query","query":"…"}' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, message: 'The message must be a JSON object with a "type"' };
  const parsed = commandSchema.safeParse(value);
  if (parsed.success) return { ok: true, command: parsed.data };
  const { type, client_request_id } = value as { type?: unknown; client_request_id?: unknown };
  const ref = typeof client_request_id === 'string' && client_request_id.length <= 200 ? { ref: client_request_id } : {};
  return { ok: false, message: describeIssues(parsed.error, type), ...ref };
}

/** The first fault that a schema found, as one sentence: `parameters.days: Invalid input: expected int`. */
export function describeIssues(error: z.ZodError, type?: unknown): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'The message is invalid';
  const path = issue.path.join('.');
  if (path === 'type') {
    return type === undefined
      ? 'The message has no "type". Known types: query, cancel, resume, pong, ping'
      : `Unknown message type ${JSON.stringify(String(type).slice(0, 60))}. Known types: query, cancel, resume, pong, ping`;
  }
  return path === '' ? issue.message : `${path}: ${issue.message}`;
}
