/** `groundwire library …` over a server that runs, beside the same commands on a data folder. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { COMMAND, type ServerProcess, bareEnvironment, startServer } from './server-process.js';

const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-command-library-'));
const documents = path.join(folder, 'harbour');
const names = Object.keys(HARBOUR_DOCUMENTS);
let server: ServerProcess;
let environment: Record<string, string>;

beforeAll(async () => {
  mkdirSync(path.join(documents, 'deep'), { recursive: true });
  for (const [name, content] of Object.entries(HARBOUR_DOCUMENTS)) writeFileSync(path.join(documents, name), content);
  writeFileSync(path.join(documents, 'deep', 'bell.md'), '# The bell\n\nThe harbour bell rings at noon.\n');
  writeFileSync(path.join(documents, 'picture.png'), 'no text');
  server = await startServer();
  // As a user has it: the settings of the server, in another folder, and no word of its data folder.
  environment = { ...bareEnvironment(folder), PORT: String(server.port) };
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

function library(words: string[], given: Record<string, string> = environment): Promise<Ran> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [COMMAND, 'library', ...words], { env: given, cwd: folder }, (_error, out, err) => resolve({ code: child.exitCode, out, err }));
  });
}

const inFolder = (...words: string[]) => library([...words, '--data-dir', path.join(folder, 'apart')]);
const lines = (text: string): Array<Record<string, unknown>> => text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
const own = async () => lines((await library(['list', '--json', '--collection', 'harbour'])).out).map((document) => document['path']);
const uploads = () => {
  const place = path.join(server.environment['GROUNDWIRE_DATA_DIR'] ?? '', 'uploads');
  return existsSync(place) ? readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length : 0;
};

describe('[CLI-3] the library of a server that runs', () => {
  it('gets files and folders through its routes, and knows them again', async () => {
    const first = await library(['add', documents, '--collection', 'harbour']);
    expect(first).toMatchObject({ code: 0, out: `${names.length + 1} documents added\n` });
    expect(first.err).toBe(`Sending the files to the server at ${server.url}, which keeps copies of them\nLeft alone because of their kind: .png (1)\n`);
    expect(uploads()).toBe(names.length + 1);
    expect(existsSync(path.join(folder, 'data'))).toBe(false);
    expect(await library(['add', documents, '--collection', 'harbour'])).toMatchObject({ code: 0, out: `0 documents added, ${names.length + 1} documents unchanged\n` });
    expect(await own()).toContain('harbour/deep/bell.md');
    const asked = await fetch(`${server.url}/api/library/search?q=${encodeURIComponent(HARBOUR_QUESTIONS.lighthouse.question)}`);
    expect(JSON.stringify(await asked.json())).toContain('Kestrel');
  });

  it('says the same as the data folder does, but for where files lie', async () => {
    await inFolder('add', documents, '--collection', 'harbour');
    for (const words of [['list', '--collection', 'harbour'], ['search', 'fog horn', '--limit', '3'], ['search', 'zyzzyva'], ['list', '--collection', 'none']]) {
      const [over, local] = await Promise.all([library([...words, '--json']), inFolder(...words, '--json')]);
      expect({ code: over.code, err: over.err }, words.join(' ')).toEqual({ code: local.code, err: local.err });
      // What else a library holds counts in the scores.
      const comparable = (text: string) => (text === '' ? [] : lines(text)).map(({ path: at, document_id: _id, indexed_at: _at, score: _score, ...rest }) => ({ ...rest, file: path.basename(String(at)) })).sort((a, b) => (a.file < b.file ? -1 : 1));
      expect(comparable(over.out)).toEqual(comparable(local.out));
      const heads = await Promise.all([library(words), inFolder(...words)]);
      expect(heads[0]?.out.split(/\s/)[0]).toBe(heads[1]?.out.split(/\s/)[0]);
    }
    const outcomes = await Promise.all([library(['add', documents, '--json', '--collection', 'again']), inFolder('add', documents, '--json', '--collection', 'again')]);
    const comparable = (text: string) => lines(text).map(({ document_id: _id, ...rest }) => rest);
    expect(comparable(outcomes[0].out)).toEqual(comparable(outcomes[1].out));
    expect(await library(['remove', '--collection', 'again'])).toMatchObject({ code: 0, out: `${names.length + 1} documents forgotten\n` });
  });

  it('reports each file that fails with its reason, and goes on', async () => {
    const mixed = path.join(folder, 'mixed');
    mkdirSync(path.join(mixed, 'other'), { recursive: true });
    writeFileSync(path.join(mixed, 'good.md'), '# Good\n\nIt is good.\n');
    writeFileSync(path.join(mixed, 'other', 'good.md'), '# Good too\n\nIt is good too.\n');
    writeFileSync(path.join(mixed, 'binary.md'), Buffer.from([0, 1, 2, 0, 255, 254, 0, 7]));
    writeFileSync(path.join(mixed, 'empty.md'), '');
    writeFileSync(path.join(mixed, 'a: b.md'), '# Colon\n');
    writeFileSync(path.join(mixed, 'large.txt'), Buffer.alloc(21 * 1024 * 1024, 'a '));
    const { code, out, err } = await library(['add', mixed, '--collection', 'mixed']);
    expect({ code, out }).toEqual({ code: 1, out: '2 documents added\n' });
    for (const reason of [/binary\.md: .*binary/i, /empty\.md: It is empty/, /a: b\.md: The name of the file can't be used/, /large\.txt: It is larger than 20 MB/]) expect(err).toMatch(reason);
    const twice = await library(['add', path.join(mixed, 'good.md'), path.join(mixed, 'other', 'good.md'), '--collection', 'twice']);
    expect(twice).toMatchObject({ code: 1, out: '1 document added\n' });
    expect(twice.err).toContain('Another file of this command is called good.md too');
    const missing = await library(['add', path.join(folder, 'not-there')]);
    expect(missing.code).toBe(1);
    expect(missing.err).toContain('not-there');
    expect(await library(['add', mixed, '--collection', '.x'])).toMatchObject({ code: 1, err: expect.stringContaining('A collection name must start with') as string });
  });

  it('tells which documents of a folder have lost their file, and keeps them', async () => {
    rmSync(path.join(documents, 'deep', 'bell.md'));
    const { out, err } = await library(['add', documents, '--collection', 'harbour']);
    expect(out).toBe(`0 documents added, ${names.length} documents unchanged\n`);
    expect(err).toContain('groundwire library remove NAME):\n  harbour/deep/bell.md\n');
    expect(await own()).toContain('harbour/deep/bell.md');
  });

  it('forgets by name, by path, by folder and by id, and the copies with them', async () => {
    expect(await library(['remove', 'harbour/deep/bell.md'])).toMatchObject({ code: 0, out: '1 document forgotten\n' });
    expect(await library(['remove', path.join(folder, 'mixed', 'nothing.md')])).toMatchObject({ code: 1, out: '0 documents forgotten\n' });
    const [document] = lines((await library(['list', '--json', '--collection', 'harbour'])).out);
    expect(await library(['remove', String(document?.['document_id'])])).toMatchObject({ code: 0, out: '1 document forgotten\n' });
    expect(await library(['remove', documents])).toMatchObject({ code: 0, out: `${names.length - 1} documents forgotten\n` });
    await library(['remove', '--collection', 'mixed']);
    await library(['add', path.join(documents, names[0] ?? ''), '--collection', 'one']);
    await library(['add', path.join(documents, names[0] ?? ''), '--collection', 'two']);
    expect(await library(['remove', names[0] ?? ''])).toMatchObject({ code: 1, err: expect.stringContaining(`2 documents are called ${names[0]}. Say which by their ids: doc_`) as string });
    for (const collection of ['one', 'two', 'twice']) await library(['remove', '--collection', collection]);
    expect(uploads()).toBe(0);
  });

  it('has each file once, whether a server was there or not when it was added', async () => {
    const beside = ['--data-dir', server.environment['GROUNDWIRE_DATA_DIR'] ?? ''];
    const listed = async () => lines((await library(['list', '--json', '--collection', 'documents'])).out).length;
    await library(['add', documents, ...beside]);
    expect(await library(['add', documents])).toMatchObject({ code: 0, out: `${names.length} documents added\n` });
    expect([await listed(), uploads()]).toEqual([names.length, names.length]);
    await library(['add', documents, ...beside]);
    expect([await listed(), uploads()]).toEqual([names.length, 0]);
    expect(await library(['remove', documents])).toMatchObject({ code: 0, out: `${names.length} documents forgotten\n` });
  });

  it('has each file once, whether the page or a command added it', async () => {
    for (const name of names) await fetch(`${server.url}/api/library?name=${encodeURIComponent(`harbour/${name}`)}`, { method: 'POST', body: readFileSync(path.join(documents, name)) });
    expect(await library(['add', documents])).toMatchObject({ code: 0, out: `0 documents added, ${names.length} documents unchanged\n` });
    expect(await library(['remove', documents])).toMatchObject({ code: 0, out: `${names.length} documents forgotten\n` });
  });

  it('is the one at --url, which has to be there', async () => {
    const elsewhere = { ...environment, PORT: '1' };
    expect((await library(['list', '--url', server.url], elsewhere)).out).toContain('groundwire-docs');
    for (const words of [['list'], ['add', documents], ['search', 'a'], ['remove', 'a']]) {
      const { code, out, err } = await library([...words, '--url', 'http://127.0.0.1:9'], elsewhere);
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toContain('No server answers at http://127.0.0.1:9');
    }
  });
});
