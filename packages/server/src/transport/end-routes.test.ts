import { analysisResponseSchema, cancelResponseSchema, deleteResponseSchema } from '@groundwire/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture } from '../testing/app-fixture.js';
import { settle } from '../testing/fake-clock.js';
import { answering } from '../testing/scripted-engine.js';

let fixture: AppFixture;
afterEach(() => fixture.close());

const send = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, headers: Record<string, string> = {}) =>
  fixture.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });

async function execute(body: object = {}, headers: Record<string, string> = {}) {
  const response = await send('POST', '/api/analysis/execute', { query_text: 'Why?', ...body }, headers);
  await settle();
  return response.json<{ analysis_id: string; websocket_session: string; created_at: string }>();
}

describe('POST /api/analysis/{analysis_id}/cancel', () => {
  it('[CAN-1] ends what runs, keeps the text that was shown, and answers the same when it is asked again', async () => {
    fixture = createAppFixture((call) => {
      call.started().tokens('It ', 'rains ');
      call.context.signal.addEventListener('abort', () => call.fail('CANCELLED'));
    });
    const { analysis_id } = await execute();
    for (let time = 0; time < 2; time += 1) {
      const response = await send('POST', `/api/analysis/${analysis_id}/cancel`);
      expect(response.statusCode).toBe(200);
      expect(cancelResponseSchema.parse(response.json())).toEqual({ success: true, analysis_id, status: 'cancelled' });
    }
    const shown = analysisResponseSchema.parse((await send('GET', `/api/analysis/${analysis_id}`)).json());
    expect(shown).toMatchObject({ status: 'cancelled', partial_answer: 'It rains ', error: { code: 'CANCELLED' } });
  });

  it('leaves an analysis that ended as it is, and knows no other', async () => {
    fixture = createAppFixture(answering('It rains.'));
    const { analysis_id } = await execute();
    expect((await send('POST', `/api/analysis/${analysis_id}/cancel`)).json()).toMatchObject({ status: 'completed' });
    const unknown = await send('POST', '/api/analysis/nobody/cancel');
    expect([unknown.statusCode, unknown.json<{ code: string }>().code]).toEqual([404, 'ANALYSIS_NOT_FOUND']);
  });
});

describe('deleting', () => {
  it('[DEL-1] an analysis leaves nothing of it in history', async () => {
    fixture = createAppFixture(answering('It rains.'));
    const { analysis_id } = await execute();
    expect(deleteResponseSchema.parse((await send('DELETE', `/api/analysis/${analysis_id}`)).json())).toEqual({ success: true, deleted: 1 });
    for (const [method, url] of [['DELETE', `/api/analysis/${analysis_id}`], ['GET', `/api/analysis/${analysis_id}`]] as const) expect((await send(method, url)).statusCode).toBe(404);
    expect((await send('GET', '/api/analysis/history')).json()).toMatchObject({ total_count: 0 });
  });

  it('[DEL-1] a session forgets its analyses and no others', async () => {
    fixture = createAppFixture(answering('It rains.'));
    await execute({ session_id: 's1' });
    await execute({ session_id: 's1' });
    await execute({ session_id: 's2' });
    expect((await send('DELETE', '/api/sessions/s1')).json()).toEqual({ success: true, deleted: 2 });
    expect((await send('DELETE', '/api/sessions/s1')).json()).toEqual({ success: true, deleted: 0 });
    expect((await send('GET', '/api/analysis/history')).json()).toMatchObject({ total_count: 1 });
    expect((await send('DELETE', '/api/sessions/a%20b')).statusCode).toBe(400);
  });

  it('[SEC-2] is not for foreign pages', async () => {
    fixture = createAppFixture(answering('It rains.'));
    const { analysis_id } = await execute();
    const headers = { origin: 'https://evil.example' };
    for (const [method, url] of [['DELETE', `/api/analysis/${analysis_id}`], ['DELETE', '/api/sessions/s1'], ['POST', `/api/analysis/${analysis_id}/cancel`]] as const) {
      expect((await send(method, url, undefined, headers)).statusCode).toBe(403);
    }
  });
});

describe('a request to execute that is sent again', () => {
  it.each([
    ['in its body', { client_request_id: 'r1', session_id: 's1' }, {}],
    ['in its body, without a session', { client_request_id: 'r1' }, {}],
    ['in its header', {}, { 'idempotency-key': 'r1' }],
  ])('[OWN-5] starts nothing new with the same id %s', async (_where, body, headers) => {
    fixture = createAppFixture(answering('It rains.'));
    const first = await execute(body, headers);
    expect(await execute(body, headers)).toMatchObject({ analysis_id: first.analysis_id, websocket_session: first.websocket_session, created_at: first.created_at });
    expect(fixture.engine.calls).toHaveLength(1);
    const waited = await send('POST', '/api/analysis/execute?stream=false', { query_text: 'Why?', ...body }, headers);
    expect(waited.json()).toMatchObject({ status: 'completed', analysis_id: first.analysis_id, answer: 'It rains.' });
    await execute({ ...body, client_request_id: 'r2' }, headers);
    expect(fixture.engine.calls).toHaveLength(2);
  });

  it('is refused with an id that is too long', async () => {
    fixture = createAppFixture(answering('It rains.'));
    expect((await send('POST', '/api/analysis/execute', { query_text: 'Why?', client_request_id: 'x'.repeat(201) })).statusCode).toBe(400);
    expect((await send('POST', '/api/analysis/execute', { query_text: 'Why?' }, { 'idempotency-key': 'x'.repeat(201) })).statusCode).toBe(400);
  });
});
