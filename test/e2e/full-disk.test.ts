/**
 * A disk that is full to the last block in mid-answer, and has room again later: a real server on a small file system of its own. Only
 * root may mount one; for others the test says that it was skipped.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { get, post } from './http.js';
import { type ServerProcess, startServer } from './server-process.js';
import { isTerminal, openSocket } from './socket-client.js';

const place = mkdtempSync(path.join(tmpdir(), 'groundwire-disk-'));
const mounted = mount();

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Takes every block that is left. */
function fillDisk(): void {
  const file = openSync(path.join(place, 'filler'), 'a');
  try {
    for (let size = 1024 * 1024; size >= 512; ) {
      try {
        if (writeSync(file, Buffer.alloc(size)) < size) size /= 2;
      } catch {
        size /= 2;
      }
    }
  } finally {
    closeSync(file);
  }
}

const emptyDisk = () => rmSync(path.join(place, 'filler'));
const { question } = HARBOUR_QUESTIONS.keepers;

describe.skipIf(!mounted)(mounted ? 'on a disk that is full to the last block' : 'on a disk that is full to the last block (skipped: only root may mount a file system of its own)', () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '150', GROUNDWIRE_DATA_DIR: path.join(place, 'data') } });
  });
  afterAll(async () => {
    await server.stop();
    execFileSync('umount', ['-l', place]);
    rmdirSync(place);
  });

  const sessionLog = async () => {
    const { body } = await get(`${server.url}/health`);
    const { services, details } = body as { services: Record<string, string>; details?: Record<string, string> };
    return { status: services['session_log'], detail: details?.['session_log'] };
  };

  it('[LOG-5] every answer ends within seconds with an error that says what to do, what was shown is kept, and all is well when there is room', async () => {
    const sockets = await Promise.all(['base', 'v2'].map((name) => openSocket(`${server.socketUrl}/ws/disk-${name}${name === 'v2' ? '?v=2' : ''}`)));
    for (const socket of sockets) socket.send({ type: 'query', query: question, parameters: { max_words: 400 } });
    for (const socket of sockets) await socket.waitFor((frame) => frame.type === 'token');
    fillDisk();
    const began = performance.now();
    for (const socket of sockets) {
      const end = await socket.waitFor(isTerminal, 10_000);
      expect(end).toMatchObject({ type: 'analysis_error', seq: expect.any(Number) as unknown, error: { code: 'LOG_UNAVAILABLE', recoverable: true, partial: true, message: expect.stringMatching(/free some space/) as unknown } });
      const text = socket.frames('token').map((frame) => frame['content']).join('');
      const { body } = await get(`${server.url}/api/analysis/${String(end['analysis_id'])}`);
      expect(body).toMatchObject({ status: 'failed', partial_answer: text });
    }
    expect(performance.now() - began).toBeLessThan(10_000);

    expect(await sessionLog()).toMatchObject({ status: 'unhealthy', detail: expect.stringMatching(/no room left on its disk/) as unknown });
    const refused = await openSocket(`${server.socketUrl}/ws/disk-new?v=2`);
    refused.send({ type: 'query', query: question, client_request_id: 'r1' });
    expect(await refused.waitFor((frame) => frame.type === 'error')).toMatchObject({ ref: 'r1', error: { code: 'LOG_UNAVAILABLE', recoverable: true } });
    expect((await post(`${server.url}/api/analysis/execute`, { query_text: question, session_id: 'disk-rest' })).body).toMatchObject({ success: false, code: 'LOG_UNAVAILABLE' });

    emptyDisk();
    await expect.poll(sessionLog, { timeout: 30_000, interval: 500 }).toEqual({ status: 'healthy', detail: undefined });
    refused.send({ type: 'query', query: question, client_request_id: 'r2' });
    expect(await refused.waitFor(isTerminal, 20_000)).toMatchObject({ type: 'complete' });
    for (const socket of [...sockets, refused]) await socket.close();
  }, 90_000);
});
