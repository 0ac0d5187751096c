/** One contestant of `bench/extract.ts`, as a process of its own: garbage of the others is not its own. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decodeText, extractDocument } from '@groundwire/server/extraction';
import { Readability } from '@mozilla/readability';
import { JSDOM, VirtualConsole } from 'jsdom';
import { parseHTML } from 'linkedom';
import { obeyOrders } from './forked-contestant.js';

export const EXTRACTORS = ['groundwire', 'readability+linkedom', 'readability+jsdom'] as const;
export type Extractor = (typeof EXTRACTORS)[number];
/** A file, as written or compressed. */
export interface ExtractOrder {
  page: string;
}

/** What reading a page took. `cpu_ms`: of all threads. */
export interface ReadPage {
  ms: number;
  cpu_ms: number;
  /** Characters of text; null where it threw. */
  length: number | null;
}

/** How many characters of text a page has. */
const READERS: Readonly<Record<Extractor, (html: string) => number | Promise<number>>> = {
  async groundwire(html) {
    const extraction = await extractDocument(html, 'html');
    return extraction.ok ? extraction.document.text.length : 0;
  },
  'readability+linkedom': (html) => withReadability(parseHTML(html).document as unknown as Document),
  'readability+jsdom': (html) => withReadability(new JSDOM(html, { virtualConsole: new VirtualConsole() }).window.document as unknown as Document),
};

function withReadability(document: Document): number {
  return new Readability(document as unknown as ConstructorParameters<typeof Readability>[0]).parse()?.textContent?.length ?? 0;
}

/** Null for a page whose characters can't be told. */
async function readPage(extractor: Extractor, page: string): Promise<ReadPage | null> {
  const bytes = readFileSync(page);
  const decoded = await decodeText(page.endsWith('.gz') ? gunzipSync(bytes) : bytes, 'html');
  if (!decoded.ok) return null;
  const [started, before] = [performance.now(), process.cpuUsage()];
  const length = await Promise.resolve(decoded.text).then(READERS[extractor]).catch(() => null);
  const { user, system } = process.cpuUsage(before);
  return { ms: performance.now() - started, cpu_ms: (user + system) / 1000, length };
}

if (process.send !== undefined) obeyOrders(({ page }: ExtractOrder) => readPage(process.argv[2] as Extractor, page));
