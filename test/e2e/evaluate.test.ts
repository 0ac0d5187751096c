/** `groundwire eval` as a user types it, against a real server and against one of its own. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { bareEnvironment, COMMAND, type ServerProcess, startServer } from './server-process.js';

const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-evaluate-'));
const questions = path.join(folder, 'questions.jsonl');
let server: ServerProcess;

beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS });
  const lines = [
    { id: 'lighthouse', question: HARBOUR_QUESTIONS.lighthouse.question, expected_answers: '1871', expected_sources: HARBOUR_QUESTIONS.lighthouse.url },
    { id: 'mill', question: HARBOUR_QUESTIONS.mill.question, expected_answers: ['seven hours'], expected_sources: ['mills.example'] },
    { id: 'gold', question: 'Which chemical element has the atomic number 79?', answerable: false },
  ];
  writeFileSync(questions, lines.map((line) => JSON.stringify(line)).join('\n'));
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function evaluate(args: string[], environment: Record<string, string> = bareEnvironment(folder)): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, 'eval', ...args], { env: environment, cwd: folder }, (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code), out, err }));
  });
}

interface ReportFile {
  models: string[];
  figures: Array<{ name: string; value: number | null; of: number }>;
  questions: Array<{ id: string; right: boolean | null; outcome: string; answer: string }>;
}

it('[EVAL-1] asks a running server, shows the figures, writes the report, and leaves nothing in the history', async () => {
  const report = path.join(folder, 'report.json');
  const { code, out, err } = await evaluate([questions, '--url', server.url, '--out', report]);
  expect({ code, err }).toEqual({ code: 0, err: `The report is in ${report}\n` });
  expect(out).toMatch(/^3 questions, answered by extractive\n\nFigure +Value +Of\n/);
  expect(out).toMatch(/^expected source found +1\.000 +2$/m);
  expect(out).toMatch(/^expected answer in the answer +1\.000 +2$/m);
  expect(out).toMatch(/^answered or declined as expected +1\.000 +3$/m);
  const written = JSON.parse(readFileSync(report, 'utf8')) as ReportFile;
  expect(written.questions.map(({ id, outcome }) => [id, outcome])).toEqual([['lighthouse', 'answered'], ['mill', 'answered'], ['gold', expect.stringMatching(/^no_/) as string]]);
  expect(existsSync(`${report}.part`)).toBe(false);
  const history = (await (await fetch(`${server.url}/api/analysis/history`)).json()) as { total_count: number };
  expect(history.total_count).toBe(0);
});

it('[EVAL-4] compares with an earlier report, on a server of its own over the data that is named', async () => {
  const before = path.join(folder, 'report.json');
  const { code, out, err } = await evaluate([questions, '--data-dir', path.join(server.folder, 'data'), '--max-words', '10', '--compare', before], server.environment);
  expect(code).toBe(0);
  expect(err).toContain('starting one');
  expect(out).toMatch(/Figure +Value +Of +Before +Change\n/);
  expect(out).toMatch(/Of 3 questions that both reports hold, \d turned right and \d turned wrong\./);
});

it('[EVAL-1] gives the report as JSON, and asks no more than --limit says', async () => {
  const { code, out } = await evaluate([questions, '--url', server.url, '--json', '--limit', '1', '--keep']);
  expect(code).toBe(0);
  expect((JSON.parse(out) as ReportFile).questions.map(({ id }) => id)).toEqual(['lighthouse']);
});

it('[EVAL-2] names the lines that it can not read, and asks nothing', async () => {
  const bad = path.join(folder, 'bad.jsonl');
  writeFileSync(bad, '{"question": "A?"}\n{"question": 3}\nnonsense\n');
  const { code, out, err } = await evaluate([bad, '--url', 'http://127.0.0.1:9']);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/bad\.jsonl can't be read as questions:\n {2}line 2: question: .*\n {2}line 3: not JSON/);
  expect((await evaluate([path.join(folder, 'none.jsonl')])).err).toMatch(/none\.jsonl can't be read/);
});

it('[EVAL-5] counts questions that fail as wrong, says so, and exits 1', async () => {
  const { code, out, err } = await evaluate([questions, '--url', server.url, '--model', 'nobody-has-this']);
  expect(code).toBe(1);
  expect(out).toMatch(/^expected answer in the answer +0\.000 +2$/m);
  expect(err).toMatch(/3 of 3 questions failed and count as wrong; the first: .*MODEL/);
});
