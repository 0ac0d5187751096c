/** The web page in a real browser, served by the real server. Skipped, visibly, where there is no Chromium. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { type ServerProcess, startServer } from './server-process.js';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const missing = !existsSync(CHROMIUM) && process.env['REQUIRE_ALL'] === undefined;

const HOSTILE = `---
title: "<img src=x onerror=document.title='owned'> Quarantine flags"
url: "https://flags.example/quarantine"
---

# Quarantine

A yellow quarantine flag must fly on every vessel with fever aboard <script>document.title='owned'</script> until the doctor of Saltmere has come aboard.
`;

interface Visit {
  page: Page;
  /** Requests to other hosts, console errors (a breach of the page's policy is one) and dialogs: there must be none. */
  offences: string[];
}

describe.skipIf(missing)(missing ? `the page (skipped: there is no ${CHROMIUM})` : 'the page', () => {
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServer({ documents: { ...HARBOUR_DOCUMENTS, 'flags.md': HOSTILE }, environment: { STREAM_WORD_MS: '40' } });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function visit(options: BrowserContextOptions = {}, url = server.url): Promise<Visit> {
    const context = await browser.newContext({ locale: 'en-GB', ...options });
    const page = await context.newPage();
    const offences: string[] = [];
    page.on('request', (request) => new URL(request.url()).host !== new URL(server.url).host && offences.push(request.url()));
    page.on('websocket', (socket) => new URL(socket.url()).host !== new URL(server.url).host && offences.push(socket.url()));
    page.on('console', (message) => message.type() === 'error' && offences.push(message.text()));
    page.on('pageerror', (error) => offences.push(String(error)));
    page.on('dialog', (dialog) => {
      offences.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(`${url}/`);
    return { page, offences };
  }

  async function ask(page: Page, question: string): Promise<void> {
    await page.getByLabel('Your question').fill(question);
    await page.keyboard.press('Enter');
  }

  const finished = (page: Page) => page.waitForFunction(() => document.querySelector('#answer')?.getAttribute('aria-busy') === 'false');

  it('shows the words as they arrive, then numbered sources that the markers lead to', async () => {
    const { page, offences } = await visit();
    await ask(page, HARBOUR_QUESTIONS.lighthouse.question);
    const grown = await page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const lengths: number[] = [];
          const article = document.querySelector('#answer') as HTMLElement;
          const look = () => {
            const length = article.querySelector('.text')?.textContent?.length ?? 0;
            if (length !== lengths.at(-1)) lengths.push(length);
            if (article.getAttribute('aria-busy') === 'false') resolve(lengths);
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    expect(grown.length).toBeGreaterThan(8);
    expect(await page.locator('#answer .text').textContent()).toMatch(HARBOUR_QUESTIONS.lighthouse.says);

    const entry = page.locator('#source-1');
    expect(await entry.locator('.source-title a').getAttribute('href')).toBe(HARBOUR_QUESTIONS.lighthouse.url);
    expect(await entry.locator('.source-title a').getAttribute('rel')).toBe('noopener noreferrer');
    expect(await entry.locator('.facts').textContent()).toContain('harbour.example · 5 Mar 2024');
    expect(await entry.locator('blockquote').first().textContent()).toMatch(/1871/);
    expect(await entry.locator('summary').textContent()).toMatch(/^Credibility 0\.\d\d$/);
    expect(await entry.locator('details li').count()).toBeGreaterThan(0);

    await page.locator('#answer sup a').first().click();
    expect(new URL(page.url()).hash).toBe('#source-1');
    expect(offences).toEqual([]);
  });

  it('makes no markup out of what sources say', async () => {
    const { page, offences } = await visit();
    await ask(page, 'When must a yellow quarantine flag fly on a vessel?');
    await finished(page);
    expect(await page.locator('#source-1 .source-title').textContent()).toContain("<img src=x onerror=document.title='owned'> Quarantine flags");
    expect(await page.locator('#answer img, #answer script').count()).toBe(0);
    expect(await page.title()).toBe('Groundwire');
    expect(offences).toEqual([]);
  });

  it('can be used with the keyboard alone: ask, stop, ask again', async () => {
    const { page } = await visit();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type(HARBOUR_QUESTIONS.storm.question);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => (document.querySelector('#answer .text')?.textContent ?? '') !== '');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('stop');
    await page.keyboard.press('Enter');
    await finished(page);
    expect(await page.locator('#answer .failure').textContent()).toBe('Stopped.');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('submit');

    await ask(page, HARBOUR_QUESTIONS.mill.question);
    await finished(page);
    expect(await page.locator('#answer .text').textContent()).toMatch(HARBOUR_QUESTIONS.mill.says);
  });

  it('tells a screen reader the start and the end, not every word', async () => {
    const { page } = await visit();
    await page.evaluate(() => {
      const heard: string[] = [];
      const status = document.querySelector('#status') as HTMLElement;
      new MutationObserver(() => heard.push(status.textContent ?? '')).observe(status, { childList: true, characterData: true, subtree: true });
      Object.assign(window, { heard });
    });
    await ask(page, HARBOUR_QUESTIONS.ferry.question);
    await finished(page);
    const heard = await page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    expect(heard).toEqual(['Looking for an answer.', expect.stringMatching(/^The answer is complete, with \d sources?\.$/)]);
  });

  it('says in words that the sources do not answer', async () => {
    const { page } = await visit();
    await ask(page, 'Which chemical element has the atomic number 79?');
    await finished(page);
    expect((await page.locator('#answer .text').textContent())?.length).toBeGreaterThan(20);
    expect(await page.locator('.sources').count()).toBe(0);
    expect(await page.locator('#status').textContent()).toMatch(/Nothing was found|do not answer/);
  });

  it('keeps its session over a reload, and answers the new question then', async () => {
    const { page } = await visit();
    const session = () => page.evaluate(() => sessionStorage.getItem('groundwire.session_id'));
    await ask(page, HARBOUR_QUESTIONS.storm.question);
    await page.waitForFunction(() => (document.querySelector('#answer .text')?.textContent ?? '') !== '');
    const before = await session();
    await page.reload();
    await ask(page, HARBOUR_QUESTIONS.mill.question);
    await finished(page);
    expect(await page.locator('#answer .text').textContent()).toMatch(HARBOUR_QUESTIONS.mill.says);
    expect(await session()).toBe(before);
  });

  it('fills the box from the address without asking by itself', async () => {
    const { page } = await visit({}, `${server.url}/?q=${encodeURIComponent('Why <b>?')}#`.replace(/\/$/, ''));
    expect(await page.getByLabel('Your question').inputValue()).toBe('Why <b>?');
    expect(await page.locator('#answer').isHidden()).toBe(true);
  });

  it.each([
    ['light', 375],
    ['dark', 375],
    ['light', 1280],
    ['dark', 1280],
  ] as const)('fits, in %s at %i pixels', async (colorScheme, width) => {
    const { page } = await visit({ colorScheme, viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    await ask(page, HARBOUR_QUESTIONS.lighthouse.question);
    await finished(page);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    const seen = await page.evaluate(() => ({
      overflow: document.documentElement.scrollWidth - window.innerWidth,
      paper: getComputedStyle(document.body).backgroundColor,
      motion: getComputedStyle(document.querySelector('.progress') as Element, '::before').animationName,
    }));
    expect(seen).toEqual({ overflow: 0, paper: colorScheme === 'light' ? 'rgb(251, 250, 247)' : 'rgb(20, 24, 23)', motion: 'none' });
  });

  it('says what is wrong when the server has gone', async () => {
    const other = await startServer();
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${other.url}/`);
    await other.stop();
    await ask(page, 'Anyone there?');
    await finished(page);
    expect(await page.getByRole('alert').textContent()).toMatch(/No server answers at http:\/\/127\.0\.0\.1:\d+/);
  });
});
