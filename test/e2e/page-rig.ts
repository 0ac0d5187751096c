/** What the tests of the page share: Chromium, and a watch over everything that a page must never do. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** With REQUIRE_ALL a missing browser is an error, not a skipped test. */
export const missing = !existsSync(CHROMIUM) && process.env['REQUIRE_ALL'] === undefined;

export function titled(name: string): string {
  return missing ? `${name} (skipped: there is no ${CHROMIUM})` : name;
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

export interface Visit {
  page: Page;
  /** Requests to other hosts, console errors (a breach of the page's policy is one), errors and dialogs: there must be none. */
  offences: string[];
}

export interface VisitOptions extends BrowserContextOptions {
  /** Below the server's address. */
  path?: string;
  /** Console errors that the test brings about itself. */
  expected?: RegExp;
}

/** Opens the page in a context of its own. */
export async function visit(browser: Browser, url: string, { path = '/', expected, ...options }: VisitOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const offences: string[] = [];
  const isForeign = (address: string) => /^(https?|wss?):/.test(address) && new URL(address).host !== new URL(url).host;
  page.on('request', (request) => isForeign(request.url()) && offences.push(request.url()));
  page.on('websocket', (socket) => isForeign(socket.url()) && offences.push(socket.url()));
  page.on('console', (message) => message.type() === 'error' && expected?.test(message.text()) !== true && offences.push(`${message.text()} ${message.location().url}`));
  page.on('pageerror', (error) => offences.push(String(error)));
  page.on('dialog', (dialog) => {
    offences.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(`${url}${path}`);
  return { page, offences };
}

export async function ask(page: Page, question: string): Promise<void> {
  await page.getByLabel('Your question').fill(question);
  await page.keyboard.press('Enter');
}

/** Waits until so many turns are there and none is being answered. */
export async function finished(page: Page, turns = 1, timeout = 30_000): Promise<void> {
  await page.waitForFunction((count) => document.querySelectorAll('article').length >= count && document.querySelector('article[aria-busy=true]') === null, turns, { timeout });
  // The end is drawn when nothing else is to be done.
  await page.waitForFunction(() => [...document.querySelectorAll('article[data-status=done] .answer-text')].every((text) => text.hasAttribute('data-complete')), undefined, { timeout });
}

export const answerText = async (page: Page): Promise<string> => (await page.locator('article .answer-text').last().textContent()) ?? '';
