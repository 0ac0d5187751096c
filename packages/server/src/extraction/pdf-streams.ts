import { Readable } from 'node:stream';
import { createInflate, type Inflate } from 'node:zlib';

/** Unpacked, all streams of a file together: a document of 2,000 pages has a tenth of it. In bytes. */
const MOST_UNPACKED = 192 * 1024 * 1024;
const MOST_STREAMS = 50_000;
/** One packing within another makes much out of nearly nothing. */
const MOST_LAYERS = 4;
const CHUNK = 64 * 1024;

/**
 * Do the streams of a PDF unpack to more than a document has? pdf.js unpacks each as a whole, in memory that no limit of a thread
 * holds for. Whatever follows the word "stream" and begins as zlib does (RFC 1950) counts, whatever its dictionary says of it. Nothing
 * of what is unpacked is kept, so memory is that of the file; time is linear in what is unpacked, up to the limit.
 */
export async function unpacksTooFar(bytes: Uint8Array, most: number = MOST_UNPACKED): Promise<boolean> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left = most;
  let at = 0;
  for (let count = 0; count < MOST_STREAMS; count += 1) {
    const found = file.indexOf('stream', at);
    if (found < 0) return false;
    at = found + 'stream'.length;
    const start = at + (file[at] === 13 ? 2 : 1);
    if (!isPacked(file.subarray(start, start + 2))) continue;
    const { unpacked, used } = await measure(file.subarray(start), left);
    left -= unpacked;
    if (left <= 0) return true;
    at = start + used;
  }
  return true;
}

function isPacked([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 15) === 8 && (first * 256 + second) % 31 === 0;
}

/** How much it unpacks to, up to `most`, and how much of it that took. What is damaged counts as far as it goes. */
function measure(packed: Buffer, most: number): Promise<{ unpacked: number; used: number }> {
  return new Promise((resolve) => {
    const source = Readable.from(piecesOf(packed));
    const layers: Inflate[] = [];
    let unpacked = 0;
    const done = () => {
      source.destroy();
      const used = layers[0]?.bytesWritten ?? 0;
      for (const layer of layers) layer.destroy();
      resolve({ unpacked, used });
    };
    const unpack = (from: Readable) => {
      const layer = createInflate();
      let first = true;
      layer.on('data', (chunk: Buffer) => {
        unpacked += chunk.length;
        if (unpacked > most) return done();
        if (first && layers.length < MOST_LAYERS && isPacked(chunk)) {
          const next = unpack(layer);
          next.write(chunk);
        }
        first = false;
      });
      layer.on('error', () => {
        if (layer === layers[0]) return done();
        // It only began as if it were packed once more.
        from.unpipe(layer);
        for (const dropped of layers.splice(layers.indexOf(layer))) dropped.destroy();
        if (from.readableEnded) done();
        else from.resume();
      });
      layer.on('end', () => layers.at(-1) === layer && done());
      layers.push(layer);
      from.pipe(layer);
      return layer;
    };
    unpack(source);
  });
}

function* piecesOf(bytes: Buffer): Generator<Buffer, void, void> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}
