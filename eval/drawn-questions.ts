import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createExtractiveWriter, createLibrary, createStreamAnalysis, openCredibility, silentLogger, systemClock, type Clock, type DocumentInput } from '@groundwire/server';
import { z } from 'zod';
import { readLines } from './read-lines.js';

/**
 * `npx tsx eval/drawn-questions.ts DATA [SEED]`: draws twenty questions of the realtimeqa folder DATA, puts the documents
 * of all of them into one collection, and prints each question with its answer for a person to judge. The draw depends on
 * the seed alone. Unlike the evaluation, which gives each question its own documents, here each has to be found among those of all.
 */
const documentSchema = z.object({ url: z.string(), title: z.string(), published_at: z.string().nullish(), text: z.string() });
const itemSchema = z.object({ id: z.string(), question: z.string().min(1), search_time: z.string(), docs: z.array(documentSchema) });
type Item = z.infer<typeof itemSchema>;

const DRAWN = 20;
const LONGEST_QUESTION = 500;

async function main([folder, seed = '20240510']: readonly string[]): Promise<void> {
  if (folder === undefined) throw new Error('Name the folder that holds the questions: npx tsx eval/drawn-questions.ts DATA [SEED]');
  const items = draw(readLines(folder, 'inputs', itemSchema), Number(seed));
  const scratch = mkdtempSync(join(tmpdir(), 'groundwire-drawn-'));
  const library = createLibrary({ file: join(scratch, 'library.db'), logger: silentLogger });
  try {
    const documents = documentsOf(items);
    const started = performance.now();
    await library.addDocuments(documents, { collection: 'news' });
    process.stdout.write(`${documents.length} documents indexed in ${Math.round(performance.now() - started)} ms\n`);
    for (const item of items) process.stdout.write(await answered(library, item));
  } finally {
    await library.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** A linear congruential generator (the constants of Numerical Recipes) chooses; nobody else does. */
function draw(items: readonly Item[], seed: number): Item[] {
  const pool = [...items];
  let state = seed >>> 0;
  return Array.from({ length: Math.min(DRAWN, pool.length) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return pool.splice(Math.floor((state / 2 ** 32) * pool.length), 1);
  }).flat();
}

function documentsOf(items: readonly Item[]): DocumentInput[] {
  const byUrl = new Map(items.flatMap(({ docs }) => docs).map((document) => [document.url, document]));
  return [...byUrl.values()].map(({ url, title, published_at, text }) => ({ key: url, content: text, format: 'text', title, url, published_at: isoDay(published_at) }));
}

/** Asked at noon of the day on which its sources were searched. */
async function answered(library: ReturnType<typeof createLibrary>, { id, question, search_time }: Item): Promise<string> {
  const clock: Clock = { now: () => Date.parse(`${isoDay(search_time) ?? '1970-01-01'}T12:00:00Z`), after: (ms, callback) => systemClock.after(ms, callback) };
  const streamAnalysis = createStreamAnalysis({ providers: [library], writerFor: () => createExtractiveWriter(), judgeCredibility: openCredibility(), clock, logger: silentLogger, publicUrl: () => 'http://127.0.0.1:8000' });
  const params = { analysis_id: id, query: question.slice(0, LONGEST_QUESTION), parameters: { collection: 'news' }, history: [] };
  for await (const body of streamAnalysis(params, 'drawn', { signal: new AbortController().signal, wordPaceMs: 0 })) {
    if (body.type === 'analysis_error') return `\n${id} ${question}\n${body.error.code}\n`;
    if (body.type === 'complete') return `\n${id} ${question}\n${body.outcome}: ${body.answer}\n${body.citations.map(({ number, domain, title }) => `[${number}] ${domain}: ${title}`).join('\n')}\n`;
  }
  return `\n${id} ended without an answer\n`;
}

/** `2022/06/17/16:34` -> `2022-06-17`. */
function isoDay(date: string | null | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})[/-](\d{2})[/-](\d{2})/.exec(date ?? '') ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}

await main(process.argv.slice(2));
