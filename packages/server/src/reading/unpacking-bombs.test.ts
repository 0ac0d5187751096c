import { afterAll, describe, expect, it } from 'vitest';
import { makePdf, makePdfOf } from '../testing/make-documents.js';
import { createPageExtractor } from './page-extractor.js';

/** LZW as PDF has it (PDF 32000-1, 7.4.4): a table of one letter repeated, each code one letter longer than the last. Each round unpacks to 7 MB. */
function lzwBomb(rounds: number): string {
  const codes: Array<[code: number, width: number]> = [];
  for (let round = 0; round < rounds; round += 1) {
    codes.push([256, round === 0 ? 9 : 12], [32, 9]);
    for (let code = 258; code < 4_094; code += 1) codes.push([code, code + 1 >= 2_048 ? 12 : code + 1 >= 1_024 ? 11 : code + 1 >= 512 ? 10 : 9]);
  }
  codes.push([257, 12]);
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const [code, width] of codes) {
    held = (held << width) | code;
    for (bits += width; bits >= 8; bits -= 8) bytes.push((held >> (bits - 8)) & 255);
    held &= (1 << bits) - 1;
  }
  return Buffer.from([...bytes, (held << (8 - bits)) & 255]).toString('latin1');
}

const streamOf = (content: string, filter: string) => makePdfOf([{ content: 'q Q' }], [`<< /Length ${content.length} /Filter ${filter} >>\nstream\n${content}\nendstream`]).toString('latin1').replace('/Contents 5 0 R', '/Contents 6 0 R');
const extractor = createPageExtractor({ memoryMib: 128, timeLimitMs: 60_000, crowdedLimitMs: undefined });
afterAll(() => extractor.close());

describe('[EXT-4] a PDF that unpacks without end', () => {
  it.each([
    ['LZW', streamOf(lzwBomb(150), '/LZWDecode')],
    ['lengths of runs', streamOf('\x81 '.repeat(8_000_000), '/RunLengthDecode')],
  ])('packed by %s costs itself alone, and no more memory than its thread may have', async (_name, file) => {
    const before = process.memoryUsage.rss();
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
    const bomb = extractor.extract(new Uint8Array(Buffer.from(file, 'latin1')), 'pdf');
    const [extraction, other] = await Promise.all([bomb, extractor.extract(new Uint8Array(makePdf([[{ text: 'The bridge is closed.', x: 60, y: 700 }]])), 'pdf')]);
    clearInterval(watch);
    expect(extraction).toEqual({ ok: false, reason: 'Taking it apart took too much memory; it is damaged, or made to do harm' });
    expect(other).toMatchObject({ ok: true });
    expect(most - before).toBeLessThan(700_000_000);
  }, 120_000);
});
