import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.js';
import { createLibrary } from './create-library.js';
import { plainQuery, temporaryLibrary, type TemporaryLibrary } from './testing/temporary-library.js';

let temporary: TemporaryLibrary;
const children: ChildProcess[] = [];
const never = new AbortController().signal;

beforeEach(() => {
  temporary = temporaryLibrary();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await temporary.dispose();
});

/** Starts the program that indexes for ever; resolves once it has finished a round. */
async function startIndexing(seed: number): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./testing/index-forever.js', import.meta.url).href.replace('/packages/server/src/', '/packages/server/dist/'));
  const child = spawn(process.execPath, [script, temporary.file, String(seed)], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Every row has its counterpart, and SQLite and FTS5 find no fault. */
function expectIntact(file: string): void {
  const database = new Database(file);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.exec("INSERT INTO passage_words (passage_words) VALUES ('integrity-check')");
  const one = (sql: string) => database.prepare(sql).pluck().get();
  expect(one('SELECT count(*) FROM passages WHERE document_pk NOT IN (SELECT document_pk FROM documents)')).toBe(0);
  expect(one('SELECT count(*) FROM documents WHERE passages <> (SELECT count(*) FROM passages WHERE passages.document_pk = documents.document_pk)')).toBe(0);
  expect(one("SELECT count(*) FROM passage_words WHERE passage_words MATCH 'walrus'")).toBe(one("SELECT count(*) FROM passages WHERE text LIKE '%walrus%'"));
  expect(one("SELECT count(*) FROM passage_words WHERE passage_words MATCH 'walrus' AND rowid NOT IN (SELECT passage_pk FROM passages)")).toBe(0);
  // All documents of one call are there, or none: ten are removed together, thirty are added together.
  expect([20, 30]).toContain(one('SELECT count(*) FROM documents'));
  database.close();
}

describe('the index', () => {
  it('is intact after kill -9 at any moment, and indexing goes on', { timeout: 120_000 }, async () => {
    for (let run = 0; run < 12; run += 1) {
      const child = await startIndexing(run);
      // From the middle of a transaction to between two; the step makes the moments differ from run to run.
      await new Promise((resolve) => setTimeout(resolve, run * 7));
      await kill(child);
      expectIntact(temporary.file);
    }
    await temporary.library.addDocuments([{ key: 'after', content: 'A porpoise.', format: 'text' }], { collection: 'notes' });
    expect(await temporary.library.find('porpoise', { limit: 5 })).toHaveLength(1);
  });

  it('is searched and written while another process writes, and what that wrote is seen', { timeout: 60_000 }, async () => {
    await temporary.library.addDocuments([{ key: 'mine', content: 'A porpoise.', format: 'text' }], { collection: 'mine' });
    await startIndexing(0);
    for (let index = 0; index < 20; index += 1) {
      const { sources, statistics } = await temporary.library.search(plainQuery('walrus'), never);
      expect(sources.length).toBeGreaterThan(0);
      expect(statistics?.passages).toBeGreaterThan(1);
      await temporary.library.addDocuments([{ key: `mine ${index}`, content: 'A porpoise.', format: 'text' }], { collection: 'mine' });
    }
    expect(await temporary.library.find('porpoise', { limit: 50, collection: 'mine' })).toHaveLength(21);
  });
});

describe('the worker', () => {
  it('tells nothing of its insides when a call breaks it, and goes on', async () => {
    const hostile = { length: -1 } as unknown as string[];
    await expect(temporary.library.addPaths(hostile, { collection: 'notes' })).rejects.toMatchObject({ code: 'SERVER_ERROR', message: expect.not.stringContaining('/') });
    await temporary.library.check();
  });

  it('refuses calls after close, and close may be called twice', async () => {
    await temporary.library.check();
    await temporary.library.close();
    await temporary.library.close();
    await expect(temporary.library.check()).rejects.toMatchObject({ code: 'LIBRARY_UNAVAILABLE', message: expect.stringContaining('closed') });
  });

  it('brings indexing to an end on close', async () => {
    const documents = join(temporary.folder, 'documents');
    mkdirSync(documents);
    for (let index = 0; index < 100; index += 1) writeFileSync(join(documents, `${index}.md`), 'Words of a note. '.repeat(2000));
    const adding = temporary.library.addPaths([documents], { collection: 'notes' });
    const outcome = expect(adding).rejects.toMatchObject({ code: 'LIBRARY_UNAVAILABLE' });
    await temporary.library.check();
    await temporary.library.close();
    await outcome;
    const database = new Database(temporary.file);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  });
});

describe('an index that can not be used', () => {
  const refusal = (message: RegExp) => ({ code: 'LIBRARY_UNAVAILABLE', message: expect.stringMatching(message) });

  it('is named as damaged', async () => {
    mkdirSync(dirname(temporary.file));
    writeFileSync(temporary.file, 'not a database '.repeat(1000));
    await expect(temporary.library.check()).rejects.toMatchObject(refusal(/damaged/));
    rmSync(temporary.file);
    await temporary.library.check();
  });

  it('is named as damaged where only a part of it is', async () => {
    await temporary.library.addDocuments(Array.from({ length: 50 }, (_, index) => ({ key: `k${index}`, content: 'A walrus. '.repeat(200), format: 'text' as const })), { collection: 'notes' });
    await temporary.library.close();
    const bytes = readFileSync(temporary.file);
    writeFileSync(temporary.file, bytes.fill(0xa5, 4096));
    const again = createLibrary({ file: temporary.file, logger: silentLogger });
    await expect(again.search(plainQuery('walrus'), never)).rejects.toMatchObject(refusal(/damaged/));
    await again.close();
  });

  it('is named as written by a newer version', async () => {
    await temporary.library.check();
    await temporary.library.close();
    const database = new Database(temporary.file);
    database.pragma('user_version = 99');
    database.close();
    const again = createLibrary({ file: temporary.file, logger: silentLogger });
    await expect(again.check()).rejects.toMatchObject(refusal(/newer version/));
    await again.close();
  });

  it('is named as not writable, without its path', async () => {
    const blocked = join(temporary.folder, 'file-not-folder');
    writeFileSync(blocked, 'x');
    chmodSync(blocked, 0o600);
    const library = createLibrary({ file: join(blocked, 'library.db'), logger: silentLogger });
    await expect(library.check()).rejects.toMatchObject(refusal(/^(?!.*file-not-folder).*GROUNDWIRE_DATA_DIR/));
    await library.close();
  });
});
