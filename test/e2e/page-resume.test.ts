/** What survives in the page: reloads, killed servers, other tabs, another day. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { answerText, ask, finished, launchBrowser, missing, titled, visit } from './page-rig.js';
import { type ServerProcess, startServer } from './server-process.js';

const { question } = HARBOUR_QUESTIONS.keepers;

describe.skipIf(missing)(titled('a session in the page'), { timeout: 60_000 }, () => {
  let server: ServerProcess;
  let browser: Browser;
  let whole: string;
  beforeAll(async () => {
    server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '60' } });
    browser = await launchBrowser();
    const { page } = await visit(browser, server.url);
    await ask(page, question);
    await finished(page);
    whole = await answerText(page);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('[PAGE-8] goes on where it was after a reload in mid-answer, with nothing lost or doubled', async () => {
    const { page, offences } = await visit(browser, server.url);
    await ask(page, question);
    await page.waitForFunction(() => (document.querySelector('article .answer-text')?.textContent ?? '').length > 30);
    await page.reload();
    await page.locator('article').waitFor();
    expect(await page.locator('article h2').textContent()).toBe(question);
    await finished(page);
    expect(await page.locator('article').count()).toBe(1);
    expect(await answerText(page)).toBe(whole);
    expect(offences).toEqual([]);
  });

  it('[PAGE-8] goes on after the server was killed in mid-answer, and says so only when it takes long', async () => {
    const { page } = await visit(browser, server.url);
    await ask(page, question);
    await page.waitForFunction(() => (document.querySelector('article .answer-text')?.textContent ?? '').length > 30);
    await server.kill();
    await page.locator('.connection').waitFor();
    expect(await page.locator('.connection').textContent()).toContain('Nothing is lost');
    await server.restart();
    await finished(page);
    expect(await answerText(page)).toBe(whole);
    expect(await page.locator('.connection').count()).toBe(0);
    expect(await page.locator('.marker').count()).toBeGreaterThan(0);
  });

  it('[PAGE-8] can be shared: another tab shows the session, and what is asked in it from then on', async () => {
    const first = await visit(browser, server.url);
    await ask(first.page, HARBOUR_QUESTIONS.mill.question);
    await finished(first.page);
    const second = await visit(browser, server.url, { path: new URL(first.page.url()).pathname });
    await finished(second.page);
    expect(await answerText(second.page)).toMatch(HARBOUR_QUESTIONS.mill.says);
    await ask(first.page, HARBOUR_QUESTIONS.ferry.question);
    await finished(second.page, 2);
    expect(await answerText(second.page)).toMatch(HARBOUR_QUESTIONS.ferry.says);
    expect([...first.offences, ...second.offences]).toEqual([]);
  });

  it('[PAGE-9] shows nothing more of a session that was deleted elsewhere', async () => {
    const { page } = await visit(browser, server.url);
    await ask(page, HARBOUR_QUESTIONS.mill.question);
    await finished(page);
    // The page follows the session a moment after its first answer.
    await page.waitForTimeout(1500);
    const session = new URL(page.url()).pathname.split('/').at(-1);
    expect((await fetch(`${server.url}/api/sessions/${session}`, { method: 'DELETE' })).status).toBe(200);
    await page.getByText('Nothing has been asked in this session yet.').waitFor();
    expect(await page.locator('article').count()).toBe(0);
  });

  it('[PAGE-9] keeps past questions: they can be searched, opened and deleted', async () => {
    const { page, offences } = await visit(browser, server.url, { path: '/history' });
    const rows = page.locator('.row');
    await rows.first().waitFor();
    expect(await rows.count()).toBeGreaterThanOrEqual(4);
    await page.getByLabel('Search in past questions').fill('FERRY');
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 1);
    await rows.first().getByRole('link').click();
    await finished(page, 2);
    expect(await page.locator('article h2').last().textContent()).toBe(HARBOUR_QUESTIONS.ferry.question);
    await page.goBack();
    await rows.first().waitFor();
    await page.getByLabel('Search in past questions').fill('ferry');
    await page.waitForFunction(() => document.querySelectorAll('.row').length === 1);
    expect(await rows.first().locator('.row-facts').textContent()).toMatch(/^\d+ \w+ \d{4}, \d\d:\d\d$/);
    await page.getByRole('button', { name: /^Delete/ }).click();
    await page.getByRole('button', { name: /^Really delete/ }).click();
    await page.getByText('No question holds these words.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search');
    expect(offences).toEqual([]);
  });

  it('[PAGE-10] says how the server is, in words and without secrets', async () => {
    const { page, offences } = await visit(browser, server.url, { path: '/status' });
    await page.locator('.health').first().waitFor();
    const text = (await page.locator('main').textContent()) ?? '';
    expect(text).toMatch(/Library\s*works/);
    expect(text).toMatch(/Web search\s*not set up/);
    expect(text).not.toContain(server.folder);
    expect(offences).toEqual([]);
  });

  it('[PAGE-8] keeps a question that was put to a server that had gone, and asks it when the server is back', async () => {
    const other = await startServer({ documents: HARBOUR_DOCUMENTS });
    try {
      const { page } = await visit(browser, other.url);
      await other.kill();
      await ask(page, question);
      await page.locator('.connection').waitFor();
      // Longer than a program would try for a first connection.
      await page.waitForTimeout(7_000);
      expect(await page.locator('.connection').textContent()).toContain('Nothing is lost');
      expect(await page.getByRole('alert').count()).toBe(0);
      await other.restart();
      await finished(page);
      expect(await page.locator('article').getAttribute('data-status')).toBe('done');
      expect(await answerText(page)).toBe(whole);
    } finally {
      await other.stop();
    }
  });

  it('[PAGE-7] stops a question that no server has taken yet', async () => {
    const other = await startServer();
    const { page } = await visit(browser, other.url);
    await other.stop();
    await ask(page, 'Anyone there?');
    await page.getByRole('button', { name: 'Stop' }).click();
    await finished(page);
    expect(await page.locator('article').getAttribute('data-status')).toBe('stopped');
  });
});
