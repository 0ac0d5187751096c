import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '../../base/logger.js';
import { WorkerHost } from './worker-host.js';

/** Answers `document` with its thread's id, crashes on `check`, never answers `collections` until that is cancelled. */
const SCRIPT = `
  const { parentPort, threadId } = require('node:worker_threads');
  parentPort.on('message', (message) => {
    if (message.close) parentPort.close();
    else if (message.cancel) parentPort.postMessage({ id: message.cancel, aborted: true });
    else if (message.method === 'document') parentPort.postMessage({ id: message.id, value: threadId });
    else if (message.method === 'check') throw new Error('crash');
  });`;

let folder = '';
let host: WorkerHost;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'groundwire-host-'));
  const script = join(folder, 'worker.cjs');
  writeFileSync(script, SCRIPT);
  host = new WorkerHost(pathToFileURL(script), ':memory:', silentLogger);
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('WorkerHost', () => {
  it('rejects all calls under way when the worker crashes, and starts another for the next call', async () => {
    const first = await host.call('document', 'x');
    const waiting = host.call('collections', null);
    const crashing = host.call('check', null);
    await expect(crashing).rejects.toMatchObject({ code: 'LIBRARY_UNAVAILABLE' });
    await expect(waiting).rejects.toMatchObject({ code: 'LIBRARY_UNAVAILABLE' });
    const second = await host.call('document', 'x');
    expect(second).not.toBe(first);
  });

  it('rejects at once on abort, or when the worker has stopped, as the call asks', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const atOnce = host.call('collections', null, { signal: stop.signal });
    const later = host.call('collections', null, { signal: stop.signal, abort: 'when_stopped' });
    stop.abort(reason);
    await expect(atOnce).rejects.toBe(reason);
    await expect(later).rejects.toBe(reason);
    expect(await host.call('document', 'x')).toBeTypeOf('number');
  });
});
