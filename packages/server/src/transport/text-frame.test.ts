import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as ws from 'ws';
import { textFrame } from './text-frame.js';

const bytesOf = (frame: string | Buffer) => (typeof frame === 'string' ? Buffer.from(frame, 'latin1') : frame);

/** The same message as `ws` writes it. */
function written(text: string): Buffer {
  const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } };
  return Buffer.concat(Sender.frame(Buffer.from(text), { fin: true, opcode: 1, mask: false, readOnly: true, rsv1: false }));
}

describe('textFrame', () => {
  it.each([0, 1, 124, 125, 126, 127, 65_535, 65_536, 70_000])('writes %i characters as ws does', (length) => {
    for (const unit of ['a', 'é', '🌊']) expect(bytesOf(textFrame(unit.repeat(length))).equals(written(unit.repeat(length)))).toBe(true);
  });

  it('writes any text as ws does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(bytesOf(textFrame(text)).equals(written(text))).toBe(true);
      }),
    );
  });
});
