import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { MAX_DOCUMENT_BYTES } from '../../base/limits.js';

/** A file's bytes and the state that they belong to. */
export interface ReadFile {
  bytes: Uint8Array;
  size: number;
  /** Nanoseconds since the Unix epoch. */
  mtime: bigint;
}

export type SteadyRead = ({ ok: true } & ReadFile) | { ok: false; reason: string; /** The content itself is the fault. */ content: boolean };

/** Reads a file once; `changed` when it was written to, or replaced, meanwhile. Rejects with the system's error. */
export type ReadOnce = (path: string) => Promise<(ReadFile & { changed: boolean }) | 'too_large' | 'no_file'>;

const MEGABYTE = 1024 * 1024;

/**
 * A file's bytes as they were at one moment. A file that changes while it is read is read again once, then given up:
 * half of an old and half of a new text must not be indexed.
 */
export async function readFileSteady(path: string, readOnce: ReadOnce = (target) => readFileOnce(target)): Promise<SteadyRead> {
  for (let tries = 1; tries <= 2; tries += 1) {
    const read = await readOnce(path);
    if (read === 'no_file') return { ok: false, reason: 'It is no ordinary file', content: true };
    if (read === 'too_large') return { ok: false, reason: `It is larger than ${MAX_DOCUMENT_BYTES / MEGABYTE} MB; split it into smaller files`, content: true };
    if (!read.changed) return read.size === 0 ? { ok: false, reason: 'It is empty', content: true } : { ok: true, ...read };
  }
  return { ok: false, reason: 'It changed while it was read; add it again when nothing writes to it', content: false };
}

/** `betweenStates` is called when the bytes are read and the file's state is not yet compared: for tests. */
export async function readFileOnce(path: string, betweenStates?: () => Promise<void>): ReturnType<ReadOnce> {
  // Without O_NONBLOCK opening a pipe would wait for its writer for ever.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const before = await handle.stat({ bigint: true });
    if (!before.isFile()) return 'no_file';
    if (before.size > MAX_DOCUMENT_BYTES) return 'too_large';
    const bytes = Buffer.alloc(Number(before.size) + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, null);
      length += bytesRead;
      if (bytesRead === 0 || length === bytes.length) break;
    }
    await betweenStates?.();
    const after = await handle.stat({ bigint: true });
    const named = await stat(path, { bigint: true });
    const changed = length !== Number(before.size) || after.mtimeNs !== before.mtimeNs || after.size !== before.size || named.ino !== before.ino || named.mtimeNs !== before.mtimeNs;
    return { bytes: bytes.subarray(0, length), size: length, mtime: before.mtimeNs, changed };
  } finally {
    await handle.close();
  }
}
