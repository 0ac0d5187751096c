import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventDecoder, EventTooLong, MAX_EVENT_LENGTH } from './server-sent-events.js';

function decodeInPieces(text: string, size: number): string[] {
  const bytes = new TextEncoder().encode(text);
  const decoder = new EventDecoder();
  const data: string[] = [];
  for (let at = 0; at < bytes.length; at += size) data.push(...decoder.feed(bytes.subarray(at, at + size)));
  return [...data, ...decoder.end()];
}

describe('EventDecoder', () => {
  const wires = {
    LF: 'data: één\n\n: comment\n\ndata: 日本\ndata: 🌊\n\nevent: x\ndata:no space\n\n',
    CRLF: 'data: één\r\n\r\n: comment\r\n\r\ndata: 日本\r\ndata: 🌊\r\n\r\nevent: x\r\ndata:no space\r\n\r\n',
    CR: 'data: één\r\r: comment\r\rdata: 日本\rdata: 🌊\r\revent: x\rdata:no space\r\r',
  };
  for (const [name, wire] of Object.entries(wires)) {
    it(`gives the same events wherever the bytes are cut (${name})`, () => {
      for (let size = 1; size <= new TextEncoder().encode(wire).length; size++) {
        expect(decodeInPieces(wire, size)).toEqual(['één', '日本\n🌊', 'no space']);
      }
    });
  }

  it('gives an event whose closing blank line is missing at the end', () => {
    expect(decodeInPieces('data: a\n\ndata: b', 3)).toEqual(['a', 'b']);
  });

  it('gives the same events however lines are cut and mixed', () => {
    const line = fc.constantFrom('data: {"a":1}', 'data: ', 'data:x', 'data', ': note', 'id: 7', 'event: e', 'junk', '', 'data: \u00e9\ud83c\udf0a');
    const ending = fc.constantFrom('\n', '\n', '\n\n', '\n\n', '\r\n', '\r', '\r\n\r\n');
    const wire = fc.array(fc.tuple(line, ending), { maxLength: 20 });
    fc.assert(
      fc.property(wire, (lines) => {
        const pieces = lines.map((each) => each.join(''));
        const decoder = new EventDecoder();
        const bytes = new TextEncoder();
        const whole = [...pieces.flatMap((piece) => decoder.feed(bytes.encode(piece))), ...decoder.end()];
        expect(whole).toEqual(decodeInPieces(pieces.join(''), 1));
      }),
      { numRuns: 1000 },
    );
  });

  it('skips a byte order mark', () => {
    expect(decodeInPieces('\uFEFFdata: a\n\n', 1)).toEqual(['a']);
  });

  it('gives each event as soon as its blank line is there', () => {
    const decoder = new EventDecoder();
    expect(decoder.feed(new TextEncoder().encode('data: a\n'))).toEqual([]);
    expect(decoder.feed(new TextEncoder().encode('\ndata: b'))).toEqual(['a']);
  });

  it.each([
    ['one endless line', 'x'.repeat(64 * 1024)],
    ['endless lines without a blank one', `data: ${'x'.repeat(1000)}\n`.repeat(64)],
  ])('refuses %s after a megabyte', (_name, piece) => {
    const decoder = new EventDecoder();
    const bytes = new TextEncoder().encode(piece);
    const feedMuch = (): void => {
      for (let fed = 0; fed <= MAX_EVENT_LENGTH + bytes.length; fed += bytes.length) decoder.feed(bytes);
    };
    expect(feedMuch).toThrow(EventTooLong);
  });

  it('takes any number of events, as long as each is small', () => {
    const decoder = new EventDecoder();
    const bytes = new TextEncoder().encode(`data: ${'x'.repeat(1000)}\n\n`.repeat(64));
    let count = 0;
    for (let fed = 0; fed <= 3 * MAX_EVENT_LENGTH; fed += bytes.length) count += decoder.feed(bytes).length;
    expect(count).toBeGreaterThan(3000);
  });

  it('notices lines that no stream of events has', () => {
    const decoder = new EventDecoder();
    decoder.feed(new TextEncoder().encode('<html>\n<body>\n'));
    expect(decoder.sawForeignLine).toBe(true);
  });
});
