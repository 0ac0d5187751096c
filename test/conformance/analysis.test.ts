import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from '../e2e/harbour-documents.js';
import { get, getUntil, post, postText } from '../e2e/http.js';
import { type ServerProcess, startServer } from '../e2e/server-process.js';
import { openSocket } from '../e2e/socket-client.js';
import { apiError, completed, errorFrame, executed, executedWhole, expectApiError, expectNothingLeaks, expectShape, failed, history, research, running } from './shapes.js';

let server: ServerProcess;
beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '25' } });
});
afterAll(() => server.stop());

const execute = (body: unknown, query = '') => post(`${server.url}/api/analysis/execute${query}`, body);
const { question, says, url } = HARBOUR_QUESTIONS.lighthouse;

describe('POST /api/analysis/execute', () => {
  it('[REST-10] starts an analysis whose frames go to the open socket', async () => {
    const socket = await openSocket(`${server.socketUrl}/ws/execute-open`);
    const answer = await execute({ query_text: question, session_id: 'execute-open', parameters: { countries: ['Norway'], days: 36500, results_per_country: 5, include_bias_analysis: true, colour: 'red' } });
    expect(answer.status).toBe(200);
    const body = expectShape(executed, answer.body);
    expect(body.websocket_session).toBe('execute-open');
    const end = await socket.terminal(body.analysis_id);
    expect(end.type).toBe('complete');
    await socket.close();
  });

  it('[REST-10] makes up a session when none is named, and a socket may follow it', async () => {
    const body = expectShape(executed, (await execute({ query_text: question })).body);
    const socket = await openSocket(`${server.socketUrl}/ws/${body.websocket_session}`);
    expect((await socket.terminal(body.analysis_id)).type).toBe('complete');
    await socket.close();
    const other = expectShape(executed, (await execute({ query_text: question, parameters: {}, session_id: null })).body);
    expect(other.websocket_session).not.toBe(body.websocket_session);
  });

  it('[REST-11] waits for the whole answer with stream=false', async () => {
    const begun = performance.now();
    const answer = await execute({ query_text: question, session_id: 'execute-whole' }, '?stream=false');
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(answer.status).toBe(200);
    const body = expectShape(executedWhole, answer.body);
    expect(body.answer).toMatch(says);
    expect(body.citations.map((citation) => citation.url)).toContain(url);
    expect(body.claims.length).toBeGreaterThan(0);
    expect(body.sources.length).toBeGreaterThan(0);
    expect(expectShape(executed, (await execute({ query_text: question }, '?stream=true')).body).status).toBe('processing');
  });

  it.each([
    ['no question', {}],
    ['a blank question', { query_text: '  ' }],
    ['an over-long question', { query_text: 'a'.repeat(501) }],
    ['a question that is a list', { query_text: ['a'] }],
    ['parameters that are a text', { query_text: 'a question', parameters: 'all' }],
    ['days that are a text', { query_text: 'a question', parameters: { days: 'seven' } }],
    ['days below one', { query_text: 'a question', parameters: { days: 0 } }],
    ['countries that are a text', { query_text: 'a question', parameters: { countries: 'Norway' } }],
    ['a session id with odd characters', { query_text: 'a question', session_id: 'a/b' }],
    ['a session id that is too long', { query_text: 'a question', session_id: 'a'.repeat(129) }],
  ])('[REST-14] refuses %s', async (_what, body) => {
    expectApiError(await execute(body), 'INVALID_REQUEST');
    expectApiError(await execute(body, '?stream=false'), 'INVALID_REQUEST');
  });

  it.each(['', '[]', 'null', '"text"', '{"query_text":"a"', 'query_text=a'])('[REST-14] refuses the body %j', async (text) => {
    expectApiError(await postText(`${server.url}/api/analysis/execute`, text), 'INVALID_REQUEST');
  });
});

describe('GET /api/analysis/{analysis_id}', () => {
  it('[REST-12] tells where a running analysis stands, then what came of it', async () => {
    const { analysis_id } = expectShape(executed, (await execute({ query_text: question, parameters: { days: 36500 }, session_id: 'status' })).body);
    const address = `${server.url}/api/analysis/${analysis_id}`;
    const before = await get(address);
    expect(before.status).toBe(200);
    expectShape(running, before.body);
    const after = await getUntil(address, ({ body }) => (body as { status?: string }).status === 'completed');
    const stored = expectShape(completed, after.body);
    expect(stored.query).toEqual({ text: question, parameters: expect.objectContaining({ days: 36500 }) });
    expect(Date.parse(stored.completed_at)).toBeGreaterThanOrEqual(Date.parse(stored.created_at));
  });

  it('[REST-12] keeps as results what stream=false answered', async () => {
    const { success, status, ...rest } = expectShape(executedWhole, (await execute({ query_text: question }, '?stream=false')).body);
    expect([success, status]).toEqual([true, 'completed']);
    const stored = expectShape(completed, (await get(`${server.url}/api/analysis/${rest.analysis_id}`)).body);
    expect(stored.results).toEqual(rest);
  });

  it('[REST-12] keeps what /research answered too', async () => {
    const { query_id } = expectShape(research, (await post(`${server.url}/research`, { query: question })).body);
    expectShape(completed, (await get(`${server.url}/api/analysis/${query_id}`)).body);
  });

  it.each(['analysis_unknown', 'x', '%00', '..%2f..%2fetc', 'a'.repeat(3000), '__proto__', 'constructor'])('[REST-12] [SEC-5] knows no analysis %j', async (id) => {
    const answer = await get(`${server.url}/api/analysis/${id}`);
    expect([400, 404, 414]).toContain(answer.status);
    expectShape(apiError, answer.body);
    expectNothingLeaks(answer.text);
    if (/^\w{1,30}$/.test(id)) expectApiError(answer, 'ANALYSIS_NOT_FOUND');
  });
});

describe('GET /api/analysis/history', () => {
  const list = async (query = '') => expectShape(history, (await get(`${server.url}/api/analysis/history${query}`)).body);

  beforeAll(async () => {
    for (let count = 0; count < 12; count += 1) await execute({ query_text: `${question} (${count})` }, '?stream=false');
  });

  it('[REST-13] lists the newest ten', async () => {
    const body = await list();
    expect(body.analyses).toHaveLength(10);
    expect(body.analyses[0]?.query_text).toBe(`${question} (11)`);
    expect(body.has_more).toBe(true);
    expect(body.total_count).toBeGreaterThanOrEqual(12);
    expect(body.analyses[0]?.summary).toEqual(expect.any(String));
    const times = body.analyses.map((analysis) => Date.parse(analysis.created_at));
    expect(times).toEqual([...times].sort((one, other) => other - one));
  });

  it('[REST-13] pages', async () => {
    const first = await list('?limit=3&offset=0');
    const second = await list('?limit=3&offset=3');
    const all = await list('?limit=6');
    expect([...first.analyses, ...second.analyses]).toEqual(all.analyses);
    const last = await list(`?limit=100&offset=${all.total_count - 1}`);
    expect(last.analyses).toHaveLength(1);
    expect(last.has_more).toBe(false);
    expect((await list('?offset=100000')).analyses).toEqual([]);
  });

  it('[REST-13] keeps to one status', async () => {
    const done = await list('?status=completed&limit=100');
    expect(done.analyses.length).toBeGreaterThan(0);
    expect(done.analyses.every((analysis) => analysis.status === 'completed')).toBe(true);
    expect((await list('?status=failed')).analyses).toEqual([]);
    expect((await list('?status=failed')).total_count).toBe(0);
  });

  it.each(['limit=0', 'limit=-1', 'limit=ten', 'limit=101', 'offset=-1', 'offset=1.5', 'status=finished'])('[REST-14] refuses %s', async (query) => {
    expectApiError(await get(`${server.url}/api/analysis/history?${query}`), 'INVALID_REQUEST');
  });
});

describe('a model that is down', () => {
  let broken: ServerProcess;
  beforeAll(async () => {
    broken = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'some-model', MODEL_BASE_URL: 'http://127.0.0.1:9/v1', MODEL_API_KEY: 'never0to0be0shown0anywhere' } });
  });
  afterAll(() => broken.stop());

  it('[END-4] ends the stream with an error that says so', async () => {
    const socket = await openSocket(`${broken.socketUrl}/ws/broken`);
    socket.send({ type: 'query', query: question });
    const end = expectShape(errorFrame, await socket.terminal());
    expect(end.error).toMatchObject({ code: 'LLM_UNAVAILABLE', recoverable: true });
    expect(end.error.message).toContain('MODEL_BASE_URL');
    const stored = expectShape(failed, (await get(`${broken.url}/api/analysis/${end.analysis_id}`)).body);
    expect(stored.error).toMatchObject({ code: 'LLM_UNAVAILABLE' });
    expect(stored.query.text).toBe(question);
    const listed = expectShape(history, (await get(`${broken.url}/api/analysis/history?status=failed`)).body);
    expect(listed.analyses.map((analysis) => analysis.analysis_id)).toContain(end.analysis_id);
    await socket.close();
  });

  it('[REST-6] leaves /research at 200 with an error in words', async () => {
    const answer = await post(`${broken.url}/research`, { query: question });
    expect(answer.status).toBe(200);
    const body = expectShape(research, answer.body);
    expect(body).toMatchObject({ success: false, final_answer: '' });
    expect(body.error).toEqual(expect.stringMatching(/model/i));
    expectNothingLeaks(answer.text);
  });

  it('[REST-14] [SEC-1] gives stream=false the error form with the status of the code, and shows no key', async () => {
    const answer = await post(`${broken.url}/api/analysis/execute?stream=false`, { query_text: question });
    expectApiError(answer, 'LLM_UNAVAILABLE');
    expect(answer.status).toBe(502);
    const everything = [answer.text, (await get(`${broken.url}/config`)).text, (await get(`${broken.url}/health`)).text, broken.output()].join('\n');
    expect(everything).not.toContain('never0to0be0shown');
  });

  it('[REST-2] shows in /health', async () => {
    const answer = await get(`${broken.url}/health`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ status: 'degraded' });
  });
});
