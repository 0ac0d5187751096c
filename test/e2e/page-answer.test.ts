/** From a question to a checked answer, in a real browser, served by the real server. Skipped, visibly, where there is no Chromium. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { answerText, ask, finished, launchBrowser, missing, titled, visit } from './page-rig.js';
import { type ServerProcess, startServer } from './server-process.js';

describe.skipIf(missing)(titled('an answer in the page'), { timeout: 60_000 }, () => {
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '40' } });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('[PAGE-1] [PAGE-3] [PAGE-4] goes from a question over growing words to a quote that is marked in its source', async () => {
    const { page, offences } = await visit(browser, server.url);
    await ask(page, HARBOUR_QUESTIONS.lighthouse.question);
    const grown = await page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const texts: string[] = [];
          const look = () => {
            const text = document.querySelector('article .answer-text')?.textContent ?? '';
            if (text !== texts.at(-1)) texts.push(text);
            if (document.querySelector('article')?.getAttribute('aria-busy') === 'false') resolve(texts);
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    expect(grown.length).toBeGreaterThan(8);
    for (const [index, text] of grown.entries()) expect(text.startsWith(grown[index - 1] ?? '')).toBe(true);
    await finished(page);
    expect(await answerText(page)).toMatch(HARBOUR_QUESTIONS.lighthouse.says);
    expect(new URL(page.url()).pathname).toMatch(/^\/chat\/page_[0-9a-f]{32}$/);
    expect(await page.locator('.activity summary').textContent()).toMatch(/^\d+ sources? found, \d+ read/);

    const marker = page.locator('.marker').first();
    expect(await marker.getAttribute('aria-label')).toMatch(/^Source 1: The Kestrel Lighthouse\. This sentence is backed by its source\.$/);
    await marker.hover();
    const card = page.locator('.card');
    await card.waitFor();
    expect(await card.textContent()).toMatch(/The Kestrel Lighthouse.*harbour\.example · Ingrid Solberg · 5 Mar 2024.*1871.*Credibility \d+ of 100/);

    await marker.click();
    const panel = page.getByRole('dialog', { name: 'Source' });
    await panel.locator('mark').first().waitFor();
    expect(await panel.locator('mark').first().textContent()).toMatch(/1871/);
    expect(await panel.locator('.document').textContent()).toContain('Three keepers lived');
    const original = panel.getByRole('link', { name: 'Open the original' });
    expect(await original.getAttribute('href')).toBe(HARBOUR_QUESTIONS.lighthouse.url);
    expect(await original.getAttribute('rel')).toMatch(/noopener noreferrer/);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    expect(await marker.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(offences).toEqual([]);
  });

  it('[PAGE-2] begins with questions that the library answers, and answers one', async () => {
    const { page, offences } = await visit(browser, server.url);
    const chips = page.locator('.example');
    await chips.first().waitFor();
    const questions = await chips.allTextContents();
    expect(questions.length).toBeGreaterThanOrEqual(3);
    expect(questions.join(' ')).toContain('“The Kestrel Lighthouse” say about the keepers?');
    await chips.filter({ hasText: 'the keepers' }).click();
    await finished(page);
    expect(await page.locator('article h2').textContent()).toContain('say about the keepers?');
    expect(await answerText(page)).toMatch(/keeper/i);
    expect(await page.locator('.marker').count()).toBeGreaterThan(0);
    expect(offences).toEqual([]);
  });

  it('[PAGE-7] takes follow-up questions in the session, and asks again or changed', async () => {
    const { page } = await visit(browser, server.url);
    const sent: Array<{ query: string; parameters?: { follow_up?: boolean; replaces?: string } }> = [];
    page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => String(payload).includes('"query"') && sent.push(JSON.parse(String(payload)) as (typeof sent)[number])));
    await ask(page, HARBOUR_QUESTIONS.mill.question);
    await finished(page);
    await ask(page, 'Who restored it?');
    await finished(page, 2);
    await page.getByRole('button', { name: 'Ask again' }).last().click();
    await finished(page, 3);
    await page.getByRole('button', { name: 'Edit' }).first().click();
    expect(await page.getByLabel('Your question').inputValue()).toBe(HARBOUR_QUESTIONS.mill.question);
    await page.getByLabel('Your question').fill('Who restored the mill?');
    await page.keyboard.press('Enter');
    await finished(page, 4);
    const { analyses } = (await (await fetch(`${server.url}/api/analysis/history?session_id=${new URL(page.url()).pathname.split('/').at(-1)}`)).json()) as { analyses: Array<{ analysis_id: string }> };
    const [first, second] = analyses.map(({ analysis_id }) => analysis_id).reverse();
    expect(sent.map(({ query, parameters }) => [query, parameters?.follow_up === true, parameters?.replaces])).toEqual([
      [HARBOUR_QUESTIONS.mill.question, false, undefined],
      ['Who restored it?', true, undefined],
      ['Who restored it?', true, second],
      ['Who restored the mill?', true, first],
    ]);
  });

  it('[PAGE-7] stops at Escape and keeps what was said', async () => {
    const { page, offences } = await visit(browser, server.url);
    await ask(page, HARBOUR_QUESTIONS.keepers.question);
    await page.waitForFunction(() => (document.querySelector('article .answer-text')?.textContent ?? '').length > 10);
    await page.keyboard.press('Escape');
    await finished(page);
    expect(await page.locator('article .note').textContent()).toBe('Stopped. The text above is not complete.');
    const text = await answerText(page);
    expect(text.length).toBeGreaterThan(10);
    await page.getByRole('button', { name: 'Try again' }).click();
    await finished(page, 2);
    expect((await answerText(page)).length).toBeGreaterThan(text.length);
    expect(offences).toEqual([]);
  });

  it('[PAGE-5] shows which source backs which statement: map, line of time, table; all with the keyboard', async () => {
    const { page, offences } = await visit(browser, server.url, { viewport: { width: 1000, height: 480 }, reducedMotion: 'reduce' });
    await ask(page, HARBOUR_QUESTIONS.storm.question);
    await finished(page);
    await page.getByRole('button', { name: 'Evidence map' }).click();
    const cells = page.getByRole('gridcell');
    await cells.first().waitFor();
    // It opens in view, above the box, wherever its button was.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Evidence map');
    expect(await cells.first().evaluate((cell) => cell.getBoundingClientRect().bottom < (document.querySelector('.dock')?.getBoundingClientRect().top ?? 0))).toBe(true);
    const labels = await cells.evaluateAll((found) => found.map((cell) => cell.getAttribute('aria-label')));
    expect(labels.some((label) => /^Source \d+ backs it$/.test(label ?? ''))).toBe(true);
    await cells.first().focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-place'))).toBe('0-1');
    await page.keyboard.press('Home');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-place'))).toBe('0-0');
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Source' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-place') === '0-1');
    await page.getByRole('tab', { name: 'Map' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.time-point').first().waitFor();
    expect(await page.locator('.time-point').first().getAttribute('aria-label')).toMatch(/^Source \d+, 2 Dec 1997/);
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('.evidence-table').textContent()).toContain('backed by its source');
    expect(offences).toEqual([]);
  });

  it('[PAGE-6] copies and saves the answer with its sources', async () => {
    const { page, offences } = await visit(browser, server.url, { permissions: ['clipboard-read', 'clipboard-write'] });
    await ask(page, HARBOUR_QUESTIONS.mill.question);
    await finished(page);
    const choose = async (name: string) => {
      await page.getByRole('button', { name: /Copy or save|Copied/ }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    await choose('Copy as Markdown');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^# How long.*\[1\].*## Sources.*1\. \[The tide mill of Saltmere\]\(<https:\/\/mills\.example\/saltmere-tide-mill>\)/s);
    for (const [name, content] of [['Save as Markdown', /^# How long/], ['Save sources as BibTeX', /^@online\{source1,/], ['Save sources as CSL JSON', /"id": "source1"/]] as const) {
      const download = page.waitForEvent('download');
      await choose(name);
      const chunks: Buffer[] = [];
      for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toMatch(content);
    }
    expect(offences).toEqual([]);
  });

  it('[PAGE-1] says in words that the sources do not answer', async () => {
    const { page } = await visit(browser, server.url);
    await ask(page, 'Which chemical element has the atomic number 79?');
    await finished(page);
    expect((await answerText(page)).length).toBeGreaterThan(20);
    expect(await page.locator('.source-card').count()).toBe(0);
    expect(await page.locator('#status').textContent()).toMatch(/Nothing was found|do not answer/);
  });

  it('[PAGE-2] keeps a question that is too long as it was typed, says by how much, and does not ask it', async () => {
    const { page, offences } = await visit(browser, server.url);
    const box = page.getByLabel('Your question');
    await box.fill('');
    await page.keyboard.insertText('a'.repeat(507));
    expect((await box.inputValue()).length).toBe(507);
    await page.getByText('500 characters: this one is 7 too long').waitFor();
    await page.keyboard.press('Enter');
    expect([await page.getByRole('button', { name: 'Ask', exact: true }).isDisabled(), await page.locator('article').count(), (await box.inputValue()).length]).toEqual([true, 0, 507]);
    await box.fill('a'.repeat(500));
    expect(await page.getByRole('button', { name: 'Ask', exact: true }).isEnabled()).toBe(true);
    expect(offences).toEqual([]);
  });

  it('[PAGE-2] fills the box from the address without asking by itself', async () => {
    const { page } = await visit(browser, server.url, { path: `/?q=${encodeURIComponent('Why <b>?')}` });
    expect(await page.getByLabel('Your question').inputValue()).toBe('Why <b>?');
    expect(await page.locator('article').count()).toBe(0);
  });
});
