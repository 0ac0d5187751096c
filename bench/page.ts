import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startScriptedModelServer } from '@groundwire/server/testing';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from '../test/e2e/harbour-documents.js';
import { ask, finished, launchBrowser, visit } from '../test/e2e/page-rig.js';
import { startServer } from '../test/e2e/server-process.js';
import { longAnswer } from './long-answer.js';
import { percentile, textTable } from './measurements.js';
import type { BenchResult } from './first-token.js';
import { showProgress } from './progress.js';

const TOKENS = 700;
const PACE_MS = 15;

interface Work {
  /** Seconds of JavaScript. */
  script: number;
  /** Tasks of more than 50 ms. */
  longTasks: number;
}

/**
 * What the page's main thread does while an answer of 8 KB streams in 700 tokens, beside the barest page around Streamdown that is given
 * the same tokens at the same pace. In turns, in one browser; medians.
 */
export async function benchPage({ rounds }: { rounds: number }): Promise<BenchResult> {
  const tokens = longAnswer(TOKENS);
  const browser = await launchBrowser();
  const own = await openOwnPage(tokens);
  const bare = await openBarePage(tokens);
  const works = { groundwire: [] as Work[], streamdown: [] as Work[] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      showProgress(`round ${round + 1} of ${rounds}`);
      works.groundwire.push(await own.measure(browser));
      works.streamdown.push(await bare.measure(browser));
    }
  } finally {
    await browser.close();
    await Promise.all([own.close(), bare.close()]);
  }
  showProgress(null);
  return resultOf(works, tokens.join('').length);
}

function resultOf(works: { groundwire: Work[]; streamdown: Work[] }, characters: number): BenchResult {
  const median = (list: Work[]): Work => ({ script: percentile(list.map(({ script }) => script), 0.5), longTasks: percentile(list.map(({ longTasks }) => longTasks), 0.5) });
  const groundwire = median(works.groundwire);
  const streamdown = median(works.streamdown);
  const ratio = groundwire.script / streamdown.script;
  const row = (name: string, { script, longTasks }: Work) => [name, script.toFixed(2), String(longTasks)];
  const table = textTable([['', 'script s', 'tasks > 50 ms'], row('this page', groundwire), row('bare Streamdown', streamdown)]);
  return {
    report: `An answer of ${characters} characters in ${TOKENS} tokens, ${PACE_MS} ms apart; medians of ${works.groundwire.length} rounds\n\n${table}\n\nScript time: ${ratio.toFixed(2)} times that of bare Streamdown`,
    figures: { characters, tokens: TOKENS, groundwire: works.groundwire, streamdown: works.streamdown, medians: { groundwire, streamdown }, script_ratio: ratio },
  };
}

/** Real server, real socket, real page; only the model is scripted. */
async function openOwnPage(tokens: string[]) {
  const model = await startScriptedModelServer();
  model.fallback = { kind: 'answer', chunks: tokens, delayMs: PACE_MS };
  const server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1` } });
  return {
    async measure(browser: Browser): Promise<Work> {
      const { page, offences } = await visit(browser, server.url);
      const work = await workDuring(page, async () => {
        await ask(page, HARBOUR_QUESTIONS.keepers.question);
        await finished(page);
      });
      await page.context().close();
      if (offences.length > 0) throw new Error(`The page did what it must not do: ${offences.join('; ')}`);
      return work;
    },
    async close() {
      await server.stop();
      await model.close();
    },
  };
}

async function openBarePage(tokens: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'groundwire-bare-'));
  const entry = fileURLToPath(new URL('./contestants/bare-streamdown.tsx', import.meta.url));
  const built = await build({ configFile: false, logLevel: 'silent', define: { 'process.env.NODE_ENV': '"production"' }, build: { outDir: folder, write: false, minify: true, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'bare' } } });
  const [output] = [built].flat();
  const files = new Map((output !== undefined && 'output' in output ? output.output : []).flatMap((file) => (file.type === 'chunk' ? [[`/${file.fileName}`, file.code]] : [])));
  const start = [...files.keys()].find((name) => name.startsWith('/bare')) ?? '';
  const html = `<!doctype html><title>bare</title><div id="page"></div><script>globalThis.answer = ${JSON.stringify({ tokens, paceMs: PACE_MS }).replaceAll('<', '\\u003c')}</script><script type="module" src="${start}"></script>`;
  const server = createServer((request, response) => {
    const code = files.get(request.url ?? '');
    response.writeHead(200, { 'content-type': code === undefined ? 'text/html' : 'text/javascript' }).end(code ?? html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    async measure(browser: Browser): Promise<Work> {
      const page = await browser.newPage();
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      const work = await workDuring(page, async () => {
        await page.evaluate(() => (globalThis as unknown as { begin: () => void }).begin());
        await page.waitForFunction(() => document.title === 'done', undefined, { timeout: 120_000 });
      });
      await page.close();
      return work;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the main thread did during an action, as the browser counts it. */
async function workDuring(page: Page, action: () => Promise<void>): Promise<Work> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const scriptSeconds = async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
  await page.evaluate(() => {
    const seen = globalThis as unknown as { longTasks: number };
    seen.longTasks = 0;
    new PerformanceObserver((list) => (seen.longTasks += list.getEntries().length)).observe({ type: 'longtask' });
  });
  const before = await scriptSeconds();
  await action();
  const script = (await scriptSeconds()) - before;
  return { script, longTasks: await page.evaluate(() => (globalThis as unknown as { longTasks: number }).longTasks) };
}
