import { existsSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { sampleFrames } from '@groundwire/protocol/testing';
import { type Browser, chromium } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeServer, startFakeServer } from './testing/fake-server.js';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const missing = !existsSync(CHROMIUM) && process.env['REQUIRE_ALL'] === undefined;
const MOST_BYTES = 15 * 1024;

const PAGE = '<!doctype html><title>client</title><script type="module">import * as client from "/client.js"; globalThis.client = client;</script>';
type Loaded = typeof globalThis & { client: typeof import('./index.js') };

/** The whole package as one file, as a page would ship it. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: true, target: 'es2022', lib: { entry: fileURLToPath(new URL('./index.ts', import.meta.url)), formats: ['es'], fileName: 'client' } },
  });
  const [output] = Array.isArray(built) ? built : [built];
  const chunks = output !== undefined && 'output' in output ? output.output.filter((file) => file.type === 'chunk') : [];
  return chunks.map(({ code }) => code).join('\n');
}

let code: string;
beforeAll(async () => {
  code = await bundle();
});

describe('the client as a browser loads it', () => {
  it('[SDK-12] has everything in less than 15 KB, compressed', () => {
    expect(code).toContain('createClient');
    expect(gzipSync(code).byteLength).toBeLessThan(MOST_BYTES);
  });

  it('[SDK-12] imports nothing and needs nothing of Node', () => {
    expect(code).not.toMatch(/(^|[;}\n])\s*import\b|\bimport\(|\brequire\(|\bprocess\.|\bBuffer\b|node:/);
  });
});

describe.skipIf(missing)(missing ? `the client in a browser (skipped: there is no ${CHROMIUM})` : 'the client in a browser', () => {
  const logged = sampleFrames().filter((frame): frame is Extract<typeof frame, { seq?: number }> & { seq: number } => 'seq' in frame && frame.type !== 'analysis_error');
  let browser: Browser;
  let page: Server;
  let server: FakeServer;

  beforeAll(async () => {
    page = createServer((request, response) => {
      const script = request.url === '/client.js';
      response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' }).end(script ? code : PAGE);
    });
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
    server = await startFakeServer({
      greeting: () => ({ epoch: 'e1', head_seq: 0 }),
      onMessage: (socket, message) => {
        if (message.type !== 'query') return;
        for (const frame of logged.slice(0, 5)) socket.send(frame.type === 'started' ? { ...frame, client_request_id: message.client_request_id } : frame);
        socket.cut();
      },
      onOpen: (socket) => socket.asked.has('since') && [...logged.slice(5), { type: 'caught_up', seq: 7, epoch: 'e1' }].forEach((frame) => socket.send(frame)),
    });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    page?.closeAllConnections();
    page?.close();
  });

  it('asks, loses its connection, resumes and completes', async () => {
    const tab = await browser.newPage();
    const faults: string[] = [];
    tab.on('pageerror', (error) => faults.push(String(error)));
    await tab.goto(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`);
    const result = await tab.evaluate(async (url) => {
      const { createClient } = (globalThis as Loaded).client;
      const answer = createClient({ url }).ask('At what temperature does water boil?');
      let text = '';
      let breaks = 0;
      answer.on('reconnecting', () => (breaks += 1));
      for await (const piece of answer) text += piece;
      const { citations } = await answer.done;
      return { text, breaks, urls: citations.map(({ url: cited }) => cited) };
    }, server.url);
    expect(faults).toEqual([]);
    expect(result).toEqual({ text: 'Water boils at 100 degrees. [1]', breaks: 1, urls: ['https://example.org/a'] });
  });

  it('tries again at once when the browser has a network again', async () => {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${(page.address() as AddressInfo).port}/`);
    const text = await tab.evaluate(async (url) => {
      const { createClient } = (globalThis as Loaded).client;
      const answer = createClient({ url, timing: { reconnectDelayMs: 1e9, maxReconnectDelayMs: 1e9 } }).ask('q');
      answer.on('reconnecting', () => setTimeout(() => dispatchEvent(new Event('online')), 0));
      return (await answer.done).text;
    }, server.url);
    expect(text).toBe('Water boils at 100 degrees. [1]');
  });
});
