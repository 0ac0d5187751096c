/** Who can use the page, and on what: keyboards, screen readers, narrow screens, dark rooms. And what a browser has to load for it. */
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { answerText, ask, finished, launchBrowser, missing, titled, visit } from './page-rig.js';
import { type ServerProcess, startServer } from './server-process.js';

const { question } = HARBOUR_QUESTIONS.storm;

/** What axe finds wrong, as `rule: element`. */
async function violations(page: Page): Promise<string[]> {
  // What fades in is judged as it is in the end.
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)} ${failureSummary ?? ''}`));
}

describe.skipIf(missing)(titled('access to the page'), { timeout: 90_000 }, () => {
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '25' } });
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it.each(['light', 'dark'] as const)('[PAGE-12] has no fault that axe finds, in %s', async (colorScheme) => {
    const { page, offences } = await visit(browser, server.url, { colorScheme, reducedMotion: 'reduce' });
    await page.locator('.example').first().waitFor();
    expect(await violations(page)).toEqual([]);
    await ask(page, question);
    await finished(page);
    await page.getByRole('button', { name: 'Evidence map' }).click();
    await page.getByRole('gridcell').first().waitFor();
    await page.locator('.marker').first().click();
    await page.getByRole('dialog').locator('mark').first().waitFor();
    expect(await violations(page)).toEqual([]);
    for (const view of ['/library', '/history', '/status']) {
      await page.goto(`${server.url}${view}`);
      await page.locator('.row').first().waitFor();
      expect(await violations(page)).toEqual([]);
    }
    expect(offences).toEqual([]);
  });

  it('[PAGE-12] can be used with the keyboard alone', async () => {
    const { page } = await visit(browser, server.url);
    const focused = () => page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent || '');
    await page.getByRole('link', { name: 'Library', exact: true }).focus();
    await page.keyboard.press('/');
    expect(await focused()).toBe('question');
    await page.keyboard.type('What did the storm');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('of 1997 do?');
    expect(await page.getByLabel('Your question').inputValue()).toBe('What did the storm\nof 1997 do?');
    await page.keyboard.press('Enter');
    await finished(page);
    await page.locator('article h2').waitFor();
    for (let presses = 0; presses < 20 && !(await page.evaluate(() => document.activeElement?.classList.contains('marker'))); presses += 1) await page.keyboard.press('Tab');
    await page.locator('.card').waitFor();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Source' });
    await panel.waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.keyboard.press('u');
    await page.getByRole('dialog', { name: 'Statements that are not backed in full' }).waitFor();
  });

  it('[PAGE-12] lets the Tab key leave the panel where it stands beside the answer, and keeps it where the panel covers it', async () => {
    for (const [width, stays] of [[1300, false], [700, true]] as const) {
      const { page } = await visit(browser, server.url, { viewport: { width, height: 720 } });
      await ask(page, question);
      await finished(page);
      await page.locator('.marker').first().click();
      const panel = page.getByRole('dialog', { name: 'Source' });
      await panel.locator('mark').first().waitFor();
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
      await panel.getByRole('button', { name: 'Close the panel' }).focus();
      await page.keyboard.press('Shift+Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null), `${width}`).toBe(stays);
      await page.context().close();
    }
  });

  it('[PAGE-6] copies a stretch of an answer without its markers, which would be read as digits', async () => {
    const { page } = await visit(browser, server.url, { permissions: ['clipboard-read', 'clipboard-write'] });
    await ask(page, question);
    await finished(page);
    await page.evaluate(() => getSelection()?.selectAllChildren(document.querySelector('.answer-text') as Element));
    await page.keyboard.press('Control+c');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const words = await page.evaluate(() => [...document.querySelectorAll('.answer-text')].map((text) => { const clone = text.cloneNode(true) as Element; clone.querySelectorAll('sup').forEach((sup) => sup.remove()); return clone.textContent; }).join(''));
    expect(copied.replace(/\s+/g, '')).toBe(words.replace(/\s+/g, ''));
  });

  it('[PAGE-12] keeps the focus in the page when the view changes, and when a key stops an answer', async () => {
    const { page } = await visit(browser, server.url);
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await ask(page, HARBOUR_QUESTIONS.keepers.question);
    await page.waitForFunction(() => (document.querySelector('article .answer-text')?.textContent ?? '').length > 10);
    expect(await focused()).toBe('main');
    await page.getByRole('button', { name: 'Stop' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('article[data-status=stopped]').waitFor();
    expect(await focused()).toBe('question');
    await page.getByRole('link', { name: 'History' }).click();
    await page.locator('.row').first().waitFor();
    expect(await focused()).toBe('main');
    await page.goBack();
    await page.locator('article').waitFor();
    expect(await focused()).toBe('main');
  });

  it.each(['reduce', 'no-preference'] as const)('[PAGE-12] moves nothing by itself for those who asked for that (%s)', async (reducedMotion) => {
    const { page } = await visit(browser, server.url, { reducedMotion });
    await ask(page, HARBOUR_QUESTIONS.keepers.question);
    await page.waitForFunction(() => (document.querySelector('article .answer-text')?.textContent ?? '').length > 10);
    const moving = await page.evaluate(() => document.getAnimations().length);
    if (reducedMotion === 'reduce') expect(moving).toBe(0);
    else expect(moving).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await finished(page);
  });

  it('[PAGE-12] tells a screen reader the start and the end, not every word', async () => {
    const { page } = await visit(browser, server.url);
    await ask(page, HARBOUR_QUESTIONS.ferry.question);
    const heard = await page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          const status = document.querySelector('#status') as HTMLElement;
          const words = [status.textContent ?? ''];
          new MutationObserver(() => {
            words.push(status.textContent ?? '');
            if (/complete/.test(words.at(-1) ?? '')) resolve(words);
          }).observe(status, { childList: true, characterData: true, subtree: true });
        }),
    );
    expect(heard).toEqual(['Looking for an answer.', expect.stringMatching(/^The answer is complete, with \d sources?\.$/)]);
    expect(await page.locator('[aria-live=polite], [role=status]').count()).toBe(1);
  });

  it.each([
    ['light', 375],
    ['dark', 375],
    ['light', 1440],
  ] as const)('[PAGE-12] fits, in %s at %i pixels, with everything open', async (colorScheme, width) => {
    const { page } = await visit(browser, server.url, { colorScheme, viewport: { width, height: 720 }, reducedMotion: 'reduce' });
    await ask(page, question);
    await finished(page);
    await page.getByRole('button', { name: 'Evidence map' }).click();
    await page.getByRole('gridcell').first().waitFor();
    await page.getByRole('tab', { name: 'Table' }).click();
    expect((await page.locator('.evidence-table tbody td').first().boundingBox())?.width).toBeGreaterThan(120);
    await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
    const seen = () => page.evaluate(() => ({ overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth, paper: getComputedStyle(document.documentElement).backgroundColor }));
    expect(await seen()).toEqual({ overflow: 0, paper: colorScheme === 'light' ? 'rgb(251, 250, 247)' : 'rgb(19, 23, 22)' });
    await page.locator('.marker').first().click();
    const panel = page.getByRole('dialog', { name: 'Source' });
    await panel.locator('mark').first().waitFor();
    const box = await panel.boundingBox();
    expect(box?.width).toBe(width === 375 ? 375 : 432);
    expect((await seen()).overflow).toBe(0);
    for (const view of ['/library', '/history', '/status']) {
      await page.goto(`${server.url}${view}`);
      await page.locator('.row').first().waitFor();
      expect((await seen()).overflow).toBe(0);
    }
  });

  it('[PAGE-12] fits at 320 pixels too, and gives a finger room at each marker', async () => {
    const { page } = await visit(browser, server.url, { viewport: { width: 320, height: 720 } });
    await ask(page, question);
    await finished(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    const marker = page.locator('.marker').first();
    await marker.scrollIntoViewIfNeeded();
    const reached = await marker.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return [-11, 11].map((off) => document.elementFromPoint(left + width / 2, top + height / 2 + off) === element);
    });
    expect(reached).toEqual([true, true]);
  });

  it('[PAGE-12] stays where the reader is while an answer grows, and follows it only from the end', async () => {
    const { page } = await visit(browser, server.url, { viewport: { width: 900, height: 420 } });
    await ask(page, HARBOUR_QUESTIONS.keepers.question);
    await finished(page);
    await ask(page, HARBOUR_QUESTIONS.keepers.question);
    await page.waitForFunction(() => (document.querySelectorAll('article .answer-text')[1]?.textContent ?? '').length > 20);
    expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight - scrollY)).toBeLessThan(70);
    await page.mouse.move(450, 150);
    // A wheel scrolls in small steps, each of which lets go.
    await page.mouse.wheel(0, -30);
    await page.getByRole('button', { name: 'To the end' }).waitFor();
    await page.mouse.wheel(0, -4000);
    await page.waitForFunction(() => scrollY === 0);
    expect(await page.locator('article[aria-busy=true]').count()).toBe(1);
    await finished(page, 2);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  it('[PAGE-13] puts files into the library, says what is wrong with those it can\'t read, finds, opens and removes them', async () => {
    const { page, offences } = await visit(browser, server.url, { path: '/library' });
    await page.locator('.row').first().waitFor();
    await page.locator('input[type=file][accept]').setInputFiles([
      { name: 'beacon.md', mimeType: 'text/markdown', buffer: Buffer.from('# The beacon of Holm\n\nThe beacon of Holm was lit in 1912 by Greta Lind.\n') },
      { name: 'broken.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no PDF at all') },
    ]);
    await page.getByText('1 file indexed, 1 not added').waitFor();
    expect(await page.locator('.upload-failed').textContent()).toMatch(/broken\.pdf.*not added.*PDF/);
    await page.getByLabel('Search in the library').fill('beacon Greta');
    await page.locator('.row', { hasText: 'The beacon of Holm' }).getByRole('button').first().click();
    const panel = page.getByRole('dialog', { name: 'Document' });
    await panel.locator('mark').first().waitFor();
    expect(await panel.textContent()).toContain('lit in 1912');
    await page.keyboard.press('Escape');

    await page.goto(server.url);
    await ask(page, 'Who lit the beacon of Holm, and when?');
    await finished(page);
    expect(await answerText(page)).toMatch(/Greta Lind/);

    await page.goto(`${server.url}/library`);
    await page.getByRole('button', { name: 'Remove The beacon of Holm' }).click();
    await page.getByRole('button', { name: 'Really remove The beacon of Holm?' }).click();
    await page.getByRole('button', { name: 'Remove The beacon of Holm' }).waitFor({ state: 'detached' });
    expect(offences).toEqual([]);
  });
});
