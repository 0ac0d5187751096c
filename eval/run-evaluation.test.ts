import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseArguments } from './parse-arguments.js';
import { runEvaluation, type Summary } from './run-evaluation.js';
import { EvaluationError } from './task.js';
import { TASKS } from './tasks.js';

let data: string;

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'groundwire-eval-test-'));
  put('realtimeqa', 'inputs.jsonl.gz', [
    {
      id: 'r1',
      question: 'Which city will host the kite festival this week?',
      question_date: '2024/05/09',
      search_time: '2024/05/10/16:34',
      docs: [
        { rank: 1, url: 'https://news.example/old', title: 'Old news', published_at: '2019/05/01', text: 'The kite festival was cancelled in Tallinn.\n\nThe weather was bad.' },
        { rank: 2, url: 'https://news.example/new', title: 'New news', published_at: '2024/05/09', text: 'The kite festival will be hosted by the city of Bergen this week. Visitors come from far away.' },
      ],
    },
    { id: 'r2', question: 'Who invented the quantum toaster?', question_date: '', search_time: '2024/05/10/16:34', docs: [{ rank: 1, url: 'https://news.example/x', title: 'Gardening', published_at: '', text: 'Roses like sun.' }] },
  ]);
  put('clapnq', 'inputs.jsonl', [
    { id: 'c1', question: 'when was the larch bridge opened', title: 'Larch bridge', passage: 'The Larch bridge spans the river . It was opened in 1931 by the mayor . Trams used it .', sentences: ['The Larch bridge spans the river .', 'It was opened in 1931 by the mayor .', 'Trams used it .'] },
    { id: 'c2', question: 'what is the boiling point of unobtainium', title: 'Roses', passage: 'Roses like sun . They need water .', sentences: ['Roses like sun .', 'They need water .'] },
  ]);
  put('quotesum', 'inputs.jsonl', [
    { id: 'q1', question: 'when did the larch choir sing in bergen?', sources: [{ n: 4, title: 'First choir', text: 'First choir The Larch choir sang in Bergen on 4 May 1950 before a large crowd.' }, { n: 7, title: 'Second choir', text: 'Second choir In a later year the Larch choir sang again in Bergen, on 9 June 1961.' }] },
  ]);
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

function put(task: string, file: string, items: unknown[]): void {
  mkdirSync(join(data, task), { recursive: true });
  const lines = items.map((item) => JSON.stringify(item)).join('\n');
  writeFileSync(join(data, task, file), file.endsWith('.gz') ? gzipSync(lines) : lines);
}

async function run(task: string, ...more: string[]): Promise<{ predictions: Array<Record<string, unknown>>; summary: Summary }> {
  const out = join(data, 'out', `${task}.jsonl`);
  const parsed = parseArguments([task, '--data', data, '--out', out, ...more], TASKS);
  if (parsed.help) throw new Error('asked for help');
  const summary = await runEvaluation(parsed.run, () => {});
  return { predictions: readFileSync(out, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>), summary };
}

describe('npm run eval', () => {
  it('realtimeqa: gives an answer without markers, ranked sentences, and the ranks of the cited documents', async () => {
    const { predictions, summary } = await run('realtimeqa');
    const [first, second] = predictions;
    expect(Object.keys(first!)).toEqual(['id', 'answer', 'passages', 'citations']);
    expect(first!['answer']).toContain('Bergen');
    expect(first!['answer']).not.toMatch(/\[\d/);
    expect((first!['passages'] as string[])[0]).toBe('The kite festival will be hosted by the city of Bergen this week.');
    expect(first!['citations']).toContain(2);
    expect(second).toMatchObject({ id: 'r2', answer: '', citations: [] });
    expect(summary).toMatchObject({ task: 'realtimeqa', questions: 2, answered: 1 });
    expect(summary.score_with).toContain('realtimeqa_score.py');
  });

  it('clapnq: gives the sentences that were used by their index, and an empty answer where there is none', async () => {
    const { predictions } = await run('clapnq');
    expect(predictions[0]).toMatchObject({ id: 'c1' });
    expect(predictions[0]!['answer']).toContain('1931');
    expect(predictions[0]!['sentences']).toContain(1);
    expect(predictions[1]).toEqual({ id: 'c2', answer: '', sentences: [] });
  });

  it('clapnq: answers everything when it is told not to hold back', async () => {
    const { predictions } = await run('clapnq', '--ungated', '--limit', '1');
    expect(predictions).toHaveLength(1);
    expect(predictions[0]!['answer']).not.toBe('');
  });

  it('quotesum: cites the sources by the numbers that they have in the input', async () => {
    const { predictions } = await run('quotesum');
    const answer = predictions[0]!['answer'] as string;
    expect(answer).toMatch(/1950[^[]*\[4\]/);
    expect(answer).toMatch(/1961[^[]*\[7\]/);
    expect(answer.match(/\[\d+\]/g)?.every((marker) => ['[4]', '[7]'].includes(marker))).toBe(true);
  });

  it('says which file or line is not as described', async () => {
    put('realtimeqa-broken', 'inputs.jsonl', [{ id: 'x' }]);
    const broken = ['--data', join(data, 'realtimeqa-broken'), '--out', join(data, 'never.jsonl')];
    const attempt = (...argv: string[]) => {
      const parsed = parseArguments(argv, TASKS);
      return parsed.help ? Promise.reject(new Error('asked for help')) : runEvaluation(parsed.run, () => {});
    };
    await expect(attempt('realtimeqa', ...broken)).rejects.toThrow(/inputs\.jsonl:1: question/);
    await expect(attempt('clapnq', '--data', join(data, 'nowhere'), '--out', 'o')).rejects.toThrow(/There is no folder/);
    mkdirSync(join(data, 'empty'), { recursive: true });
    await expect(attempt('clapnq', '--data', join(data, 'empty'), '--out', 'o')).rejects.toThrow(EvaluationError);
  });
});
