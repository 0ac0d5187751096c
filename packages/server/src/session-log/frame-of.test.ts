import type { LoggedBody } from '@groundwire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameOf, frameTextOf } from './append-rules.js';
import { frameText } from './frame-text.js';

const fields = fc.record(
  { content: fc.string({ unit: 'binary' }), index: fc.oneof(fc.nat(), fc.double(), fc.integer()), analysis_id: fc.string({ unit: 'binary' }), more: fc.jsonValue() },
  { requiredKeys: ['content', 'index', 'analysis_id'] },
);

describe('the frame of a body', () => {
  it('has the text that JSON has for it, and is what that text says', () => {
    fc.assert(
      fc.property(fields, fc.boolean(), fc.nat(), (rest, typeFirst, seq) => {
        const body = (typeFirst ? { type: 'token', ...rest } : { ...rest, type: 'token' }) as LoggedBody;
        const frame = frameOf(body, seq, 'epoch');
        expect(frameText(frame)).toBe(frameTextOf(body, seq, 'epoch'));
        expect(JSON.stringify(frame)).toBe(frameText(frame));
        expect(Object.isFrozen(frame)).toBe(true);
        expect(frame).not.toBe(body);
      }),
    );
  });

  it('gives a copy without the text of the original', () => {
    const frame = frameOf({ type: 'token', content: 'a', index: 0, analysis_id: 'x' }, 1, 'epoch');
    expect(frameText({ ...frame, seq: 2 })).toBe(JSON.stringify({ ...frame, seq: 2 }));
  });
});
