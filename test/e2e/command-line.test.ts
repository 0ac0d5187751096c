/** The command as a user types it: its output, its exit status, its manners in a pipe. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { COMMAND, type ServerProcess, bareEnvironment, startServer } from './server-process.js';

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-command-'));
const environment = bareEnvironment(folder);
const documents = path.join(folder, 'documents');
let server: ServerProcess;

beforeAll(async () => {
  mkdirSync(documents);
  for (const [name, content] of Object.entries(HARBOUR_DOCUMENTS)) writeFileSync(path.join(documents, name), content);
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '30' } });
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function launch(args: string[], extra: Record<string, string> = {}): { child: ChildProcess; ended: Promise<Ran>; soFar: () => Ran } {
  const child = spawn(process.execPath, [COMMAND, ...args], { env: { ...environment, ...extra }, cwd: folder });
  const ran: Ran = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (ran.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ran.err += chunk.toString()));
  const ended = new Promise<Ran>((resolve) => child.once('close', (code) => resolve({ ...ran, code })));
  return { child, ended, soFar: () => ran };
}

function run(args: string[], options: { stdin?: string; environment?: Record<string, string> } = {}): Promise<Ran> {
  const { child, ended } = launch(args, options.environment);
  child.stdin?.end(options.stdin ?? '');
  return ended;
}

const lines = (text: string): Array<Record<string, unknown>> => text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the command line itself', () => {
  it('shows help and version, and says nothing on standard error', async () => {
    const help = await run(['--help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const name of ['serve', 'ask', 'resume', 'cancel', 'history', 'backup', 'library add', 'library list', 'library search', 'library remove', 'eval']) expect(help.out).toContain(name);
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('lists the variables of the server in the help of serve', async () => {
    const { out, code } = await run(['serve', '--help']);
    expect(code).toBe(0);
    for (const name of ['PORT', 'CORS_ORIGINS', 'MODEL_BASE_URL', 'GROUNDWIRE_DATA_DIR']) expect(out).toContain(name);
  });

  it.each([
    [['servee'], 'Did you mean "serve"?'],
    [['library', 'lst'], 'Did you mean "library list"?'],
    [['ask', '--jsonn', 'q'], 'Did you mean "--json"?'],
    [['ask'], 'Usage: groundwire ask'],
    [['ask', '   '], 'The question is empty'],
    [['ask', '--days', 'soon', 'q'], '--days takes a whole number'],
    [['library', 'remove'], 'Say what to forget'],
  ])('exits 64 for %j and says what would be right', async (args, message) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain(message);
  });
});

describe('groundwire ask', () => {
  const at = () => ['--url', server.url];

  it('streams the answer, then lists its sources, and exits 0', async () => {
    const { code, out, err } = await run(['ask', HARBOUR_QUESTIONS.lighthouse.question, ...at()]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(HARBOUR_QUESTIONS.lighthouse.says);
    expect(out).toMatch(/\n\nSources\n\[1\] The Kestrel Lighthouse\n {4}harbour\.example\/kestrel-lighthouse · .*2024.* · credibility 0\.\d\d/);
    expect(out).not.toMatch(/\u001b/);
  });

  it('takes the question without quotes, or from standard input', async () => {
    const words = HARBOUR_QUESTIONS.mill.question.split(' ');
    expect((await run(['ask', ...words, ...at()])).out).toMatch(HARBOUR_QUESTIONS.mill.says);
    expect((await run(['ask', '-', ...at()], { stdin: `${HARBOUR_QUESTIONS.mill.question}\n` })).out).toMatch(HARBOUR_QUESTIONS.mill.says);
  });

  it('gives every frame as one line of JSON with --json', async () => {
    const { code, out, err } = await run(['ask', '--json', HARBOUR_QUESTIONS.ferry.question, ...at()]);
    const frames = lines(out);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(frames[0]?.['type']).toBe('connection_established');
    expect(frames.at(-1)).toMatchObject({ type: 'complete', outcome: 'answered' });
    expect(frames.filter(({ type }) => type === 'token').map(({ content }) => content).join('')).toBe(frames.at(-1)?.['answer']);
  });

  it('exits 2 when the sources hold no answer', async () => {
    const { code, out } = await run(['ask', 'Which chemical element has the atomic number 79?', ...at()]);
    expect(code).toBe(2);
    expect(out.trim().length).toBeGreaterThan(20);
    expect(out).not.toContain('Sources\n');
  });

  it('exits 2 when the filters leave no source', async () => {
    expect((await run(['ask', HARBOUR_QUESTIONS.lighthouse.question, '--include-domain', 'nowhere.example', ...at()])).code).toBe(2);
  });

  it('exits 1 when the server refuses, with its words', async () => {
    const { code, err } = await run(['ask', '--model', 'a-model-that-nobody-configured', 'Why?', ...at()]);
    expect(code).toBe(1);
    expect(err).toContain('MODEL');
    expect((await run(['ask', 'w'.repeat(501), ...at()])).err).toContain('Maximum length is 500');
  });

  it('exits 1 when no server answers at the address that was named', async () => {
    const { code, err } = await run(['ask', 'Why?', '--url', 'http://127.0.0.1:9']);
    expect(code).toBe(1);
    expect(err).toContain('No server answers at http://127.0.0.1:9');
  });

  it('cancels on Ctrl+C and exits 130', async () => {
    const { child, ended, soFar } = launch(['ask', HARBOUR_QUESTIONS.storm.question, ...at()]);
    await expect.poll(() => soFar().out.length, { timeout: 10_000, interval: 10 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    const { code, out } = await ended;
    expect(code).toBe(130);
    expect(out).not.toContain('Sources\n');
  });

  it('ends quietly when its reader goes away', async () => {
    const { child, ended, soFar } = launch(['ask', HARBOUR_QUESTIONS.storm.question, ...at()]);
    await expect.poll(() => soFar().out.length, { timeout: 10_000, interval: 10 }).toBeGreaterThan(0);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });
});

describe('coming back to what was asked', () => {
  const at = () => ['--url', server.url];

  it('shows the questions of a session with their answers, also frame by frame', async () => {
    const asked = await run(['ask', HARBOUR_QUESTIONS.lighthouse.question, '--session', 'desk-1', ...at()]);
    const { code, out, err } = await run(['resume', 'desk-1', ...at()]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(`> ${HARBOUR_QUESTIONS.lighthouse.question}\n\n${asked.out}`);
    const frames = lines((await run(['resume', 'desk-1', '--json', ...at()])).out);
    expect(frames.filter(({ type }) => type === 'started')).toMatchObject([{ query: HARBOUR_QUESTIONS.lighthouse.question }]);
    expect(frames.filter(({ type }) => type === 'complete')).toHaveLength(1);
  });

  it('exits 1 where there is nothing to come back to', async () => {
    expect(await run(['resume', 'desk-of-nobody', ...at()])).toMatchObject({ code: 1, out: '', err: 'The session desk-of-nobody runs nothing, and nothing in it ended recently\n' });
    expect((await run(['resume', 'desk-1', '--url', 'http://127.0.0.1:9'])).err).toContain('No server answers at http://127.0.0.1:9');
    expect((await run(['resume', 'desk-1', '--data-dir', folder])).code).toBe(64);
  });
});

describe('what runs and what ran', () => {
  let slow: ServerProcess;
  const slowly = () => ['--url', slow.url];
  beforeAll(async () => {
    // Slow enough that another command can come in between on a busy machine.
    slow = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '400' } });
  });
  afterAll(() => slow?.stop());

  it('cancels an analysis by its id, and says how one stands that has ended', async () => {
    const { ended, soFar } = launch(['ask', '--json', HARBOUR_QUESTIONS.storm.question, ...slowly()]);
    await expect.poll(() => soFar().out, { timeout: 10_000, interval: 10 }).toContain('"type":"token"');
    const id = String(lines(soFar().out.slice(0, soFar().out.lastIndexOf('\n'))).find(({ type }) => type === 'started')?.['analysis_id']);
    expect(await run(['cancel', id, ...slowly()])).toMatchObject({ code: 0, out: `${id}: cancelled\n` });
    expect((await ended).code).toBe(1);
    expect(await run(['cancel', id, ...slowly()])).toMatchObject({ code: 0, out: `${id}: cancelled\n` });
    expect((await run(['cancel', 'analysis_of_nobody', ...slowly()])).code).toBe(1);
  });

  it('lists what was asked, the newest first', async () => {
    await run(['ask', 'Which chemical element has the atomic number 79?', ...slowly()]);
    const { code, out } = await run(['history', '--limit', '3', ...slowly()]);
    expect(code).toBe(0);
    expect(out).toMatch(/^Asked +Status +Question +ID\n/);
    expect(out.split('\n')[1]).toContain('completed');
    expect(out.split('\n')[2]).toContain('cancelled');
    const [, older, ...others] = lines((await run(['history', '--limit', '3', '--json', ...slowly()])).out);
    expect(older).toMatchObject({ status: 'cancelled', query_text: HARBOUR_QUESTIONS.storm.question });
    expect(others).toEqual([]);
  });
});

describe('groundwire backup', () => {
  it('copies the data of a server that runs into one file, and does not overwrite one', async () => {
    const file = path.join(folder, 'backup.tar');
    const at = ['--data-dir', server.environment['GROUNDWIRE_DATA_DIR'] ?? ''];
    const { code, out, err } = await run(['backup', file, ...at]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/backup\.tar: [\d,.\s]+ bytes\n$/);
    expect(statSync(file).size).toBeGreaterThan(10_000);
    expect((await run(['backup', file, ...at])).code).toBe(1);
  });
});

describe('the library, and asking it without a server', () => {
  it('adds a folder, and the second time reads nothing again', async () => {
    const first = await run(['library', 'add', documents, '--collection', 'harbour']);
    expect(first).toMatchObject({ code: 0, out: '5 documents added\n' });
    const second = await run(['library', 'add', documents, '--collection', 'harbour']);
    expect(second).toMatchObject({ code: 0, out: '0 documents added, 5 documents unchanged\n' });
  });

  it('reports each file as JSON, the failed ones with their reason', async () => {
    const mixed = path.join(folder, 'mixed');
    mkdirSync(mixed);
    writeFileSync(path.join(mixed, 'good.md'), '# Good\n\nThe harbour bell rings at noon.\n');
    writeFileSync(path.join(mixed, 'binary.md'), Buffer.from([0, 1, 2, 0, 255, 254, 0, 7]));
    writeFileSync(path.join(mixed, 'empty.md'), '');
    const { code, out } = await run(['library', 'add', mixed, '--json', '--collection', 'mixed']);
    const outcomes = lines(out);
    expect(code).toBe(1);
    expect(outcomes.find(({ path: file }) => String(file).endsWith('good.md'))).toMatchObject({ outcome: 'added' });
    expect(outcomes.find(({ path: file }) => String(file).endsWith('binary.md'))).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/binary/i) });
    expect(outcomes.at(-1)).toMatchObject({ summary: { added: 1 } });
  });

  it('exits 1 when nothing could be read', async () => {
    const { code, err } = await run(['library', 'add', path.join(folder, 'not-there')]);
    expect(code).toBe(1);
    expect(err).toContain('not-there');
  });

  it('lists documents and collections', async () => {
    const { code, out } = await run(['library', 'list', '--collection', 'harbour']);
    expect(code).toBe(0);
    expect(out).toMatch(/^ID +Title +Collection +Published +Words +Path\n/);
    expect(out).toContain('The Kestrel Lighthouse');
    expect(out).toMatch(/harbour: 5 documents, \d+ passages/);
    expect(lines((await run(['library', 'list', '--json', '--collection', 'harbour'])).out)).toHaveLength(5);
  });

  it('finds passages, and exits 2 when there are none', async () => {
    const found = await run(['library', 'search', 'fog horn', '--limit', '2']);
    expect(found).toMatchObject({ code: 0 });
    expect(found.out).toMatch(/^1\. .*\n {3}.*(kestrel-lighthouse|storm-report)\.md · harbour · score /);
    expect((await run(['library', 'search', 'zyzzyva'])).code).toBe(2);
  });

  it('[CFG-6] says once, on standard error, which settings have no effect, as serve does', async () => {
    const args = ['ask', '--data-dir', path.join(folder, 'noticed'), '--json', HARBOUR_QUESTIONS.ferry.question];
    const { out, err } = await run(args, { environment: { REDIS_URL: 'redis://cache:6379', GROUNDWIRE_NONSENSE: '1' } });
    expect(err).toMatch(/^No server is running: starting one for this question\nREDIS_URL is ignored: [^\n]*\nGROUNDWIRE_NONSENSE is not a setting of Groundwire [^\n]*\n$/);
    expect(lines(out).length).toBeGreaterThan(0);
  });

  it('asks in its own process when no server runs, and says so on standard error', async () => {
    const { code, out, err } = await run(['ask', HARBOUR_QUESTIONS.mill.question, '--data-dir', path.join(folder, 'data')]);
    expect(code).toBe(0);
    expect(out).toMatch(HARBOUR_QUESTIONS.mill.says);
    expect(err).toBe('No server is running: starting one for this question\n');
  });

  it('answers from its own documentation while the library is empty', async () => {
    const { code, out } = await run(['ask', 'How do I resume a stream?', '--data-dir', path.join(folder, 'newcomer')]);
    expect(code).toBe(0);
    expect(out).toMatch(/\n\[\d\] Streaming answers over the WebSocket\n/);
  });

  it('forgets documents by path, by id and by collection, and says how many', async () => {
    const forget = (...args: string[]) => run(['library', 'remove', ...args]);
    expect(await forget(path.join(documents, 'ferry-notes.md'))).toMatchObject({ code: 0, out: '1 document forgotten\n' });
    const [document] = lines((await run(['library', 'list', '--json', '--collection', 'harbour'])).out);
    expect(await forget(String(document?.['document_id']))).toMatchObject({ code: 0, out: '1 document forgotten\n' });
    expect(await forget('--collection', 'harbour')).toMatchObject({ code: 0, out: '3 documents forgotten\n' });
    expect(await forget('--collection', 'harbour')).toMatchObject({ code: 1, out: '0 documents forgotten\n' });
  });
});

describe('groundwire serve', () => {
  it('takes its port from the option, and exits 0 on Ctrl+C', async () => {
    const { child, ended, soFar } = launch(['serve', '--port', '0', '--data-dir', path.join(folder, 'served')]);
    await expect.poll(() => soFar().out + soFar().err, { timeout: 20_000, interval: 50 }).toMatch(/ready.*http:\/\/127\.0\.0\.1:\d+/i);
    child.kill('SIGINT');
    expect((await ended).code).toBe(0);
  });

  it('names a setting that is wrong', async () => {
    const { code, err, out } = await run(['serve'], { environment: { PORT: 'eighty' } });
    expect(code).not.toBe(0);
    expect(err + out).toContain('PORT');
  });
});
