import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyAnswer, foldFrame, foldFrames } from './fold-frames.js';
import type { Claim } from './citation.js';
import type { LoggedBody } from './frames.js';
import { sampleCitation, sampleFrames } from './testing/index.js';

const token = (index: number, content: string) => ({ type: 'token' as const, index, content, analysis_id: 'a' });

describe('foldFrames', () => {
  it('joins the tokens and takes the completion for the whole truth', () => {
    const answer = foldFrames(sampleFrames());
    expect(answer).toMatchObject({ analysis_id: 'analysis_1', status: 'completed', text: 'Water boils at 100 degrees. [1]', outcome: 'answered', next_index: 2, error: null });
    expect(answer.citations.map((citation) => citation.id)).toEqual(['c1']);
  });

  it('takes claims one by one, and a claim that comes again in place of what it was', () => {
    const claim = (index: number, support: Claim['support'], number: number): LoggedBody => ({ type: 'citation', analysis_id: 'a', index, claim: { start: index, end: index + 1, citations: [`c${number}`], support, reason: 'x' }, citations: [sampleCitation({ id: `c${number}`, number, support })] });
    const { claims, citations } = foldFrames([token(0, 'abc'), claim(0, 'none', 2), claim(1, 'full', 1), claim(0, 'partial', 2), claim(7, 'full', 3)]);
    expect(claims.map(({ support }) => support)).toEqual(['partial', 'full']);
    expect(citations.map(({ id, support }) => [id, support])).toEqual([['c1', 'full'], ['c2', 'partial']]);
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
