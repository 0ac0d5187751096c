import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyAnswer, foldFrame, foldFrames } from './fold-frames.js';
import { sampleFrames } from './testing/index.js';

const token = (index: number, content: string) => ({ type: 'token' as const, index, content, analysis_id: 'a' });

describe('foldFrames', () => {
  it('joins the tokens and takes the completion for the whole truth', () => {
    const answer = foldFrames(sampleFrames());
    expect(answer).toMatchObject({ analysis_id: 'analysis_1', status: 'completed', text: 'Water boils at 100 degrees. [1]', outcome: 'answered', next_index: 2, error: null });
    expect(answer.citations.map((citation) => citation.id)).toEqual(['c1']);
  });

  it('drops a token that it has, however often a server delivers from index 0 again', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 }), fc.array(fc.nat(20), { maxLength: 5 }), (contents, restarts) => {
        const all = contents.map((content, index) => token(index, content));
        const frames = [...restarts.flatMap((length) => all.slice(0, length)), ...all];
        expect(foldFrames(frames).text).toBe(contents.join(''));
      }),
    );
  });

  it('changes nothing after a terminal frame, and leaves its input alone', () => {
    const failed = foldFrame(emptyAnswer(), { type: 'analysis_error', analysis_id: 'a', error: { code: 'CANCELLED', message: 'x', recoverable: false }, timestamp: '' } as { type: string });
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'CANCELLED' } });
    expect(foldFrame(failed, token(0, 'late'))).toBe(failed);
    const before = Object.freeze(emptyAnswer());
    expect(foldFrame(before, token(0, 'first')).text).toBe('first');
    expect(before.text).toBe('');
  });

  it('passes over frames of types that it does not know', () => {
    const answer = emptyAnswer();
    expect(foldFrame(answer, { type: 'of_a_later_version' })).toBe(answer);
  });

  it('keeps the text of an analysis that failed in the middle', () => {
    expect(foldFrames([token(0, 'half '), { type: 'analysis_error', analysis_id: 'a', error: { code: 'LLM_INTERRUPTED', message: 'x', recoverable: true }, timestamp: '' } as { type: string }])).toMatchObject({ text: 'half ', status: 'failed' });
  });
});
