import { describe, expect, it } from 'vitest';
import { analyseQuestion } from './analyse-question.js';
import { withoutAskingWords } from './asking-words.js';
import { termMatcher } from './lexical.js';
import { wordsOf } from './words.js';

describe('withoutAskingWords', () => {
  it.each([
    ['松湖水库是哪一年建的？', '松湖水库    建 ？'],
    ['镇长是谁？', '镇长  ？'],
    ['这条河有多长？', '这条河  长？'],
    ['天文台はいつ建てられましたか？', '天文台   建       ？'],
    ['りんごの値段はいくらですか', 'りんご 値段       '],
    ['วัดนี้สร้างเมื่อไหร่', 'วัดนี้สร้าง         '],
    ['When was it built?', 'When was it built?'],
  ])('leaves of %j the words that tell its matter, each in its place', (question, left) => expect(withoutAskingWords(question)).toBe(left));

  it('takes time in proportion to the length', () => {
    const started = performance.now();
    for (const part of ['で', 'です', '的', '多长', 'กี่', 'เมื่อ']) withoutAskingWords(part.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('terms of a question', () => {
  const shared = (question: string, text: string) => [...termMatcher(analyseQuestion(question, null))(wordsOf(text).map(({ stem }) => stem)).keys()];

  it('finds a word of one sign within the pairs of a text', () => expect(shared('松湖水库是哪一年建的？', '松湖水库建于1958年。')).toEqual(['松湖', '湖水', '水库', '建']));
  it.each([
    ['도서관은 언제 열렸나요?', '도서관이 2001년에 열렸다.', ['도서관', '열렸']],
    ['축제의 위원장은 누구인가요?', '위원장은 한지민이다.', ['위원장']],
  ])('tells words from their particles, and from those that ask, in %j', (question, text, terms) => expect(shared(question, text)).toEqual(terms));
});
