/** Putting a reader's own documents into the library: dropped, chosen, as files and as folders, in a real browser. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, missing, titled, visit } from './page-rig.js';
import { type ServerProcess, startServer } from './server-process.js';

describe.skipIf(missing)(titled('the library in the page'), { timeout: 60_000 }, () => {
  const files = mkdtempSync(path.join(tmpdir(), 'groundwire-drop-'));
  const logbook = path.join(files, 'logbook');
  const single = path.join(files, 'beacon.md');
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    mkdirSync(path.join(logbook, '1912', 'autumn'), { recursive: true });
    mkdirSync(path.join(logbook, '.git'));
    mkdirSync(path.join(logbook, 'node_modules', 'left'), { recursive: true });
    writeFileSync(path.join(logbook, 'node_modules', 'left', 'readme.md'), '# Not a document\n\nThis belongs to a program.\n');
    writeFileSync(single, '# The beacon of Holm\n\nThe beacon of Holm was lit in 1912 by Greta Lind.\n');
    writeFileSync(path.join(logbook, 'readme.md'), '# The logbook\n\nThe logbook has one page for each day.\n');
    writeFileSync(path.join(logbook, '1912', 'readme.md'), '# The year 1912\n\nIt was a year of storms.\n');
    writeFileSync(path.join(logbook, '1912', 'autumn', 'october.txt'), 'In October the mast broke.\n');
    writeFileSync(path.join(logbook, '1912', 'broken.pdf'), 'no PDF at all');
    writeFileSync(path.join(logbook, '.git', 'config.txt'), 'hidden');
    // More than a folder's reader gives at once.
    mkdirSync(path.join(files, 'many'));
    for (let page = 0; page < 120; page += 1) writeFileSync(path.join(files, 'many', `page-${page}.md`), `# Page ${page}\n\nThis is page ${page}.\n`);
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    await server?.stop();
    server = await startServer();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(files, { recursive: true });
  });

  /** As a reader does it: what lies under the pointer are files and folders of the disk. */
  async function drop(page: Page, paths: string[], on = '.drop'): Promise<void> {
    const box = await page.locator(on).boundingBox();
    if (box === null) throw new Error('There is no place to drop files on');
    const devtools = await page.context().newCDPSession(page);
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: paths, dragOperationsMask: 1 } };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await devtools.send('Input.dispatchDragEvent', { type, ...at });
  }
  const uploads = (page: Page) => page.locator('.upload').evaluateAll((rows) => rows.map((row) => [...row.children].slice(0, 2).map(({ textContent }) => textContent).join(': ')).sort());
  const held = async () => ((await (await fetch(`${server.url}/api/library?collection=documents&limit=200`)).json()) as { documents: Array<{ name: string }> }).documents.map(({ name }) => name).sort();

  it('[PAGE-13] takes files and folders that are dropped together, with the folders in them, and passes over what is hidden', async () => {
    const { page, offences } = await visit(browser, server.url, { path: '/library' });
    await page.locator('.drop').waitFor();
    await drop(page, [logbook, single]);
    await page.getByText('4 files indexed, 1 not added').waitFor();
    expect(await uploads(page)).toEqual(['beacon.md: added', 'logbook/1912/autumn/october.txt: added', 'logbook/1912/broken.pdf: not added', 'logbook/1912/readme.md: added', 'logbook/readme.md: added']);
    expect(await page.locator('.upload-failed').textContent()).toMatch(/PDF/);
    expect(await held()).toEqual(['beacon.md', 'logbook/1912/autumn/october.txt', 'logbook/1912/readme.md', 'logbook/readme.md']);
    expect(await page.locator('.row', { hasText: 'The year 1912' }).textContent()).toContain('logbook/1912/readme.md');
    // Beside the place that is meant for it, where a browser would open the file instead of the page.
    await drop(page, [single], 'h1');
    await expect.poll(() => uploads(page), { timeout: 10_000 }).toContain('beacon.md: there already');
    expect(offences).toEqual([]);
  });

  it('[PAGE-13] takes a folder that is chosen', async () => {
    const { page, offences } = await visit(browser, server.url, { path: '/library' });
    await page.locator('input[type=file][webkitdirectory]').setInputFiles(logbook);
    await page.getByText('3 files indexed, 1 not added').waitFor();
    expect(await held()).toEqual(['logbook/1912/autumn/october.txt', 'logbook/1912/readme.md', 'logbook/readme.md']);
    expect(offences).toEqual([]);
  });

  it('[PAGE-13] takes every file of a large folder', async () => {
    const { page, offences } = await visit(browser, server.url, { path: '/library' });
    await page.locator('.drop').waitFor();
    await drop(page, [path.join(files, 'many')]);
    // They go on while the reader looks elsewhere.
    await page.getByText(/^Indexing: \d+ of 120 files/).waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    await page.getByRole('link', { name: 'Library', exact: true }).click();
    await page.getByText('120 files indexed').waitFor();
    expect(await held()).toHaveLength(120);
    expect(offences).toEqual([]);
  });

  it('[PAGE-13] shows all documents, however many, and removes one when asked twice, without losing the focus', async () => {
    await server.stop();
    server = await startServer({ documents: Object.fromEntries(Array.from({ length: 230 }, (_, index) => [`page-${index}.md`, `# Page ${index}\n\nThis is page ${index}.\n`])) });
    const { page, offences } = await visit(browser, server.url, { path: '/library' });
    const more = page.getByRole('button', { name: 'Show more' });
    for (const count of [50, 100, 150, 200]) {
      await expect.poll(() => page.locator('.row').count(), { timeout: 10_000 }).toBe(count);
      await more.click();
    }
    await expect.poll(() => page.locator('.row').count(), { timeout: 10_000 }).toBe(230);
    expect(await more.count()).toBe(0);
    const remove = page.getByRole('button', { name: 'Remove Page 7', exact: true });
    await remove.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Really remove Page 7?' }).waitFor();
    await page.keyboard.press('Tab');
    await remove.waitFor();
    await remove.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.row').count(), { timeout: 10_000 }).toBe(229);
    expect(await page.evaluate(() => document.activeElement?.closest('.row') !== null)).toBe(true);
    expect(offences).toEqual([]);
  });

  it('[PAGE-13] says why a document could not be removed', async () => {
    const { page } = await visit(browser, server.url, { path: '/library', expected: /503|Failed to load/ });
    await page.locator('.drop').waitFor();
    await drop(page, [single]);
    await page.getByText('1 file indexed').waitFor();
    await page.route('**/api/library/doc_*', (route) => route.fulfill({ status: 503, contentType: 'application/json', body: '{"success":false,"error":"The disk is full","code":"STORE_UNAVAILABLE"}' }));
    await page.getByRole('button', { name: 'Remove The beacon of Holm' }).click();
    await page.getByRole('button', { name: 'Really remove The beacon of Holm?' }).click();
    await page.getByRole('alert').filter({ hasText: 'The disk is full' }).waitFor();
  });
});
