import type Database from 'better-sqlite3';
import { TOKENIZER } from './library-schema.js';
import type { CountedTerm } from './match-expression.js';
import type { SearchTerm } from './search-terms.js';

const MOST_KEPT = 20_000;

/**
 * In how many passages terms occur. Counting walks a term's whole list of passages, so counts are kept until the index
 * changes, by this process or another.
 */
export class TermCounts {
  #counts = new Map<string, number>();
  #stems = new Map<string, string[]>();
  #version = -1;
  readonly #count: Database.Statement<[string], number>;
  readonly #insert: Database.Statement<[string]>;
  readonly #read: Database.Statement<[], string>;
  readonly #clear: Database.Statement<[]>;
  readonly #dataVersion: Database.Statement<[], number>;

  constructor(database: Database.Database) {
    database.exec(`CREATE VIRTUAL TABLE temp.stemmer USING fts5 (word, tokenize = "${TOKENIZER}");
      CREATE VIRTUAL TABLE temp.stemmer_terms USING fts5vocab (temp, stemmer, instance);`);
    this.#count = database.prepare<[string], number>('SELECT doc FROM passage_terms WHERE term = ?').pluck();
    this.#insert = database.prepare<[string]>('INSERT INTO temp.stemmer (rowid, word) VALUES (1, ?)');
    this.#read = database.prepare<[], string>('SELECT term FROM temp.stemmer_terms ORDER BY "offset"').pluck();
    this.#clear = database.prepare<[]>('DELETE FROM temp.stemmer WHERE rowid = 1');
    this.#dataVersion = database.prepare<[], number>('PRAGMA data_version').pluck();
  }

  /** To be called when this process has changed the index. */
  forget(): void {
    this.#counts.clear();
  }

  /** Must be called before counts are used, to notice what other processes wrote. True when they did. */
  refresh(): boolean {
    const version = this.#dataVersion.get() ?? 0;
    if (version === this.#version) return false;
    this.#version = version;
    this.#counts.clear();
    return true;
  }

  withFrequency(term: SearchTerm): CountedTerm {
    if (term.match.endsWith('*')) return { ...term, frequency: null };
    const stems = this.#stemsOf(term.text);
    return { ...term, frequency: stems.length === 0 ? 0 : Math.min(...stems.map((stem) => this.#countOf(stem))) };
  }

  #countOf(stem: string): number {
    const known = this.#counts.get(stem);
    if (known !== undefined) return known;
    const count = this.#count.get(stem) ?? 0;
    if (this.#counts.size >= MOST_KEPT) this.#counts.clear();
    this.#counts.set(stem, count);
    return count;
  }

  /** The index's own tokens for a text: SQLite's tokenizer is asked, so that both can't disagree. */
  #stemsOf(text: string): string[] {
    const known = this.#stems.get(text);
    if (known !== undefined) return known;
    this.#insert.run(text);
    const stems = this.#read.all();
    this.#clear.run();
    if (this.#stems.size >= MOST_KEPT) this.#stems.clear();
    this.#stems.set(text, stems);
    return stems;
  }
}
