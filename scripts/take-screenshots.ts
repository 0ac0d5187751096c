/**
 * `npm run screenshots`: takes the pictures of the page in docs/screenshots/, from the real page on a real server with an invented
 * harbour for its library. Only the model is scripted, so that the pictures are the same every time.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ScriptedModelServer, startScriptedModelServer } from '@groundwire/server/testing';
import type { Browser, Page } from 'playwright-core';
import { HARBOUR_DOCUMENTS } from '../test/e2e/harbour-documents.js';
import { ask, finished, launchBrowser, visit, type VisitOptions } from '../test/e2e/page-rig.js';
import { startServer } from '../test/e2e/server-process.js';

const FOLDER = fileURLToPath(new URL('../docs/screenshots', import.meta.url));
const QUESTION = 'What is the history of the Kestrel Lighthouse and the tide mill?';
const WIDE = { width: 1360, height: 880 };
const NARROW = { width: 375, height: 760 };

/** Sources by a word of their title; replaced by the number that the prompt gives them. */
const ANSWER = `The harbour of Saltmere has two landmarks, and one night in 1997 damaged both.

### The lighthouse

The **Kestrel Lighthouse** was built in 1871 by the engineer Aldous Fenwick {Kestrel}. It is 34 metres tall, and its lamp burned whale oil until it was changed to electricity in 1926 {Kestrel}. Three keepers lived there at any time, each for six weeks {Kestrel}.

### The tide mill

The tide mill has ground corn since 1652, for about eight hours on each tide {tide mill}. It is the oldest working mill of its kind.

| Year | What happened |
|---|---|
| 1926 | The lamp was changed to electricity {Kestrel} |
| 1997 | The storm of 29 November broke the gates of the mill {storm} |
| 1998 to 2004 | Volunteers restored the mill {tide mill} |

In the storm the lighthouse lost the glass of its lantern room {storm}.`;

/** The answer with the numbers under which the request shows its sources, cut into words. */
function answerFor(body: unknown): string[] {
  const prompt = (body as { messages: Array<{ content: string }> }).messages.map(({ content }) => content).join('\n');
  const numberOf = (title: string) => new RegExp(`number="(\\d+)" title="[^"]*${title}`).exec(prompt)?.[1] ?? '1';
  return ANSWER.replace(/ ?\{([^}]+)\}/g, (_, title: string) => ` [${numberOf(title)}]`).match(/\s*\S+/g) ?? [];
}

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const model = await startScriptedModelServer();
  const server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1` } });
  const browser = await launchBrowser();
  try {
    await takeAll(browser, server.url, model);
  } finally {
    await browser.close();
    await server.stop();
    await model.close();
  }
}

async function takeAll(browser: Browser, url: string, model: ScriptedModelServer): Promise<void> {
  model.fallback = ({ body }) => ({ kind: 'answer', chunks: answerFor(body), delayMs: 1 });
  const open = async (options: VisitOptions = {}) => (await visit(browser, url, { viewport: WIDE, reducedMotion: 'reduce', ...options })).page;

  const home = await open();
  await home.locator('.example').first().waitFor();
  await save(home, 'home');

  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  model.enqueue(({ body }) => ({ kind: 'answer', chunks: answerFor(body), gate: (index) => (index === 62 ? held : undefined) }));
  await ask(home, QUESTION);
  await home.waitForFunction(() => document.querySelector('article')?.textContent?.includes('Three keepers') === true);
  await home.locator('.activity summary').click();
  await home.waitForTimeout(300);
  await save(home, 'streaming');
  release();
  await finished(home);
  await home.locator('.activity summary').click();

  await home.evaluate(() => scrollTo(0, 0));
  await home.locator('.marker-partial, .marker-none').first().click();
  await home.locator('.document mark').first().waitFor();
  await home.mouse.move(5, 400);
  await home.waitForTimeout(500);
  await save(home, 'panel');
  await home.keyboard.press('Escape');
  await home.getByRole('button', { name: 'Evidence map' }).click();
  await home.getByRole('gridcell').first().waitFor();
  await home.locator('.evidence').evaluate((map) => scrollTo(0, map.getBoundingClientRect().top + scrollY - 130));
  await home.waitForTimeout(300);
  await save(home, 'evidence-map');
  const session = new URL(home.url()).pathname;

  const dark = await open({ colorScheme: 'dark', path: session });
  await finished(dark);
  await dark.evaluate(() => scrollTo(0, 0));
  await dark.waitForTimeout(300);
  await dark.locator('.marker-full').nth(1).hover();
  await dark.locator('.card').waitFor();
  await save(dark, 'dark');

  const mobile = await open({ viewport: NARROW, path: session, deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  await finished(mobile);
  await mobile.evaluate(() => scrollTo(0, 0));
  await mobile.waitForTimeout(300);
  await save(mobile, 'mobile');

  const library = await open({ path: '/library' });
  await library.locator('.row').first().waitFor();
  await library.locator('input[type=file][accept]').setInputFiles([
    { name: 'beacon.md', mimeType: 'text/markdown', buffer: Buffer.from('# The beacon of Holm\n\nThe beacon of Holm was lit in 1912 by Greta Lind.\n') },
    { name: 'scan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no PDF at all') },
  ]);
  await library.getByText('1 file indexed, 1 not added').waitFor();
  await save(library, 'library');
}

async function save(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
}

await main();
