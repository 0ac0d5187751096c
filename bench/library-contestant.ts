/**
 * One contestant of `bench/library.ts`, as a process of its own so that its memory can be told. Does what its parent says over IPC, one
 * message at a time, and answers each with what it took.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLibrary, silentLogger } from '@groundwire/server';
import Database from 'better-sqlite3';
import { rankPassages } from '../packages/server/src/ranking/rank-passages.js';
import { obeyOrders } from './forked-contestant.js';
import { type SyntheticDocument, syntheticDocuments } from './synthetic-corpus.js';

export type ContestantName = 'groundwire' | 'plain FTS5';
export type ContestantOrder = { documents: number; paragraphs: number } | { index: [from: number, to: number] } | { ask: string[] } | { memory: true } | { end: true };

/** `found`: how many passages, so that nobody is quick by finding nothing. `rank` orders them and their sentences, as for an answer. */
interface Found {
  found: number;
  rank?: () => void;
}

/** What is done with the documents and questions. */
interface Contestant {
  index(documents: SyntheticDocument[]): Promise<void>;
  ask(question: string): Promise<Found>;
  passages(): Promise<number>;
  close(): Promise<void>;
}

const LIMIT = 10;

function groundwire(folder: string): Contestant {
  const library = createLibrary({ file: path.join(folder, 'library.db'), logger: silentLogger });
  const { signal } = new AbortController();
  return {
    index: async (documents) => void (await library.addDocuments(documents.map(({ key, title, content }) => ({ key, title, content, format: 'text' as const })), { collection: 'bench' })),
    async ask(question) {
      const { sources, statistics } = await library.search({ question, queries: [question], limit: LIMIT, include_domains: [], exclude_domains: [], countries: [], kinds: [] }, signal);
      const read = sources.map((source, index) => ({ source_number: index + 1, title: source.title, domain: source.domain, published_at: null, rank: source.rank, passages: source.text?.passages ?? [] }));
      return { found: read.flatMap(({ passages }) => passages).length, rank: () => void rankPassages(question, read, { now: 0, statistics }) };
    },
    passages: async () => (await library.collections()).reduce((sum, { passages }) => sum + passages, 0),
    close: () => library.close(),
  };
}

/** The same rows in the plainest index that SQLite makes, text and all. */
function plainIndex(folder: string): Contestant {
  const database = new Database(path.join(folder, 'plain.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec("CREATE VIRTUAL TABLE passages USING fts5 (title, text, tokenize = 'porter unicode61')");
  const insert = database.prepare('INSERT INTO passages (title, text) VALUES (?, ?)');
  const add = database.transaction((documents: SyntheticDocument[]) => {
    for (const { title, content } of documents) for (const text of content.split('\n\n')) insert.run(title, text);
  });
  const find = database.prepare<[string, number], { title: string; text: string }>('SELECT title, text, rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?');
  return {
    index: async (documents) => add(documents),
    async ask(question) {
      const words = question.toLowerCase().match(/[a-z]+/g) ?? [];
      return { found: find.all(words.map((word) => `"${word}"`).join(' OR '), LIMIT).length };
    },
    passages: async () => database.prepare<[], number>('SELECT count(*) FROM passages').pluck().get() ?? 0,
    close: async () => void database.close(),
  };
}

export interface Asked {
  /** Until the passages were there, one for each question. */
  ms: number[];
  /** With the ranking. */
  ranked_ms: number[];
  /** Processor time of all threads, for all questions: other programs don't count in it. */
  cpu_ms: number;
  ranked_cpu_ms: number;
  nothing_found: number;
}

async function askAll(contestant: Contestant, questions: readonly string[]): Promise<Asked> {
  const asked: Asked = { ms: [], ranked_ms: [], cpu_ms: 0, ranked_cpu_ms: 0, nothing_found: 0 };
  for (const question of questions) {
    const [started, cpu] = [performance.now(), processorMs()];
    const { found, rank } = await contestant.ask(question);
    asked.ms.push(performance.now() - started);
    asked.cpu_ms += processorMs() - cpu;
    rank?.();
    asked.ranked_ms.push(performance.now() - started);
    asked.ranked_cpu_ms += processorMs() - cpu;
    asked.nothing_found += found === 0 ? 1 : 0;
  }
  return asked;
}

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function obey(name: ContestantName): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-bench-library-'));
  const contestant = name === 'groundwire' ? groundwire(folder) : plainIndex(folder);
  let documents: SyntheticDocument[] = [];
  const results: Record<string, (order: never) => Promise<unknown>> = {
    documents: async (order: { documents: number; paragraphs: number }) => void (documents = syntheticDocuments(order.documents, order.paragraphs, 1)),
    async index({ index: [from, to] }: { index: [number, number] }) {
      const [started, cpu] = [performance.now(), processorMs()];
      await contestant.index(documents.slice(from, to));
      return { ms: performance.now() - started, cpu_ms: processorMs() - cpu };
    },
    ask: ({ ask }: { ask: string[] }) => askAll(contestant, ask),
    async memory() {
      documents = [];
      return { resident: process.memoryUsage().rss, passages: await contestant.passages() };
    },
    async end() {
      await contestant.close();
      rmSync(folder, { recursive: true });
      process.disconnect();
    },
  };
  obeyOrders(async (order: ContestantOrder) => {
    const [kind = ''] = Object.keys(order);
    return results[kind]?.(order as never);
  });
}

await obey(process.argv[2] as ContestantName);
