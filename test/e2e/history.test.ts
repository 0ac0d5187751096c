/** History as the truth: what a client saw is what is stored, whatever end it took, until somebody deletes it. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type ScriptedModelServer, startScriptedModelServer } from '@groundwire/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { get, post } from './http.js';
import { COMMAND, type ServerProcess, startServer } from './server-process.js';
import { openSocket, type SocketClient } from './socket-client.js';

const { question } = HARBOUR_QUESTIONS.lighthouse;
let model: ScriptedModelServer;
let server: ServerProcess;
beforeAll(async () => {
  model = await startScriptedModelServer();
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1`, DRAIN_SECONDS: '1' } });
});
afterAll(async () => {
  await server.stop();
  await model.close();
});

const textOf = (socket: SocketClient) => socket.frames('token').map((frame) => frame['content']).join('');
const recordOf = async (analysisId: unknown) => (await get(`${server.url}/api/analysis/${String(analysisId)}`)).body as Record<string, unknown>;
const remove = (route: string) => fetch(`${server.url}${route}`, { method: 'DELETE' });

describe('history', () => {
  it.each<[string, Parameters<ScriptedModelServer['enqueue']>[0]]>([
    ['completed', { kind: 'answer', chunks: ['It was built ', 'in 1871 [1]. ', 'It stands [7].'] }],
    ['failed', { kind: 'answer', chunks: ['It was built ', 'in 1871 [1]'], then: 'cut' }],
  ])('[END-7] holds the tokens joined of an analysis that %s', async (status, script) => {
    model.enqueue(script);
    const socket = await openSocket(`${server.socketUrl}/ws/history-${status}`);
    socket.send({ type: 'query', query: question });
    const end = await socket.terminal();
    const record = await recordOf(end['analysis_id']);
    expect(record['status']).toBe(status);
    expect(status === 'completed' ? (record['results'] as { answer: string }).answer : record['partial_answer']).toBe(textOf(socket));
    await socket.close();
  });

  it('[CAN-1] holds what was shown of an analysis that was cancelled over REST, and the model is hung up on', async () => {
    const before = model.requests.length;
    model.enqueue({ kind: 'answer', chunks: ['It was built ', 'in 1871 '], delayMs: 250, then: 'stall' });
    const socket = await openSocket(`${server.socketUrl}/ws/history-cancelled`);
    socket.send({ type: 'query', query: question });
    const { analysis_id } = await socket.waitFor((frame) => frame['index'] === 1);
    const cancelled = await post(`${server.url}/api/analysis/${String(analysis_id)}/cancel`, {});
    expect([cancelled.status, cancelled.body]).toEqual([200, { success: true, analysis_id, status: 'cancelled' }]);
    expect(await model.requests[before]?.closed).toBe('client');
    expect(await socket.terminal()).toMatchObject({ error: { code: 'CANCELLED', recoverable: false, partial: true } });
    expect(await recordOf(analysis_id)).toMatchObject({ status: 'cancelled', partial_answer: textOf(socket) });
    await socket.close();
  });

  it('[DEL-1] forgets what is deleted, and lets a running one end first', async () => {
    model.enqueue({ kind: 'answer', chunks: ['It was built '], delayMs: 250, then: 'stall' });
    const { analysis_id } = (await post(`${server.url}/api/analysis/execute`, { query_text: question, session_id: 'to-delete' })).body as { analysis_id: string };
    expect(await (await remove(`/api/analysis/${analysis_id}`)).json()).toEqual({ success: true, deleted: 1 });
    expect((await get(`${server.url}/api/analysis/${analysis_id}`)).status).toBe(404);
    expect(await (await remove('/api/sessions/history-completed')).json()).toEqual({ success: true, deleted: 1 });
    const { analyses } = (await get(`${server.url}/api/analysis/history?limit=100`)).body as { analyses: Array<{ status: string }> };
    expect(analyses.map(({ status }) => status).sort()).toEqual(['cancelled', 'failed']);
  });

  it('[BAK-1] can be backed up while the server runs, and is there in a server on the unpacked copy', async () => {
    const archive = path.join(server.folder, 'backup.tar');
    await promisify(execFile)(process.execPath, [COMMAND, 'backup', archive], { env: server.environment, cwd: server.folder });
    expect(statSync(archive).mode & 0o777).toBe(0o600);
    const { analyses } = (await get(`${server.url}/api/analysis/history?limit=100`)).body as { analyses: unknown[] };
    const restored = path.join(server.folder, 'restored');
    mkdirSync(restored, { mode: 0o700 });
    execFileSync('tar', ['-xf', archive, '-C', restored]);
    const copy = await startServer({ environment: { GROUNDWIRE_DATA_DIR: restored } });
    expect(((await get(`${copy.url}/api/analysis/history?limit=100`)).body as { analyses: unknown[] }).analyses).toEqual(analyses);
    const answer = (await post(`${copy.url}/research`, { query: question })).body as { final_answer: string };
    expect(answer.final_answer).toMatch(HARBOUR_QUESTIONS.lighthouse.says);
    expect(await copy.stop()).toBe(0);
  });
});
