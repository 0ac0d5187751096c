import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Size of a block of the format, in bytes. */
const BLOCK = 512;

/** A file as it goes into an archive: its name there, and where it is. */
export interface TarEntry {
  name: string;
  path: string;
}

/**
 * Writes an archive that every `tar` reads (POSIX.1-1988 `ustar`; sizes from 8 GiB on in GNU's base 256). `target` must not be there
 * yet; it is readable by its owner only. Whoever calls removes what is left when this rejects.
 */
export async function writeTar(target: string, entries: readonly TarEntry[]): Promise<void> {
  await pipeline(archive(entries), createWriteStream(target, { flags: 'wx', mode: 0o600, flush: true }));
}

async function* archive(entries: readonly TarEntry[]): AsyncGenerator<Buffer, void, void> {
  for (const { name, path } of entries) {
    const { size, mtimeMs } = statSync(path);
    yield tarHeader(name, size, Math.floor(mtimeMs / 1000));
    for await (const chunk of createReadStream(path)) yield chunk as Buffer;
    if (size % BLOCK !== 0) yield Buffer.alloc(BLOCK - (size % BLOCK));
  }
  yield Buffer.alloc(2 * BLOCK);
}

function tarHeader(name: string, size: number, modifiedAt: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, 'utf8');
  header.write('0000600\0', 100, 'ascii');
  header.write('0000000\0', 108, 'ascii');
  header.write('0000000\0', 116, 'ascii');
  writeSize(header, size);
  header.write(`${modifiedAt.toString(8).padStart(11, '0')}\0`, 136, 'ascii');
  header.write('0', 156, 'ascii');
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
