import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { EXTRACTORS, type Extractor, type ExtractOrder, type ReadPage } from './extract-contestant.js';
import type { BenchResult } from './first-token.js';
import { forkContestant } from './forked-contestant.js';
import { milliseconds, percentile, textTable } from './measurements.js';
import { showProgress } from './progress.js';

interface Measured {
  contestant: Extractor;
  pages: number;
  pages_per_second: number;
  mean_ms: number;
  p50_ms: number;
  p95_ms: number;
  max_ms: number;
  /** Of all threads, on average: holds also where the machine is busy with other work. */
  cpu_ms: number;
  /** Pages without text, and pages on which it threw. */
  empty: number;
  threw: number;
}

const GIVES: Readonly<Record<Extractor, string>> = {
  groundwire: 'text with its blocks, title, dates, author, language',
  'readability+linkedom': 'text, title',
  'readability+jsdom': 'text, title',
};
/** Pages that are read without a clock first, so that no contestant pays for the first compilation. */
const WARM_UP = 20;

/** Pages to text, title and date, beside Mozilla's Readability on two document models: each in a process of its own, each page by each in turn. */
export async function benchExtract({ data, limit }: { data: string | undefined; limit: number }): Promise<BenchResult> {
  const pages = listPages(data).slice(0, limit);
  const contestants = EXTRACTORS.map((name) => forkContestant<ExtractOrder>('./extract-contestant.ts', name));
  const read = EXTRACTORS.map((): ReadPage[] => []);
  try {
    for (const page of pages.slice(0, WARM_UP)) for (const { obey } of contestants) await obey({ page });
    for (const [index, page] of pages.entries()) {
      showProgress(`page ${index + 1} of ${pages.length}`);
      for (const [position, { obey }] of contestants.entries()) {
        const one = await obey<ReadPage | null>({ page });
        if (one !== null) read[position]?.push(one);
      }
    }
  } finally {
    showProgress(null);
    for (const { child } of contestants) child.kill('SIGTERM');
  }
  const measured = EXTRACTORS.map((name, position) => summarise(name, read[position] ?? []));
  return { report: report(measured), figures: measured };
}

function listPages(data: string | undefined): string[] {
  if (data === undefined) throw new Error('--data DIR is missing: the folder that holds wcxb/html, or a folder of pages (.html, .html.gz).');
  const folder = [path.join(data, 'wcxb', 'html'), path.join(data, 'html'), data].find((candidate) => existsSync(candidate));
  if (folder === undefined) throw new Error(`There is no folder ${data}.`);
  return readdirSync(folder).filter((name) => /\.html?(?:\.gz)?$/.test(name)).sort().map((name) => path.join(folder, name));
}

function summarise(contestant: Extractor, pages: readonly ReadPage[]): Measured {
  const times = pages.map(({ ms }) => ms);
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    contestant,
    pages: pages.length,
    pages_per_second: (1000 * pages.length) / total,
    mean_ms: total / pages.length,
    p50_ms: percentile(times, 0.5),
    p95_ms: percentile(times, 0.95),
    max_ms: Math.max(...times),
    cpu_ms: pages.reduce((sum, page) => sum + page.cpu_ms, 0) / pages.length,
    empty: pages.filter(({ length }) => length === 0).length,
    threw: pages.filter(({ length }) => length === null).length,
  };
}

function report(measured: readonly Measured[]): string {
  const [own] = measured;
  const rows = measured.map((row) => [
    row.contestant, row.pages_per_second.toFixed(1), milliseconds(row.mean_ms), milliseconds(row.p50_ms), milliseconds(row.p95_ms), milliseconds(row.max_ms), milliseconds(row.cpu_ms), String(row.empty), String(row.threw),
    `${(row.mean_ms / (own?.mean_ms ?? 1)).toFixed(2)}x`, `${(row.cpu_ms / (own?.cpu_ms ?? 1)).toFixed(2)}x`,
  ]);
  const gives = EXTRACTORS.map((name) => `  ${name}: ${GIVES[name]}`).join('\n');
  return `${textTable([['', 'pages/s', 'mean', 'p50', 'p95', 'max', 'CPU', 'empty', 'threw', 'time', 'CPU'], ...rows])}\n\nWhat each gives:\n${gives}`;
}
