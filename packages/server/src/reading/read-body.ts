import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** The body is larger than it may be, on the wire or unpacked. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** The body is packed in a way that was not asked for, or can't be unpacked. */
export class BodyUnreadable extends Error {
  override readonly name = 'BodyUnreadable';
}

const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};
/** Not `deflate`: servers disagree on what that is. It is read all the same where it is what the standard says. */
export const ACCEPTED_ENCODINGS = 'gzip, br';
/** Packings one in another; nobody needs more than one. */
const MOST_ENCODINGS = 2;

/**
 * Reads a body whole: at most `limit` bytes on the wire and as many unpacked, so that a few packed kilobytes can't
 * become gigabytes. With `cutAt` no more than so many unpacked bytes are given, and the rest is left where it is. Rejects with `BodyTooLarge`, `BodyUnreadable` or the stream's own error, and ends the stream.
 */
export async function readBody(body: Readable, encoding: string | undefined, limit: number, cutAt = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  const names = (encoding ?? '').toLowerCase().split(',').map((name) => name.trim()).filter((name) => name !== '' && name !== 'identity');
  const decoders = names.toReversed().map((name) => DECODERS[name]);
  if (names.length > MOST_ENCODINGS || decoders.includes(undefined)) return fail(body, new BodyUnreadable(`packed as ${names.slice(0, 4).join(', ')}`));
  const stages = decoders.map((make) => make?.()).filter((stage) => stage !== undefined);
  const last = stages.reduce<Readable>((from, to) => joined(from, to), counted(body, limit));
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of last as AsyncIterable<Uint8Array>) {
      size += chunk.byteLength;
      if (size > limit) throw new BodyTooLarge();
      chunks.push(chunk);
      if (size >= cutAt) break;
    }
    return Buffer.concat(chunks, Math.min(size, cutAt));
  } catch (error) {
    throw isUnpackFault(error) ? new BodyUnreadable('damaged', { cause: error }) : error;
  } finally {
    for (const stream of [body, ...stages]) stream.destroy();
  }
}

function counted(body: Readable, limit: number): Readable {
  let size = 0;
  body.on('data', (chunk: Uint8Array) => {
    size += chunk.byteLength;
    if (size > limit) body.destroy(new BodyTooLarge());
  });
  body.pause();
  return body;
}

/** Errors go on to whoever reads the end. */
function joined(from: Readable, to: Transform): Readable {
  from.on('error', (error) => to.destroy(error));
  from.on('close', () => {
    if (!from.readableEnded) to.destroy(to.errored ?? new BodyUnreadable('cut off'));
  });
  return from.pipe(to);
}

function isUnpackFault(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^(?:Z_|ERR__ERROR_|ERR_BROTLI|ERR_PADDING)/.test(code);
}

function fail(body: Readable, error: Error): never {
  body.on('error', () => {});
  body.destroy();
  throw error;
}
