/** What a reader sees of the checking while the answer is still being written: real browser, real server, a model that waits when it is told. */
import { type ScriptedModelServer, startScriptedModelServer } from '@groundwire/server/testing';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { ask, finished, launchBrowser, missing, titled, visit } from './page-rig.js';
import { type ServerProcess, startServer } from './server-process.js';

/** On a busy machine the answer itself takes a while. */
const PATIENCE = { timeout: 15_000 };
const SENTENCES = ['The Kestrel Lighthouse was built in 1871 [1]. ', 'It was built in 1999 by a giant [1]. ', 'The fog horn sounds every 45 seconds ', 'while visibility is low [1].\n\n', 'Nobody knows the rest. It was very', ' long ago.'];

describe.skipIf(missing)(titled('support while an answer is written'), { timeout: 60_000 }, () => {
  let model: ScriptedModelServer;
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    model = await startScriptedModelServer();
    server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1` } });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    await model?.close();
  });

  /** Asks a model that stops before each chunk named until it is let on. */
  async function held(page: Page, ...stops: number[]): Promise<Array<() => void>> {
    const gates = stops.map(() => {
      let open = () => {};
      const wait = new Promise<void>((resolve) => (open = resolve));
      return { wait, open: () => open() };
    });
    model.enqueue({ kind: 'answer', chunks: SENTENCES, gate: (index) => gates[stops.indexOf(index)]?.wait });
    await ask(page, HARBOUR_QUESTIONS.lighthouse.question);
    return gates.map(({ open }) => open);
  }
  const labels = (page: Page) => page.locator('article .marker').evaluateAll((markers) => markers.map((marker) => /This sentence is .*$/.exec(marker.getAttribute('aria-label') ?? '')?.[0] ?? 'waits'));

  it('[PAGE-15] tells of each sentence how well it is backed as soon as that is settled', async () => {
    const { page, offences } = await visit(browser, server.url);
    const [goOn = () => {}] = await held(page, 3);
    await expect.poll(() => labels(page), PATIENCE).toEqual(['This sentence is backed by its source.', expect.stringMatching(/^This sentence is (not backed by its source|backed in part)\.$/)]);
    expect(await page.locator('article').getAttribute('aria-busy')).toBe('true');
    expect((await page.locator('.claim-full').allTextContents()).join('')).toContain('built in 1871');
    await page.locator('.marker').first().hover();
    expect(await page.locator('.card').textContent()).toMatch(/The Kestrel Lighthouse.*1871/);
    await page.mouse.move(0, 0);

    await page.locator('.marker').first().click();
    const panel = page.getByRole('dialog', { name: 'Source' });
    await panel.locator('mark').first().waitFor();
    expect(await panel.locator('mark').first().textContent()).toContain('1871');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await page.getByRole('dialog', { name: 'Statements that are not backed in full' }).getByText('1999').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('article').getAttribute('aria-busy')).toBe('true');
    goOn();
    await finished(page);
    expect(await page.locator('.marker').count()).toBe(3);
    await page.keyboard.press('u');
    const doubtful = page.getByRole('dialog').getByRole('listitem');
    expect(await doubtful.filter({ hasText: 'Nobody knows' }).allTextContents()).toEqual(['Nobody knows the rest.This sentence names no source.']);
    // What leads nowhere is no button.
    expect(await doubtful.getByRole('button').count()).toBe((await doubtful.count()) - (await doubtful.filter({ hasText: 'names no source' }).count()));
    expect(offences).toEqual([]);
  });

  it('[PAGE-15] moves no word, and takes neither the focus nor the card away, when sentences are settled and when the answer is complete', async () => {
    const { page, offences } = await visit(browser, server.url, { viewport: { width: 600, height: 700 } });
    const [goOn = () => {}, end = () => {}] = await held(page, 2, 5);
    await expect.poll(async () => (await labels(page))[0], PATIENCE).toBe('This sentence is backed by its source.');
    const marker = page.locator('.marker').first();
    await marker.focus();
    await page.locator('.card').waitFor();
    await page.evaluate(() => Object.assign(globalThis, { held: document.activeElement }));
    /** Where each marker stands, and the focus is. */
    const places = () =>
      page.evaluate(() => ({
        markers: [...document.querySelectorAll('article .marker')].map((element) => [element.getBoundingClientRect().left, element.getBoundingClientRect().top + scrollY].map(Math.round)),
        focused: document.activeElement === (globalThis as unknown as { held: Element }).held,
        card: document.querySelector('.card') !== null,
      }));
    const before = await places();
    goOn();
    await expect.poll(async () => (await labels(page))[2], PATIENCE).toMatch(/^This sentence is backed/);
    const after = await places();
    expect({ ...after, markers: after.markers.slice(0, 2) }).toEqual({ ...before, focused: true, card: true });
    end();
    await finished(page);
    expect(await places()).toEqual(after);
    expect(offences).toEqual([]);
  });

  it('[PAGE-15] tells it again after a reload in the middle, and keeps it where the answer is stopped', async () => {
    const { page, offences } = await visit(browser, server.url);
    await held(page, 3);
    await expect.poll(async () => (await labels(page)).filter((label) => /backed/.test(label)).length, PATIENCE).toBe(2);
    const said = await labels(page);
    await page.reload();
    await expect.poll(() => labels(page), PATIENCE).toEqual(said);
    await page.keyboard.press('Escape');
    await page.locator('article[data-status=stopped]').waitFor();
    expect(await labels(page)).toEqual(said);
    expect(offences).toEqual([]);
  });
});
