import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { extractPdf } from './extract-pdf.js';
import { unpacksTooFar } from './pdf-streams.js';

const stream = (packed: Uint8Array, filter = '/FlateDecode') => Buffer.concat([Buffer.from(`4 0 obj\n<< /Length ${packed.length} /Filter ${filter} >>\nstream\r\n`), packed, Buffer.from('\nendstream\nendobj\n')]);
const file = (...streams: Buffer[]) => new Uint8Array(Buffer.concat([Buffer.from('%PDF-1.7\n'), ...streams, Buffer.from('%%EOF\n')]));
const zeros = (length: number) => deflateSync(Buffer.alloc(length));

describe('a PDF that unpacks without end', () => {
  it('is told by its streams together, packed once or more, and by damaged ones as far as they go', async () => {
    const most = 1_000_000;
    expect(await unpacksTooFar(file(stream(zeros(400_000)), stream(zeros(400_000))), most)).toBe(false);
    expect(await unpacksTooFar(file(stream(zeros(600_000)), stream(zeros(600_000))), most)).toBe(true);
    expect(await unpacksTooFar(file(stream(deflateSync(zeros(50_000_000)), '[/FlateDecode /FlateDecode]')), most)).toBe(true);
    expect(await unpacksTooFar(file(stream(zeros(50_000_000).subarray(0, 20_000), '/Fl')), most)).toBe(true);
    expect(await unpacksTooFar(file(stream(Buffer.from('stream endstream stream'), '/DCTDecode')), most)).toBe(false);
  });

  it('is told whatever stands before it or within it', async () => {
    const most = 1_000_000;
    const padding = `/FlateDecode /Pad (stream\n${'x'.repeat(5_000)} endstream)`;
    expect(await unpacksTooFar(file(stream(zeros(2_000_000), padding)), most)).toBe(true);
    const stored = deflateSync(Buffer.concat([Buffer.from('endstream'), Buffer.alloc(2_000_000)]), { level: 0 });
    expect(await unpacksTooFar(file(stream(stored)), most)).toBe(true);
    const looksPacked = (length: number) => deflateSync(Buffer.concat([Buffer.from([0x78, 0x9c, 0xff, 0xff]), Buffer.alloc(length)]));
    expect(await unpacksTooFar(file(stream(looksPacked(2_000_000))), most)).toBe(true);
    expect(await unpacksTooFar(file(stream(looksPacked(100)), stream(looksPacked(500_000))), most)).toBe(false);
  });

  it('is refused before anything of it is unpacked for good', async () => {
    const before = process.memoryUsage().rss;
    expect(await extractPdf(file(stream(zeros(400_000_000))))).toEqual({ ok: false, reason: 'It unpacks to far more than a document holds' });
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });
});
