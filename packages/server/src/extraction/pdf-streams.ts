import { createInflate } from 'node:zlib';

/** Unpacked, all streams of a file together: a document of 2,000 pages has a tenth of it. In bytes. */
const MOST_UNPACKED = 192 * 1024 * 1024;
const MOST_STREAMS = 200_000;
/** A dictionary stands right before its stream. */
const DICTIONARY = 2_000;

/**
 * Do the streams of a PDF unpack to more than a document has? pdf.js unpacks each as a whole, in memory that no limit of a thread
 * holds for. Nothing of what is unpacked is kept, so memory is that of the file; time is linear in what is unpacked, up to the limit.
 */
export async function unpacksTooFar(bytes: Uint8Array, most: number = MOST_UNPACKED): Promise<boolean> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = most;
  let at = 0;
  for (let count = 0; count < MOST_STREAMS; count += 1) {
    const found = file.indexOf('stream', at);
    if (found < 0) return false;
    at = found + 'stream'.length;
    if (file.toString('latin1', Math.max(0, found - 3), found) === 'end') continue;
    const layers = layersOf(file.toString('latin1', Math.max(0, found - DICTIONARY), found));
    if (layers === 0) continue;
    const start = at + (file[at] === 13 ? 2 : 1);
    const end = file.indexOf('endstream', start);
    left -= await unpackedLength(file.subarray(start, end < 0 ? file.length : end), layers, left);
    if (left <= 0) return true;
    at = end < 0 ? file.length : end + 'endstream'.length;
  }
  return true;
}

/** How many times a stream with this dictionary was packed: one packing in another makes much out of nearly nothing. */
function layersOf(before: string): number {
  const dictionary = before.slice(before.lastIndexOf(' obj') + 1);
  return dictionary.match(/\/(?:FlateDecode|Fl)(?![A-Za-z])/g)?.length ?? 0;
}

/** Up to `most`. What is damaged counts as far as it goes. */
function unpackedLength(packed: Uint8Array, layers: number, most: number): Promise<number> {
  return new Promise((resolve) => {
    const inflaters = Array.from({ length: Math.min(layers, 4) }, () => createInflate());
    const lengths = inflaters.map(() => 0);
    const done = () => {
      for (const inflater of inflaters) inflater.destroy();
      resolve(lengths.reduce((sum, length) => sum + length, 0));
    };
    for (const [index, inflater] of inflaters.entries()) {
      const next = inflaters[index + 1];
      inflater.on('data', (chunk: Buffer) => {
        lengths[index] = (lengths[index] ?? 0) + chunk.length;
        if (lengths.reduce((sum, length) => sum + length, 0) > most) done();
      });
      inflater.on('error', done);
      if (next === undefined) inflater.on('end', done);
      else inflater.pipe(next);
    }
    inflaters[0]?.end(packed);
  });
}
