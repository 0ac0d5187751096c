import { createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Size of a block of the format, in bytes. */
const BLOCK = 512;

/** Longest name, in bytes, that a header has room for. */
const NAME_BYTES = 100;

/** A file as it goes into an archive: its name there, with the folders in it, and where it is. */
export interface TarEntry {
  name: string;
  path: string;
  /** It may be gone by now; then it is left out. */
  mayBeGone?: boolean;
}

/**
 * Writes an archive that every `tar` reads (POSIX.1-1988 `ustar`, longer names as POSIX.1-2001 `pax`; sizes from 8 GiB on in GNU's base 256). `target` must not be there
 * yet; it is readable by its owner only. Whoever calls removes what is left when this rejects.
 */
export async function writeTar(target: string, entries: readonly TarEntry[]): Promise<void> {
  await pipeline(archive(entries), createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }));
}

async function* archive(entries: readonly TarEntry[]): AsyncGenerator<Buffer, void, void> {
  for (const { name, path, mayBeGone = false } of entries) {
    // One handle for state and content: what takes the file's place meanwhile is another file.
    const handle = await openFile(path, mayBeGone);
    if (handle === null) continue;
    try {
      const { size, mtimeMs } = await handle.stat();
      const modifiedAt = Math.floor(mtimeMs / 1000);
      if (Buffer.byteLength(name) > NAME_BYTES) yield* longName(name, modifiedAt);
      yield tarHeader(name, size, modifiedAt, '0');
      if (size > 0) for await (const chunk of handle.createReadStream({ autoClose: false, end: size - 1 })) yield chunk as Buffer;
      yield padding(size);
    } finally {
      await handle.close();
    }
  }
  yield Buffer.alloc(2 * BLOCK);
}

async function openFile(path: string, mayBeGone: boolean): Promise<FileHandle | null> {
  try {
    return await open(path);
  } catch (thrown) {
    if (mayBeGone && (thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw thrown;
  }
}

/** A record that gives the file behind it a name of any length. */
function* longName(name: string, modifiedAt: number): Generator<Buffer> {
  const rest = ` path=${name}\n`;
  // A record begins with its own length, which counts itself.
  let length = Buffer.byteLength(rest);
  while (length !== Buffer.byteLength(`${length}${rest}`)) length = Buffer.byteLength(`${length}${rest}`);
  const record = Buffer.from(`${length}${rest}`);
  yield tarHeader('PaxHeader', record.length, modifiedAt, 'x');
  yield record;
  yield padding(record.length);
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

function tarHeader(name: string, size: number, modifiedAt: number, kind: '0' | 'x'): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, NAME_BYTES, 'utf8');
  header.write('0000600\0', 100, 'ascii');
  header.write('0000000\0', 108, 'ascii');
  header.write('0000000\0', 116, 'ascii');
  writeSize(header, size);
  header.write(`${modifiedAt.toString(8).padStart(11, '0')}\0`, 136, 'ascii');
  header.write(kind, 156, 'ascii');
  header.write('ustar\u000000', 257, 'ascii');
  // The sum is taken with its own field full of spaces.
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return header;
}

function writeSize(header: Buffer, size: number): void {
  if (size < 8 ** 11) {
    header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'ascii');
    return;
  }
  header.writeUInt8(0x80, 124);
  header.writeBigUInt64BE(BigInt(size), 128);
}
