import Database from 'better-sqlite3';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeDatabaseError, NewerSchemaError, openDatabase } from './sqlite-database.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundwire-database-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return null;
}

describe('openDatabase', () => {
  it('runs each migration once, also those that are added later', () => {
    const file = join(folder, 'x.db');
    openDatabase({ file, migrations: ['CREATE TABLE a (x)'] }).close();
    const database = openDatabase({ file, migrations: ['CREATE TABLE a (x)', 'CREATE TABLE b (y)'] });
    expect(database.prepare("SELECT count(*) FROM sqlite_master WHERE name IN ('a', 'b')").pluck().get()).toBe(2);
    expect([database.pragma('journal_mode', { simple: true }), database.pragma('synchronous', { simple: true }), database.pragma('foreign_keys', { simple: true })]).toEqual(['wal', 1, 1]);
    database.close();
  });

  it('leaves the schema as it was when a migration fails', () => {
    const file = join(folder, 'x.db');
    expect(() => openDatabase({ file, migrations: ['CREATE TABLE a (x); CREATE TABLE a (x)'] })).toThrow(/already exists/);
    const database = openDatabase({ file, migrations: ['CREATE TABLE a (x)'] });
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    database.close();
  });

  it('refuses a newer schema and says what to do', () => {
    const file = join(folder, 'x.db');
    openDatabase({ file, migrations: ['SELECT 1', 'SELECT 1'] }).close();
    const error = thrownBy(() => openDatabase({ file, migrations: ['SELECT 1'] }));
    expect(error).toBeInstanceOf(NewerSchemaError);
    expect(describeDatabaseError(error, 'The store')).toMatch(/newer version of Groundwire.*another GROUNDWIRE_DATA_DIR/);
  });
});

describe('describeDatabaseError', () => {
  it('knows a file that is no database', () => {
    const file = join(folder, 'x.db');
    writeFileSync(file, 'this is no database, but long enough to be looked at as one'.repeat(20));
    expect(describeDatabaseError(thrownBy(() => openDatabase({ file, migrations: [] })), 'The store')).toMatch(/^The store is damaged/);
  });

  it('knows a folder that is not there', () => {
    const error = thrownBy(() => openDatabase({ file: join(folder, 'none', 'x.db'), migrations: [] }));
    expect(describeDatabaseError(error, 'The store')).toMatch(/folder does not exist/);
  });

  it('knows a file that another process holds', () => {
    const file = join(folder, 'x.db');
    const other = openDatabase({ file, migrations: ['CREATE TABLE a (x)'] });
    other.exec('BEGIN IMMEDIATE');
    const database = openDatabase({ file, migrations: ['CREATE TABLE a (x)'], busyTimeoutMs: 10 });
    expect(describeDatabaseError(thrownBy(() => database.exec('INSERT INTO a VALUES (1)')), 'The store')).toMatch(/locked by another process/);
    database.close();
    other.close();
  });

  it('knows a full disk', () => {
    const database = openDatabase({ file: join(folder, 'x.db'), migrations: ['CREATE TABLE a (x)'] });
    database.pragma('max_page_count = 3');
    const error = thrownBy(() => database.prepare('INSERT INTO a VALUES (?)').run('x'.repeat(100_000)));
    expect(describeDatabaseError(error, 'The store')).toMatch(/disk is full/);
    database.close();
  });

  it('leaves other errors to others', () => {
    expect(describeDatabaseError(new Error('x'), 'The store')).toBeNull();
    expect(describeDatabaseError(new Database.SqliteError('x', 'SQLITE_MISUSE'), 'The store')).toBe('The store failed (SQLITE_MISUSE)');
  });
});
