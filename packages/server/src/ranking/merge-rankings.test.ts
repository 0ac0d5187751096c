import { describe, expect, it } from 'vitest';
import { mergeRankings } from './merge-rankings.js';
import type { Answerability } from './ranked-passage.js';

const ranking = (answerability: Answerability) => ({ passages: [], sentences: [], answerability });

describe('mergeRankings', () => {
  it('can be answered where one part can, though another has more of its matter there', () => {
    const lacks = ranking({ score: 0.9, answerable: false, lack: { kind: 'money', words: [] } });
    const answered = ranking({ score: 0.6, answerable: true });
    for (const order of [[lacks, answered], [answered, lacks]]) expect(mergeRankings(order).answerability).toEqual(answered.answerability);
    expect(mergeRankings([ranking({ score: 0.2, answerable: false }), lacks]).answerability).toEqual(lacks.answerability);
  });
});
