import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from '../e2e/harbour-documents.js';
import { get, getUntil, post, postText } from '../e2e/http.js';
import { type ServerProcess, startServer } from '../e2e/server-process.js';
import { openSocket } from '../e2e/socket-client.js';
import { cancelled, completed, completeFrame, confirmed, directResponse, expectApiError, expectShape, queryParsed } from './shapes.js';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '5' } });
});
afterAll(() => server.stop());

const say = (message: unknown, session_id: unknown = 'chat-1', context?: unknown) => post(`${server.url}/api/chat/message`, { message, session_id, ...(context === undefined ? {} : { context }) });
const confirm = (body: unknown) => post(`${server.url}/api/chat/confirm-analysis`, body);
const parsed = async (message: string, session = 'chat-1') => expectShape(queryParsed, (await say(message, session)).body);

describe('POST /api/chat/message', () => {
  it('[REST-7] understands a question and asks for confirmation', async () => {
    const answer = await say(HARBOUR_QUESTIONS.lighthouse.question);
    expect(answer.status).toBe(200);
    const body = expectShape(queryParsed, answer.body);
    expect(body.parsed_intent.topic.toLowerCase()).toContain('lighthouse');
    expect(body.parsed_intent.countries).toEqual([]);
  });

  it.each([
    ['What happened in the last 7 days?', 7, 7],
    ['Storms in the last 2 weeks', 14, 14],
    ['News about harbours over the last 3 months', 84, 93],
  ])('[REST-8] understands the time in: %s', async (message, least, most) => {
    const { days } = (await parsed(message)).parsed_intent.parameters;
    expect(days).toBeGreaterThanOrEqual(least);
    expect(days).toBeLessThanOrEqual(most);
  });

  it('[REST-8] understands country names, and no country inside another word', async () => {
    const both = (await parsed('Compare tide mills in Norway and France')).parsed_intent.countries;
    expect(both).toHaveLength(2);
    expect(both.map((country) => country.toLowerCase()).join(' ')).toMatch(/norway|^no\b|\bno\b/);
    expect((await parsed('What does the romaniac collector of Chadwick say about lighthouses?')).parsed_intent.countries).toEqual([]);
  });

  it('[REST-7] takes the context that clients of the earlier API send', async () => {
    const answer = await say('When does the ferry leave?', 'chat-1', { previous_queries: ['hello'], current_analysis_id: 'analysis_0' });
    expect(answer.status).toBe(200);
    expectShape(queryParsed, answer.body);
  });

  it.each(['hello', 'Help', 'thanks!'])('[REST-7] answers small talk itself: %s', async (message) => {
    const answer = await say(message);
    expect(answer.status).toBe(200);
    expectShape(directResponse, answer.body);
  });

  it.each(['???', '', '   ', '!!! ...'])('[REST-7] says that it does not understand %j, and what would help', async (message) => {
    const answer = await say(message);
    const body = expectApiError(answer, 'QUERY_PARSE_FAILED');
    expect(Array.isArray(body['suggestions']) && body['suggestions'].length > 0).toBe(true);
  });

  it.each([
    ['no message', { session_id: 'a' }],
    ['no session', { message: 'When does the ferry leave?' }],
    ['a message that is a number', { message: 7, session_id: 'a' }],
    ['a session id with odd characters', { message: 'When does the ferry leave?', session_id: 'a b/c' }],
    ['a context that is a list', { message: 'When does the ferry leave?', session_id: 'a', context: [1] }],
  ])('[REST-14] refuses %s', async (_what, body) => {
    expectApiError(await post(`${server.url}/api/chat/message`, body), 'INVALID_REQUEST');
  });

  it('[REST-14] refuses what is not JSON', async () => {
    expectApiError(await postText(`${server.url}/api/chat/message`, '{'), 'INVALID_REQUEST');
  });
});

describe('POST /api/chat/confirm-analysis', () => {
  it('[REST-9] starts the analysis, and its frames go to the session', async () => {
    const socket = await openSocket(`${server.socketUrl}/ws/chat-confirm`);
    const { analysis_id } = await parsed(HARBOUR_QUESTIONS.lighthouse.question, 'chat-confirm');
    const answer = await confirm({ analysis_id, confirmed: true });
    expect(answer.status).toBe(200);
    expect(expectShape(confirmed, answer.body)).toMatchObject({ analysis_id, status: 'queued', websocket_session: 'chat-confirm' });
    const end = expectShape(completeFrame, await socket.terminal(analysis_id));
    expect(end.citations.length).toBeGreaterThanOrEqual(1);
    const stored = expectShape(completed, (await get(`${server.url}/api/analysis/${analysis_id}`)).body);
    expect(stored.query.text).toBe(HARBOUR_QUESTIONS.lighthouse.question);
    await socket.close();
  });

  it('[REST-9] [ATT-2] delivers to a socket that opens after the confirmation', async () => {
    const { analysis_id } = await parsed(HARBOUR_QUESTIONS.mill.question, 'chat-late');
    await confirm({ analysis_id, confirmed: true });
    const socket = await openSocket(`${server.socketUrl}/ws/chat-late`);
    await socket.terminal(analysis_id);
    expect(socket.frames('token')[0]).toMatchObject({ index: 0 });
    await socket.close();
  });

  it('[REST-9] takes modifications into account', async () => {
    const { analysis_id } = await parsed('Storms in Norway in the last 7 days', 'chat-modified');
    await confirm({ analysis_id, confirmed: true, modifications: { days: 30, countries: ['France'] } });
    const answer = await getUntil(`${server.url}/api/analysis/${analysis_id}`, ({ body }) => (body as { status?: string }).status === 'completed');
    expect(expectShape(completed, answer.body).query.parameters).toMatchObject({ days: 30, countries: ['France'] });
  });

  it('[REST-9] starts nothing twice', async () => {
    const { analysis_id } = await parsed(HARBOUR_QUESTIONS.ferry.question, 'chat-twice');
    const socket = await openSocket(`${server.socketUrl}/ws/chat-twice`);
    const answers = await Promise.all([confirm({ analysis_id, confirmed: true }), confirm({ analysis_id, confirmed: true })]);
    for (const answer of answers) expect(expectShape(confirmed, answer.body).analysis_id).toBe(analysis_id);
    await socket.terminal(analysis_id);
    const again = expectShape(confirmed, (await confirm({ analysis_id, confirmed: true })).body);
    expect(again.analysis_id).toBe(analysis_id);
    socket.sendRaw('ping');
    await socket.waitForText('pong');
    expect(socket.frames('complete')).toHaveLength(1);
    await socket.close();
  });

  it('[REST-9] cancels when it is not confirmed', async () => {
    const { analysis_id } = await parsed(HARBOUR_QUESTIONS.ferry.question, 'chat-cancelled');
    const answer = await confirm({ analysis_id, confirmed: false });
    expect(answer.status).toBe(200);
    expect(expectShape(confirmed, answer.body)).toMatchObject({ analysis_id, status: 'cancelled' });
    const stored = await get(`${server.url}/api/analysis/${analysis_id}`);
    if (stored.status === 200) expectShape(cancelled, stored.body);
    else expectApiError(stored, 'ANALYSIS_NOT_FOUND');
  });

  it('[REST-14] refuses an analysis that nobody announced, and wrong types', async () => {
    expectApiError(await confirm({ analysis_id: 'analysis_unknown', confirmed: true }), 'ANALYSIS_NOT_FOUND');
    expectApiError(await confirm({ analysis_id: 'analysis_unknown' }), 'INVALID_REQUEST');
    expectApiError(await confirm({ confirmed: true }), 'INVALID_REQUEST');
    expectApiError(await confirm({ analysis_id: 'a', confirmed: 'yes' }), 'INVALID_REQUEST');
    const { analysis_id } = await parsed(HARBOUR_QUESTIONS.ferry.question, 'chat-wrong');
    expectApiError(await confirm({ analysis_id, confirmed: true, modifications: { days: 'many' } }), 'INVALID_REQUEST');
  });
});
