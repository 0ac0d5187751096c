import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libraryResponseSchema, libraryUploadResponseSchema } from '@groundwire/protocol';
import { afterAll, describe, expect, it } from 'vitest';
import { backupData } from './backup.js';
import { systemClock } from './base/clock.js';
import { silentLogger } from './base/logger.js';
import { dataFiles } from './data-folder.js';
import { SqliteSessionLog } from './session-log/sqlite-session-log.js';
import { createLibrary } from './sources/library/create-library.js';
import { createSqliteAnalysisStore } from './store/sqlite-analysis-store.js';
import { openSqliteData } from './store/sqlite-data.js';
import { createUploadFolder } from './sources/library/upload-folder.js';
import { type AppFixture, createAppFixture } from './testing/app-fixture.js';
import { sampleCompleteBody } from './testing/sample-bodies.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-backup-'));
afterAll(() => rmSync(folder, { recursive: true }));
let folders = 0;
function newFolder(): string {
  const path = join(folder, `${(folders += 1)}`);
  mkdirSync(path);
  return path;
}

function openAll(dataDir: string) {
  const files = dataFiles(dataDir);
  const data = openSqliteData({ file: files.data, clock: systemClock, logger: silentLogger });
  const log = new SqliteSessionLog({ data, clock: systemClock, logger: silentLogger });
  const store = createSqliteAnalysisStore({ data });
  const library = createLibrary({ file: files.library, logger: silentLogger });
  const close = async () => {
    await library.close();
    await log.close();
    data.close();
  };
  return { log, store, library, close };
}

async function answer({ log, store }: Pick<ReturnType<typeof openAll>, 'log' | 'store'>, analysis_id: string): Promise<void> {
  const created_at = new Date().toISOString();
  const begun = await log.begin('s', analysis_id, { query: 'Why?', parameters: {}, history: [], paced: false, created_at });
  if ('repeated' in begun) throw new Error('repeated');
  await store.create({ analysis_id, session_id: 's', query_text: 'Why?', parameters: {}, status: 'processing', created_at, completed_at: null, complete: null, error: null });
  await log.append(begun.lease, [{ type: 'started', analysis_id, query: 'Why?' }, { type: 'token', content: 'It rains.', index: 0, analysis_id }, sampleCompleteBody(analysis_id, 'It rains.')]);
}

type App = AppFixture['app'];

async function withApp<T>(dataDir: string, work: (app: App) => Promise<T>): Promise<T> {
  const files = dataFiles(dataDir);
  const library = createLibrary({ file: files.library, logger: silentLogger });
  const fixture = createAppFixture(null, { library, uploads: createUploadFolder(files.uploads) });
  try {
    return await work(fixture.app);
  } finally {
    await fixture.close();
    await library.close();
  }
}
const upload = async (app: App, name: string, payload: string) =>
  libraryUploadResponseSchema.parse((await app.inject({ method: 'POST', url: `/api/library?${new URLSearchParams({ name }).toString()}`, headers: { 'content-type': 'application/octet-stream' }, payload })).json());
const listed = async (app: App) => libraryResponseSchema.parse((await app.inject({ url: '/api/library' })).json()).documents;

describe('a backup', () => {
  it('[BAK-1] made while everything goes on, and unpacked with tar, holds history, sessions and library as they were', async () => {
    const dataDir = newFolder();
    const live = openAll(dataDir);
    await live.library.addDocuments([{ key: 'tea', content: 'The tea house opened in 1907.', format: 'text', title: 'Tea house' }], { collection: 'notes' });
    await answer(live, 'first');
    let writing = true;
    const writer = (async () => {
      for (let count = 0; writing; count += 1) {
        await answer(live, `during${count}`);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const file = join(newFolder(), 'backup.tar');
    await backupData({ dataDir, file });
    writing = false;
    await writer;
    await answer(live, 'after');
    const { epoch } = await live.log.head('s');
    await live.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const restored = newFolder();
    execFileSync('tar', ['-xf', file, '-C', restored]);
    expect(readdirSync(restored).sort()).toEqual(['groundwire.db', 'library.db']);
    const copy = openAll(restored);
    expect(await copy.store.get('first')).toMatchObject({ status: 'completed', complete: { answer: 'It rains.' } });
    expect(await copy.store.get('after')).toBeNull();
    const { records } = await copy.store.list({ limit: 1000, offset: 0 });
    const logged = await copy.log.analyses('s');
    expect(logged.filter(({ status }) => status === 'ended')).toHaveLength(records.filter(({ status }) => status === 'completed').length);
    expect((await copy.log.read('s', 0, 3)).map(({ type }) => type)).toEqual(['started', 'token', 'complete']);
    expect((await copy.log.head('s')).epoch).not.toBe(epoch);
    expect((await copy.library.collections()).map(({ collection, documents }) => [collection, documents])).toEqual([['notes', 1]]);
    await copy.close();
  });

  it('[BAK-3] holds what was uploaded, and knows it again in another folder: replaced under its name, removed with its file', async () => {
    const dataDir = newFolder();
    const long = `${'deep folder/'.repeat(12)}Übersicht.md`;
    const first = await withApp(dataDir, async (app) => {
      for (const name of ['notes/plan.md', long]) expect((await upload(app, name, `# ${name}\n\nThe plan is to sail at dawn.\n`)).outcome).toBe('added');
      await upload(app, 'gone.md', '# Gone\n\nThis will be gone.\n');
      await app.inject({ method: 'DELETE', url: `/api/library/${(await listed(app)).find(({ name }) => name === 'gone.md')?.document_id}` });
      const file = join(newFolder(), 'backup.tar');
      await backupData({ dataDir, file });
      return { file, documents: await listed(app) };
    });
    const restored = newFolder();
    execFileSync('tar', ['-xf', first.file, '-C', restored]);
    rmSync(dataDir, { recursive: true });
    expect(readFileSync(join(restored, 'uploads', 'documents', long), 'utf8')).toContain('sail at dawn');
    await withApp(restored, async (app) => {
      expect(await listed(app)).toEqual(first.documents);
      expect((await upload(app, 'notes/plan.md', '# notes/plan.md\n\nThe plan is to sail at dawn.\n')).outcome).toBe('unchanged');
      expect((await upload(app, 'notes/plan.md', '# Plan\n\nThe plan is to stay.\n')).outcome).toBe('updated');
      expect((await listed(app)).map(({ document_id }) => document_id).sort()).toEqual(first.documents.map(({ document_id }) => document_id).sort());
      for (const { document_id } of first.documents) expect((await app.inject({ method: 'DELETE', url: `/api/library/${document_id}` })).statusCode).toBe(200);
      expect(readdirSync(join(restored, 'uploads'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())).toEqual([]);
    });
  });

  it('refuses to overwrite, and to back up nothing, in words', async () => {
    const dataDir = newFolder();
    const file = join(newFolder(), 'backup.tar');
    await expect(backupData({ dataDir, file })).rejects.toThrow(/nothing to back up/);
    await openAll(dataDir).close();
    writeFileSync(file, 'precious');
    await expect(backupData({ dataDir, file })).rejects.toThrow(/is there already/);
    await expect(backupData({ dataDir, file: join(folder, 'no', 'such', 'folder.tar') })).rejects.toThrow(/can't be written to/);
    expect(statSync(file).size).toBe(8);
  });

  it('leaves nothing behind when a data file is damaged', async () => {
    const dataDir = newFolder();
    writeFileSync(dataFiles(dataDir).data, 'no database'.repeat(1000));
    const place = newFolder();
    await expect(backupData({ dataDir, file: join(place, 'backup.tar') })).rejects.toThrow(/damaged/);
    expect(readdirSync(place)).toEqual([]);
    expect(existsSync(dataFiles(dataDir).data)).toBe(true);
  });
});
