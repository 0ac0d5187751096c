/** Attacks wherever text comes from outside, in a real browser. The whole set of published attacks: `npm run eval -- sec_xss`. */
import { startScriptedModelServer } from '@groundwire/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { activeContent, type HostilePage, openHostilePage, type Payload, shownAnswers } from './hostile-page.js';
import { HARBOUR_DOCUMENTS } from './harbour-documents.js';
import { answerText, ask, finished, launchBrowser, missing, titled, visit } from './page-rig.js';
import { startServer } from './server-process.js';

const ATTACKS = [
  '<script>document.title="owned"</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><animate onbegin=alert(1)></svg>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">press</a>',
  '[press](javascript:alert(1)) [x](data:text/html,<script>alert(1)</script>) [y](vbscript:x)',
  '![](https://evil.example/pixel.png) ![alt][1]',
  '[1]: javascript:alert(1)',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<form action=https://evil.example><input name=a autofocus onfocus=alert(1)><button>',
  '<style>@import "https://evil.example/a.css"; * { background: url(https://evil.example/b) }</style>',
  '<base href="https://evil.example/"><link rel=stylesheet href=//evil.example/c.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '`<script>alert(1)</script>` ```html\n<script>alert(1)</script>\n```',
  '&lt;script&gt;alert(1)&lt;/script&gt; &#x6A;avascript:alert(1)',
  '<https://evil.example/?q=secret> https://evil.example/plain www.evil.example',
  '<object data=x></object><embed src=x><video><source onerror=alert(1)></video>',
  '\u202Egnp.exe\u0000 "><details open ontoggle=alert(1)>',
];
const PAYLOADS: Payload[] = ATTACKS.map((payload, index) => ({ id: `attack-${index}`, payload }));

describe.skipIf(missing)(titled('hostile text in the page'), { timeout: 90_000 }, () => {
  let hostile: HostilePage;
  beforeAll(async () => {
    hostile = await openHostilePage(PAYLOADS);
  });
  afterAll(() => hostile?.close());

  it('[PAGE-11] stays text in answers, titles, addresses, excerpts, reasons and questions', async () => {
    const { page, offences } = await hostile.open('/chat/hostile-0');
    const shown = await shownAnswers(page, PAYLOADS.length);
    expect(shown).toHaveLength(PAYLOADS.length);
    expect(await page.locator('article').first().textContent()).toContain(ATTACKS[0]);
    expect(await activeContent(page)).toEqual([]);
    const links = await page.locator('article a').evaluateAll((found) => [...new Set(found.map((link) => new URL((link as HTMLAnchorElement).href).protocol))]);
    expect(links.every((protocol) => protocol === 'https:' || protocol === 'http:')).toBe(true);

    await page.locator('.marker').first().hover();
    await page.locator('.card').waitFor();
    expect(await activeContent(page)).toEqual([]);
    await page.locator('.marker').first().click();
    const panel = page.getByRole('dialog', { name: 'Source' });
    await panel.locator('.document').waitFor();
    await panel.getByRole('button', { name: 'Show the whole text' }).click().catch(() => undefined);
    expect(await panel.textContent()).toContain('<iframe srcdoc=');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Evidence map' }).first().click();
    await page.getByRole('gridcell').first().waitFor();
    expect(await activeContent(page)).toEqual([]);
    expect(await page.title()).not.toBe('owned');
    expect(offences).toEqual([]);
  });

  it('[PAGE-11] stays text in history, in the names of files and in documents', async () => {
    for (const view of ['/history', '/library']) {
      const { page, offences } = await hostile.open(view);
      await page.locator('.row').first().waitFor();
      expect(await page.locator('main').textContent()).toContain('<iframe srcdoc=');
      if (view === '/library') {
        await page.locator('.row-main').first().click();
        await page.getByRole('dialog', { name: 'Document' }).locator('.document').waitFor();
        await page.getByLabel('Search in the library').fill('script alert');
        await page.locator('.row-main .line-clamp-3').first().waitFor();
      }
      expect(await activeContent(page)).toEqual([]);
      expect(offences).toEqual([]);
    }
  });

  it('[PAGE-11] stays text while it streams, cut anywhere', async () => {
    const model = await startScriptedModelServer();
    const server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1` } });
    const browser = await launchBrowser();
    const text = `The lighthouse was built in 1871 [1].\n\n${ATTACKS.join('\n\n')}\n\nThe end.`;
    model.enqueue({ kind: 'answer', chunks: text.match(/[\s\S]{1,7}/g) ?? [], delayMs: 5 });
    const { page, offences } = await visit(browser, server.url);
    await ask(page, 'Who built the Kestrel Lighthouse?');
    const watched: string[] = [];
    while ((await page.locator('article[aria-busy=false]').count()) === 0) watched.push(...(await activeContent(page)));
    await finished(page);
    expect(watched).toEqual([]);
    expect(await activeContent(page)).toEqual([]);
    // The server has already taken the tags apart (SEC-7); what it lets through is shown in the other tests.
    const answer = await answerText(page);
    expect(answer).toContain('< script>document.title="owned"< /script>');
    expect(answer).toContain('The end.');
    expect(await page.locator('.answer-text a').count()).toBe(0);
    expect(offences).toEqual([]);
    await browser.close();
    await server.stop();
    await model.close();
  });
});
