import { apiErrorSchema, chatMessageResponseSchema, confirmAnalysisResponseSchema } from '@groundwire/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture } from '../testing/app-fixture.js';
import { answering } from '../testing/scripted-engine.js';

let fixture: AppFixture;
afterEach(() => fixture.close());

const post = (url: string, payload: object) => fixture.app.inject({ method: 'POST', url, payload });
const say = (message: string, extra: object = {}) => post('/api/chat/message', { message, session_id: 's1', ...extra });
const confirm = (analysis_id: string, confirmed: boolean, extra: object = {}) => post('/api/chat/confirm-analysis', { analysis_id, confirmed, ...extra });

async function propose(message = 'Summarize wind power in Spain over the last 7 days'): Promise<string> {
  const body = chatMessageResponseSchema.parse((await say(message)).json());
  if (body.response_type !== 'query_parsed') throw new Error('not a question');
  return body.analysis_id;
}

const stateOf = async (id: string) => (await fixture.app.inject({ url: `/api/analysis/${id}` })).json<{ status: string; progress?: { current_step: string } }>();
const statusOf = async (id: string) => (await stateOf(id)).status;

describe('POST /api/chat/message', () => {
  it('[REST-7] [REST-8] says how it understood a question, and starts nothing', async () => {
    fixture = createAppFixture(answering('x'));
    const response = await say('Summarize wind power in Spain over the last 7 days', { context: { previous_queries: ['x'], current_analysis_id: null } });
    expect(response.statusCode).toBe(200);
    expect(chatMessageResponseSchema.parse(response.json())).toEqual({
      success: true,
      response_type: 'query_parsed',
      parsed_intent: { action: 'summarize', topic: 'wind power', countries: ['Spain'], parameters: { days: 7 } },
      confirmation: 'Summarize "wind power", for Spain, from the last 7 days?',
      analysis_id: expect.stringMatching(/^analysis_/) as string,
    });
    expect(fixture.engine.calls).toHaveLength(0);
  });

  it('[REST-7] answers help and small talk directly', async () => {
    fixture = createAppFixture();
    for (const message of ['hello', 'help', 'thank you!']) {
      const body = chatMessageResponseSchema.parse((await say(message)).json());
      expect(body.response_type).toBe('direct_response');
    }
  });

  it.each(['', '  ', '???', 'x', 'y'.repeat(501)])('[REST-7] answers 400 QUERY_PARSE_FAILED with suggestions to %j', async (message) => {
    fixture = createAppFixture();
    const response = await say(message);
    expect(response.statusCode).toBe(400);
    const body = apiErrorSchema.parse(response.json());
    expect(body.code).toBe('QUERY_PARSE_FAILED');
    expect(body.suggestions?.length).toBeGreaterThan(0);
  });

  it.each([{ message: 'Why?' }, { session_id: 's1' }, { message: 1, session_id: 's1' }, { message: 'Why?', session_id: 'a b' }, { message: 'Why?', session_id: 's1', context: 'x' }])('[REST-14] refuses %j', async (payload) => {
    fixture = createAppFixture();
    const response = await post('/api/chat/message', payload);
    expect(response.statusCode).toBe(400);
    expect(apiErrorSchema.parse(response.json()).code).toBe('INVALID_REQUEST');
  });
});

describe('POST /api/chat/confirm-analysis', () => {
  it('[REST-9] starts the analysis under the promised id, in the session of the message', async () => {
    fixture = createAppFixture();
    const id = await propose();
    expect(await stateOf(id)).toMatchObject({ status: 'queued', progress: { current_step: 'awaiting_confirmation', completion_percentage: 0 } });
    const body = confirmAnalysisResponseSchema.strict().parse((await confirm(id, true, { modifications: { days: 30, own: 1 } })).json());
    expect(body).toMatchObject({ success: true, analysis_id: id, status: 'queued', websocket_session: 's1', estimated_completion: expect.any(String) as string });
    expect(fixture.engine.calls).toHaveLength(1);
    expect(fixture.engine.call).toMatchObject({ sessionId: 's1', params: { analysis_id: id, query: 'Summarize wind power in Spain over the last 7 days', parameters: { days: 30, countries: ['Spain'], own: 1 } } });
    fixture.engine.call.started().tokens('x').complete().end();
    await fixture.finished(id);
    expect(await statusOf(id)).toBe('completed');
  });

  it('[REST-9] starts nothing twice, and answers the same', async () => {
    fixture = createAppFixture();
    const id = await propose();
    const [first, second] = await Promise.all([confirm(id, true), confirm(id, true)]);
    await fixture.clock.advance(5000);
    const third = await confirm(id, true);
    expect(second.json()).toEqual(first.json());
    expect(third.json()).toEqual(first.json());
    expect(fixture.engine.calls).toHaveLength(1);
  });

  it('[REST-9] calls it off before it began, for good, and keeps that in the history', async () => {
    fixture = createAppFixture();
    const id = await propose();
    for (let times = 0; times < 2; times += 1) {
      expect(confirmAnalysisResponseSchema.parse((await confirm(id, false)).json())).toMatchObject({ status: 'cancelled', estimated_completion: null, websocket_session: 's1' });
    }
    expect(await statusOf(id)).toBe('cancelled');
    const again = await confirm(id, true);
    expect(again.statusCode).toBe(400);
    expect(again.json()).toMatchObject({ code: 'INVALID_REQUEST' });
    expect(fixture.engine.calls).toHaveLength(0);
    expect((await fixture.app.inject({ url: '/api/analysis/history?status=cancelled' })).json()).toMatchObject({ total_count: 1 });
  });

  it('[REST-9] cancels it while it runs', async () => {
    fixture = createAppFixture();
    const id = await propose();
    await confirm(id, true);
    expect((await confirm(id, false)).json()).toMatchObject({ status: 'cancelled' });
    expect(fixture.engine.call.context.signal.aborted).toBe(true);
    fixture.engine.call.fail('CANCELLED').end();
    await fixture.finished(id);
    expect(await statusOf(id)).toBe('cancelled');
  });

  it('says so when there is nothing to cancel any more', async () => {
    fixture = createAppFixture(answering('x'));
    const id = await propose();
    await confirm(id, true);
    await fixture.finished(id);
    const response = await confirm(id, false);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: expect.stringContaining('ended already') as string });
    expect(await statusOf(id)).toBe('completed');
  });

  it('may be tried again when the session was full', async () => {
    fixture = createAppFixture();
    const ids = [];
    for (let at = 0; at < 5; at += 1) ids.push(await propose());
    const last = ids.pop() ?? '';
    for (const id of ids) await confirm(id, true);
    expect((await confirm(last, true)).json()).toMatchObject({ code: 'TOO_MANY_ANALYSES' });
    fixture.engine.calls[0]?.started().tokens('x').complete().end();
    await fixture.finished(ids[0] ?? '');
    expect((await confirm(last, true)).json()).toMatchObject({ status: 'queued' });
    expect(fixture.engine.calls).toHaveLength(5);
  });

  it('[REST-9] knows a message for an hour', async () => {
    fixture = createAppFixture(answering('x'));
    const id = await propose();
    await fixture.clock.advance(3_599_000);
    expect(await statusOf(id)).toBe('queued');
    await fixture.clock.advance(2_000);
    const response = await confirm(id, true);
    expect(response.statusCode).toBe(404);
    expect(apiErrorSchema.parse(response.json()).code).toBe('ANALYSIS_NOT_FOUND');
    expect((await fixture.app.inject({ url: `/api/analysis/${id}` })).statusCode).toBe(404);
  });

  it.each([
    [{ analysis_id: 'analysis_9', confirmed: true }, 404],
    [{ analysis_id: 'analysis_9', confirmed: false }, 404],
    [{ analysis_id: '__proto__', confirmed: true }, 404],
    [{ analysis_id: '', confirmed: true }, 400],
    [{ confirmed: true }, 400],
    [{ analysis_id: 'analysis_9' }, 400],
    [{ analysis_id: 'analysis_9', confirmed: 'yes' }, 400],
    [{ analysis_id: 'analysis_9', confirmed: true, modifications: { days: 'x' } }, 400],
  ])('[REST-14] answers %j with %i', async (payload, status) => {
    fixture = createAppFixture();
    const response = await post('/api/chat/confirm-analysis', payload);
    expect(response.statusCode).toBe(status);
    apiErrorSchema.parse(response.json());
  });
});
