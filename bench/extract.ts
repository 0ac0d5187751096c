import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decodeText, extractDocument } from '@groundwire/server/extraction';
import { Readability } from '@mozilla/readability';
import { JSDOM, VirtualConsole } from 'jsdom';
import { parseHTML } from 'linkedom';
import type { BenchResult } from './first-token.js';
import { milliseconds, percentile, textTable } from './measurements.js';
import { showProgress } from './progress.js';

interface Contestant {
  name: string;
  gives: string;
  /** Returns how many characters of text it found. */
  read(html: string): number | Promise<number>;
}

interface Measured {
  contestant: string;
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

const CONTESTANTS: readonly Contestant[] = [
  {
    name: 'groundwire',
    gives: 'text with its blocks, title, dates, author, language',
    async read(html) {
      const extraction = await extractDocument(html, 'html');
      return extraction.ok ? extraction.document.text.length : 0;
    },
  },
  { name: 'readability+linkedom', gives: 'text, title', read: (html) => withReadability(parseHTML(html).document as unknown as Document) },
  { name: 'readability+jsdom', gives: 'text, title', read: (html) => withReadability(new JSDOM(html, { virtualConsole: new VirtualConsole() }).window.document as unknown as Document) },
];

function withReadability(document: Document): number {
  return new Readability(document as unknown as ConstructorParameters<typeof Readability>[0]).parse()?.textContent?.length ?? 0;
}

/** Pages to text, title and date, beside Mozilla's Readability on two document models; each page by each in turn. */
export async function benchExtract({ data, limit }: { data: string | undefined; limit: number }): Promise<BenchResult> {
  const pages = readPages(data).slice(0, limit);
  const times = new Map(CONTESTANTS.map(({ name }) => [name, [] as number[]]));
  const cpu = new Map(CONTESTANTS.map(({ name }) => [name, 0]));
  const faults = new Map(CONTESTANTS.map(({ name }) => [name, { empty: 0, threw: 0 }]));
  // Once without a clock, so that no contestant pays for the first compilation.
  for (const html of pages.slice(0, 20)) for (const contestant of CONTESTANTS) await attempt(contestant, html);
  for (const [index, html] of pages.entries()) {
    showProgress(`page ${index + 1} of ${pages.length}`);
    for (const contestant of CONTESTANTS) {
      const [started, before] = [performance.now(), process.cpuUsage()];
      const length = await attempt(contestant, html);
      times.get(contestant.name)?.push(performance.now() - started);
      const { user, system } = process.cpuUsage(before);
      cpu.set(contestant.name, (cpu.get(contestant.name) ?? 0) + (user + system) / 1000);
      const fault = faults.get(contestant.name);
      if (fault !== undefined && length === null) fault.threw += 1;
      if (fault !== undefined && length === 0) fault.empty += 1;
    }
  }
  showProgress(null);
  const measured = CONTESTANTS.map(({ name }) => summarise(name, times.get(name) ?? [], cpu.get(name) ?? 0, faults.get(name) ?? { empty: 0, threw: 0 }));
  return { report: report(measured), figures: measured };
}

/** Null where it threw. */
async function attempt(contestant: Contestant, html: string): Promise<number | null> {
  try {
    return await contestant.read(html);
  } catch {
    return null;
  }
}

function readPages(data: string | undefined): string[] {
  if (data === undefined) throw new Error('--data DIR is missing: the folder that holds wcxb/html, or a folder of pages (.html, .html.gz).');
  const folder = [path.join(data, 'wcxb', 'html'), path.join(data, 'html'), data].find((candidate) => existsSync(candidate));
  if (folder === undefined) throw new Error(`There is no folder ${data}.`);
  const names = readdirSync(folder).filter((name) => /\.html?(?:\.gz)?$/.test(name)).sort();
  return names.flatMap((name) => {
    const bytes = readFileSync(path.join(folder, name));
    const decoded = decodeText(name.endsWith('.gz') ? gunzipSync(bytes) : bytes, 'html');
    return decoded.ok ? [decoded.text] : [];
  });
}

function summarise(contestant: string, times: number[], cpuMs: number, { empty, threw }: { empty: number; threw: number }): Measured {
  const total = times.reduce((sum, time) => sum + time, 0);
  return {
    contestant, pages: times.length, pages_per_second: (1000 * times.length) / total, mean_ms: total / times.length,
    p50_ms: percentile(times, 0.5), p95_ms: percentile(times, 0.95), max_ms: Math.max(...times), cpu_ms: cpuMs / times.length, empty, threw,
  };
}

function report(measured: readonly Measured[]): string {
  const [own] = measured;
  const rows = measured.map((row) => [
    row.contestant, row.pages_per_second.toFixed(1), milliseconds(row.mean_ms), milliseconds(row.p50_ms), milliseconds(row.p95_ms), milliseconds(row.max_ms), milliseconds(row.cpu_ms), String(row.empty), String(row.threw),
    `${(row.mean_ms / (own?.mean_ms ?? 1)).toFixed(2)}x`, `${(row.cpu_ms / (own?.cpu_ms ?? 1)).toFixed(2)}x`,
  ]);
  const gives = CONTESTANTS.map(({ name, gives: what }) => `  ${name}: ${what}`).join('\n');
  return `${textTable([['', 'pages/s', 'mean', 'p50', 'p95', 'max', 'CPU', 'empty', 'threw', 'time', 'CPU'], ...rows])}\n\nWhat each gives:\n${gives}`;
}
