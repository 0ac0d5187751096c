import type Database from 'better-sqlite3';

/** A prepared statement: its parameters, and what a row of it is. */
export interface Query<Parameters extends unknown[], Row = never> {
  get(...parameters: Parameters): Row | undefined;
  all(...parameters: Parameters): Row[];
  iterate(...parameters: Parameters): IterableIterator<Row>;
  run(...parameters: Parameters): { changes: number; lastInsertRowid: number | bigint };
}

/** A query whose rows are objects. */
export function query<Parameters extends unknown[], Row = never>(database: Database.Database, sql: string): Query<Parameters, Row> {
  return database.prepare<Parameters, Row>(sql);
}

/** A query of one column, whose rows are that column's values. */
export function valueQuery<Parameters extends unknown[], Value>(database: Database.Database, sql: string): Query<Parameters, Value> {
  return database.prepare<Parameters, Value>(sql).pluck();
}
