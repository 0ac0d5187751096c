import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { FakeClock } from '../testing/fake-clock.js';
import { sampleComplete, sampleRecord } from './analysis-store.contract.js';
import { createSqliteAnalysisStore } from './sqlite-analysis-store.js';
import { openSqliteData } from './sqlite-data.js';
import { openDatabase } from './sqlite-database.js';
import { MIGRATIONS } from './sqlite-schema.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-data-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = () => join(folder, `${(files += 1)}.db`);
const open = (file: string, earlierHistory?: string) => openSqliteData({ file, earlierHistory, clock: new FakeClock(), logger: silentLogger });

/** A file as the first version wrote it, with `count` records that ended. */
function earlierFile(count: number): string {
  const file = newFile();
  const database = openDatabase({ file, migrations: MIGRATIONS.slice(0, 1) });
  const insert = database.prepare(
    "INSERT INTO analyses (analysis_id, session_id, query_text, parameters, status, created_at, owner) VALUES (?, 's', 'q', '{}', 'completed', ?, 'before')",
  );
  for (let at = 0; at < count; at += 1) insert.run(`analysis_${at}`, new Date(at).toISOString());
  database.close();
  return file;
}

describe('openSqliteData', () => {
  it('takes over the history of an earlier version once, in its order, and leaves that file as it is', async () => {
    const [file, earlier] = [newFile(), earlierFile(30)];
    const first = open(file, earlier);
    const store = createSqliteAnalysisStore({ data: first });
    const { records, total } = await store.list({ limit: 2, offset: 0 });
    expect([total, records.map((record) => record.analysis_id)]).toEqual([30, ['analysis_29', 'analysis_28']]);
    await store.remove('analysis_7');
    first.close();
    const second = open(file, earlier);
    expect((await createSqliteAnalysisStore({ data: second }).list({ limit: 1, offset: 0 })).total).toBe(29);
    second.close();
    const database = new Database(earlier, { readonly: true });
    expect(database.prepare('SELECT count(*) FROM analyses').pluck().get()).toBe(30);
    database.close();
  });

  it('ends what an earlier version left unfinished, and needs no earlier file', async () => {
    const earlier = earlierFile(1);
    const database = new Database(earlier);
    database.exec("UPDATE analyses SET status = 'processing'");
    database.close();
    const data = open(newFile(), earlier);
    expect(await createSqliteAnalysisStore({ data }).get('analysis_0')).toMatchObject({ status: 'failed', error: { code: 'NODE_LOST' } });
    data.close();
    open(newFile(), join(folder, 'none.db')).close();
  });

  it('says which file is damaged, and leaves nothing open', () => {
    const [file, earlier] = [newFile(), newFile()];
    writeFileSync(earlier, 'this is not a database, but it is long enough to be looked at'.repeat(100));
    expect(() => open(file, earlier)).toThrow(/^The history file of an earlier version .* is damaged or is no SQLite file/);
    const free = new Database(file, { timeout: 0 });
    free.exec('BEGIN EXCLUSIVE; ROLLBACK');
    free.close();
  });

  it('[BAK-2] brings the file of the first version up to date where it stands', async () => {
    const file = earlierFile(3);
    const data = open(file);
    expect((await createSqliteAnalysisStore({ data }).list({ limit: 1, offset: 0 })).total).toBe(3);
    expect(data.database.prepare('SELECT count(*) FROM sessions').pluck().get()).toBe(0);
    data.close();
  });

  it('copies itself while it is written, to a file that a server can start with', async () => {
    const [file, copy] = [newFile(), newFile()];
    const data = open(file);
    const store = createSqliteAnalysisStore({ data });
    for (let at = 0; at < 500; at += 1) await store.create(sampleRecord({ analysis_id: `analysis_${at}`, status: 'completed', complete: sampleComplete() }));
    const copied = data.backup(copy);
    for (let at = 500; at < 600; at += 1) await store.create(sampleRecord({ analysis_id: `analysis_${at}`, status: 'completed' }));
    await copied;
    data.close();
    const restored = open(copy);
    expect(restored.database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect((await createSqliteAnalysisStore({ data: restored }).list({ limit: 1, offset: 0 })).total).toBeGreaterThanOrEqual(500);
    restored.close();
  });

  it('says what is wrong with a place to which it can not copy', async () => {
    const data = open(newFile());
    await expect(data.backup(join(folder, 'no such folder', 'copy.db'))).rejects.toThrow(/^The copy .*folder does not exist|^The copy .*can not be opened/);
    data.close();
  });

  it('leaves the record alone when it already says how the analysis ended', async () => {
    const data = open(newFile());
    const store = createSqliteAnalysisStore({ data });
    const complete = sampleComplete({ analysis_id: 'analysis_1' });
    await store.create(sampleRecord({ status: 'completed', completed_at: '2020-01-01T00:00:00.000Z', complete }));
    data.recordEnd(complete, 'analysis_1', null);
    expect((await store.get('analysis_1'))?.completed_at).toBe('2020-01-01T00:00:00.000Z');
    data.recordEnd({ type: 'analysis_error', analysis_id: 'analysis_1', error: { code: 'CANCELLED', message: 'm', recoverable: false }, timestamp: 'now' }, 'analysis_1', 'It ');
    expect(await store.get('analysis_1')).toMatchObject({ status: 'cancelled', complete: null, error: { code: 'CANCELLED' }, partial_answer: 'It ' });
    data.close();
  });
});
