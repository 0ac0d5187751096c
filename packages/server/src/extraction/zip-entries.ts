import { inflateRawSync } from 'node:zlib';

/** One file within a zip. */
export interface ZipEntry {
  name: string;
  /** Unpacked, at most `limit` bytes. Throws where it is larger or damaged. */
  read(limit: number): Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const MOST_ENTRIES = 5000;

/**
 * The files of a zip, by its central directory (PKWARE's APPNOTE 4.3). Unpacks nothing by itself, so that a file of a few
 * kilobytes that claims, or turns out, to be gigabytes costs no more than the limit. Throws where it is no zip.
 */
export function zipEntries(bytes: Uint8Array): ZipEntry[] {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.subarray(Math.max(0, view.length - 65_557)).lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('no zip');
  const tail = view.subarray(Math.max(0, view.length - 65_557) + end);
  if (tail.readUInt32LE(0) !== END) throw new Error('no zip');
  const count = tail.readUInt16LE(10);
  if (count > MOST_ENTRIES) throw new Error('too many files');
  const entries: ZipEntry[] = [];
  for (let at = tail.readUInt32LE(16), index = 0; index < count; index += 1) {
    if (view.readUInt32LE(at) !== CENTRAL) throw new Error('damaged');
    const [nameLength, extra, comment] = [view.readUInt16LE(at + 28), view.readUInt16LE(at + 30), view.readUInt16LE(at + 32)];
    entries.push(entryAt(view, at, view.toString('utf8', at + 46, at + 46 + nameLength)));
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function entryAt(view: Buffer, at: number, name: string): ZipEntry {
  const [method, packed, offset] = [view.readUInt16LE(at + 10), view.readUInt32LE(at + 20), view.readUInt32LE(at + 42)];
  return {
    name,
    read(limit) {
      const start = offset + 30 + view.readUInt16LE(offset + 26) + view.readUInt16LE(offset + 28);
      const content = view.subarray(start, start + packed);
      if (method === 0 && content.length <= limit) return content;
      if (method !== 8) throw new Error(method === 0 ? 'too large' : 'packed in an unknown way');
      return inflateRawSync(content, { maxOutputLength: limit });
    },
  };
}
