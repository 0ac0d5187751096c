/**
 * The real page, on the real server, with hostile text wherever text comes from outside: in answers, titles, addresses, domains,
 * excerpts, reasons, questions, file names and documents. What the server would refuse to take in is put into its history
 * past the engine, so that the page is judged by itself.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Citation, CompleteBody, Claim } from '@groundwire/protocol';
import { readConfig, type Composition, silentLogger, compose } from '@groundwire/server';
import { sampleCompleteBody } from '@groundwire/server/testing';
import type { Page } from 'playwright-core';
import { type Visit, finished, launchBrowser, visit } from './page-rig.js';

/** Turns of one session: as many as the page fetches at once, or fewer. */
const PER_SESSION = 25;
/** For drawing them all, on a busy machine. */
const PATIENCE_MS = 120_000;

export interface Payload {
  id: string;
  payload: string;
}

export interface HostilePage {
  url: string;
  /** Each session holds one answer for each of its payloads, in order. */
  sessions: Array<{ id: string; payloads: Payload[] }>;
  open(pathname: string): Promise<Visit>;
  close(): Promise<void>;
}

export async function openHostilePage(payloads: readonly Payload[]): Promise<HostilePage> {
  const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-hostile-'));
  const read = readConfig({ GROUNDWIRE_DATA_DIR: folder, MODEL: 'none', SEARCH: 'off', PORT: '0', HOST: '127.0.0.1' });
  if (!read.ok) throw new Error('The settings of this program are wrong');
  const composition = compose({ ...read.config, streamWordMs: 0 }, { logger: silentLogger, ownDocuments: [] });
  const [url, browser] = await Promise.all([composition.app.listen({ host: '127.0.0.1', port: 0 }), launchBrowser()]);
  const documents = await composition.library.addDocuments(
    payloads.slice(0, 200).map(({ id, payload }) => ({ key: `${id} ${payload}`.replaceAll('/', '∕'), content: payload, format: 'text', title: payload })),
    { collection: 'hostile' },
  );
  const [whole] = await composition.library.addDocuments([{ key: 'all', content: payloads.map(({ payload }) => payload).join('\n\n'), format: 'text' }], { collection: 'hostile' });
  const sessions = await fill(composition, payloads, `${url}/documents/${whole ?? documents[0] ?? ''}`);
  return {
    url,
    sessions,
    open: (pathname) => visit(browser, url, { path: pathname, viewport: { width: 1280, height: 900 } }),
    close: async () => {
      await browser.close();
      await composition.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function fill({ store }: Composition, payloads: readonly Payload[], documentUrl: string): Promise<HostilePage['sessions']> {
  const sessions: HostilePage['sessions'] = [];
  for (const [index, entry] of payloads.entries()) {
    const session = `hostile-${Math.floor(index / PER_SESSION)}`;
    if (sessions.at(-1)?.id !== session) sessions.push({ id: session, payloads: [] });
    sessions.at(-1)?.payloads.push(entry);
    const at = new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString();
    await store.create({ analysis_id: entry.id, session_id: session, query_text: entry.payload, parameters: {}, status: 'completed', created_at: at, completed_at: at, complete: hostileAnswer(entry, documentUrl), error: null });
  }
  return sessions;
}

/** An answer in which everything that can be hostile is the payload. */
function hostileAnswer({ id, payload }: Payload, documentUrl: string): CompleteBody {
  const answer = `${payload}\n\nIt says [1] ${payload} [2].\n\n| ${payload.replace(/[\n|]/g, ' ')} | b |\n|---|---|\n| 1 | ${payload.replace(/[\n|]/g, ' ')} |\n\n- ${payload}\n\n[${payload.replace(/[\n\]]/g, ' ')}](${payload.replace(/\s/g, '')}) ![x](https://evil.example/pixel.png) <https://evil.example/a>\n\n[1]: ${payload}`;
  const citation = (number: number, url: string): Citation => ({
    id: `c${number}`, number, url, title: payload, domain: payload, credibility: 0.5, published_at: '2026-01-01', quotes: [{ text: payload, start: 0, end: payload.length }], support: 'none',
    credibility_reasons: [{ reason: payload, effect: 'lowers', source: payload }], retrieved_at: '2026-01-01T00:00:00.000Z', content_hash: 'sha256:0', read: 'page', document_url: documentUrl,
  });
  const claim: Claim = { start: 0, end: answer.length, citations: ['c1', 'c2'], support: 'none', reason: payload };
  return {
    ...sampleCompleteBody(id, answer),
    citations: [citation(1, payload), citation(2, `https://evil.example/${payload}`)],
    claims: [claim],
    sources: [{ source_id: 's1', provider: payload, url: payload, title: payload, domain: payload, published_at: payload, read: 'page', citation: null }],
    warnings: [{ code: 'x', message: payload }],
  };
}

/** Everything in the page that is not the plain markup which it makes itself: none of it may be there. */
export function activeContent(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const allowed = new Set('a abbr article aside b blockquote br button code dd del details div dl dt em footer form h1 h2 h3 h4 h5 h6 header hr i input kbd label li main mark nav noscript ol p pre progress s section span strong sub summary sup table tbody td textarea th thead tr ul'.split(' '));
    for (const element of document.body.querySelectorAll('*')) {
      const tag = element.tagName.toLowerCase();
      if (!allowed.has(tag)) found.push(`<${tag}>`);
      for (const { name, value } of element.attributes) {
        if (/^on/i.test(name) || name === 'srcdoc' || name === 'src') found.push(`${tag} ${name}`);
        if (name === 'href' && !/^(https?:|#|\/)/.test(value)) found.push(`${tag} href=${value.slice(0, 40)}`);
      }
    }
    return found;
  });
}

/** Waits for all answers of a session's view, and gives the HTML of each. */
export async function shownAnswers(page: Page, count: number): Promise<string[]> {
  await finished(page, count, PATIENCE_MS);
  return page.evaluate(() => [...document.querySelectorAll('article')].map((article) => article.outerHTML));
}
