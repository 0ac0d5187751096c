import type { Results } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { figuresOf } from './figures.js';
import { failedQuestion, judgeAnswer } from './judge-answer.js';
import { figuresTable, readReport, turnedQuestions } from './report.js';

type Answer = Parameters<typeof judgeAnswer>[1];

const source = (id: string, more: Partial<Results['sources'][number]> = {}) => ({ source_id: id, provider: 'library', url: null, title: id, domain: 'library', published_at: null, read: 'document' as const, citation: null, ...more });
const claim = (support: 'full' | 'partial' | 'none' | 'unchecked') => ({ start: 0, end: 1, citations: ['c1'], support, reason: '' });
const answer = (text: string, more: Partial<Answer> = {}): Answer => ({ outcome: 'answered', answer: text, citations: [], claims: [], sources: [], warnings: [], ...more });

describe('[EVAL-3] judging an answer', () => {
  it.each([
    ['It opened in 1931 [2].', '1931', true],
    ['It opened in 1931.', '193', false],
    ['About 1,200 people came.', '1200', true],
    ['The “LARCH  bridge” opened.', 'Larch bridge', true],
    ['Water boils at 3.5 degrees', '3', false],
    ['首都は東京です。', '東京', true],
    ['大桥于2009年8月18日通车。', '2009', true],
    ['大桥于2009年8月18日通车。', '200', false],
    ['다리는 1958년에 개통되었다.', '1958', true],
    ['관장은 박은정 소장이다.', '박은정 소장', true],
  ])('%s holds %s: %s', (text, wanted, right) => {
    expect(judgeAnswer({ id: 'a', question: 'A?', expected_answers: ['nothing', wanted] }, answer(text), 1).right).toBe(right);
  });

  it.each(['https://www.example.org/a/#top', 'example.org', 'A Title', 'doc_1'])('finds the expected source by %s', (wanted) => {
    const sources = [source('other'), source('doc_1', { url: 'http://example.org/a', domain: 'news.example.org', title: 'a title', citation: 'c1' })];
    expect(judgeAnswer({ id: 'a', question: 'A?', expected_sources: [wanted] }, answer('It is.', { sources }), 1)).toMatchObject({ source_rank: 2, source_cited: true, decided_rightly: true });
  });

  it('wants a refusal where there is no answer, and takes none for a right answer', () => {
    const declined = answer('The sources say nothing of 1931.', { outcome: 'no_answer' });
    expect(judgeAnswer({ id: 'a', question: 'A?', answerable: false }, declined, 1)).toMatchObject({ right: null, decided_rightly: true, words: 0 });
    expect(judgeAnswer({ id: 'a', question: 'A?', expected_answers: ['1931'] }, declined, 1)).toMatchObject({ right: false, decided_rightly: false });
  });
});

describe('[EVAL-3] the figures', () => {
  const judged = [
    judgeAnswer({ id: 'a', question: 'A?', expected_answers: ['yes'], expected_sources: ['s'] }, answer('Yes [1].', { sources: [source('x'), source('s', { citation: 'c1' })], claims: [claim('full'), claim('none')], citations: [{}] as never }), 1),
    judgeAnswer({ id: 'b', question: 'B?', expected_answers: ['yes'], expected_sources: ['s'] }, answer('No.', { sources: [source('x')], claims: [claim('partial')] }), 3),
    failedQuestion({ id: 'c', question: 'C?', expected_answers: ['yes'] }, 'gone', 9),
  ];
  const value = (name: string) => figuresOf(judged).find((figure) => figure.name === name);

  it('are means over the questions that tell them; one that failed counts as wrong', () => {
    expect(value('expected source found')).toMatchObject({ value: 0.5, of: 2 });
    expect(value('reciprocal rank of the expected source')).toMatchObject({ value: 0.25 });
    expect(value('expected answer in the answer')).toMatchObject({ value: 0.333, of: 3 });
    expect(value('answered or declined as expected')).toMatchObject({ value: 0.667, of: 3 });
    expect(value('expected source cited')).toMatchObject({ value: 0.5, of: 2 });
    expect(value('sentences backed at least in part')).toMatchObject({ value: 0.667, of: 3 });
    expect(value('sentences that nothing backs')).toMatchObject({ value: 0.333, better: 'less' });
    expect(value('time to the whole answer, median')).toMatchObject({ value: 1, of: 2 });
  });

  it('[EVAL-4] stand beside those of an earlier report, and questions that turned are known', () => {
    const earlier = readReport(JSON.stringify({ version: 1, created_at: '', models: [], figures: [{ name: 'expected source found', value: 1, of: 2 }, { name: 'expected answer in the answer', value: 0.333, of: 3 }], questions: [{ id: 'a', question: 'A?', right: false, decided_rightly: null }, { id: 'b', question: 'Another?', right: true, decided_rightly: null }] }), 'before.json');
    const lines = figuresTable(figuresOf(judged), earlier).split('\n');
    expect(lines.find((line) => line.startsWith('expected source found'))).toMatch(/0\.500\s+2\s+1\.000\s+−0\.500 worse$/);
    expect(lines.find((line) => line.startsWith('expected answer in'))).toMatch(/=$/);
    expect(turnedQuestions(judged, earlier)).toMatchObject({ same: 1, gained: [{ id: 'a' }], lost: [] });
  });

  it('[EVAL-4] refuses what is no report', () => {
    expect(() => readReport('{"version": 2}', 'x.json')).toThrow(/x\.json is no report of "groundwire eval --out": version/);
    expect(() => readReport('no', 'x.json')).toThrow(/x\.json is no report/);
  });
});
