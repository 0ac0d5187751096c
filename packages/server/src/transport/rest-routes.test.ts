import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configResponseSchema, executeResponseSchema, executeWaitedResponseSchema, analysisResponseSchema, healthResponseSchema, historyResponseSchema, MAX_ANALYSES_PER_SESSION, rootResponseSchema } from '@groundwire/protocol';
import { sampleCitation } from '@groundwire/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture } from '../testing/app-fixture.js';
import { answering } from '../testing/scripted-engine.js';

let fixture: AppFixture;
afterEach(() => fixture.close());

const execute = (payload: Record<string, unknown>, search = '') => fixture.app.inject({ method: 'POST', url: `/api/analysis/execute${search}`, payload });
const json = async (url: string) => (await fixture.app.inject({ url })).json<Record<string, unknown>>();

describe('GET /', () => {
  it('[REST-1] names the service to programs', async () => {
    fixture = createAppFixture();
    for (const accept of ['*/*', 'application/json', undefined]) {
      const response = await fixture.app.inject({ url: '/', headers: accept === undefined ? {} : { accept } });
      expect(response.statusCode).toBe(200);
      expect(rootResponseSchema.strict().parse(response.json())).toMatchObject({ status: 'running', version: '9.9.9' });
    }
  });

  it('[REST-1] hands the page to browsers, with its files, and no file beyond its folder', async () => {
    const webRoot = mkdtempSync(join(tmpdir(), 'groundwire-web-'));
    mkdirSync(join(webRoot, 'assets'));
    writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Groundwire</title><script type="module" src="./assets/index-1a2b.js"></script>');
    writeFileSync(join(webRoot, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    writeFileSync(join(webRoot, 'assets', 'index-1a2b.js'), 'export {};');
    fixture = createAppFixture(null, { webRoot });
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const page = await fixture.app.inject({ url: '/', headers: { accept } });
    expect(page.headers['content-type']).toMatch(/^text\/html/);
    expect(page.body).toContain('<title>Groundwire</title>');
    const policy = page.headers['content-security-policy'];
    expect(policy).toMatch(/^default-src 'none'; script-src 'self';.*require-trusted-types-for 'script'/);
    expect(policy).not.toMatch(/unsafe|data:|\*|https?:/);
    for (const view of ['/library', '/history', '/status']) expect((await fixture.app.inject({ url: view, headers: { accept } })).body).toBe(page.body);
    const nothing = await fixture.app.inject({ url: '/nope?a=b', headers: { accept } });
    expect([nothing.statusCode, nothing.body === page.body, nothing.headers['content-security-policy'] === policy]).toEqual([404, true, true]);
    for (const request of [{ url: '/nope' }, { url: '/api/nope', headers: { accept } }]) expect((await fixture.app.inject(request)).json()).toMatchObject({ success: false, code: 'NOT_FOUND' });
    const chat = await fixture.app.inject({ url: '/chat/page_1', headers: { accept } });
    expect(chat.body).toContain('src="../assets/index-1a2b.js"');
    expect(chat.headers['content-security-policy']).toBe(policy);
    expect((await fixture.app.inject({ url: '/chat/page_1' })).statusCode).toBe(404);
    expect((await fixture.app.inject({ url: '/', headers: { accept: '*/*' } })).json()).toMatchObject({ status: 'running' });
    const script = await fixture.app.inject({ url: '/assets/index-1a2b.js' });
    expect(script.headers['content-type']).toMatch(/javascript/);
    expect(script.headers['cache-control']).toMatch(/immutable/);
    expect((await fixture.app.inject({ url: '/icon.svg' })).headers['content-type']).toMatch(/svg/);
    for (const url of ['/assets/../index.html', '/assets/%2e%2e/index.html', '/assets/..%2findex.html', '/assets/%2e%2e%2f%2e%2e%2fetc/passwd', '/assets/', '/assets']) {
      expect((await fixture.app.inject({ url })).statusCode, url).toBe(404);
    }
    rmSync(webRoot, { recursive: true });
  });
});

describe('GET /health and /config', () => {
  it('[REST-2] answers 200 with the services', async () => {
    fixture = createAppFixture();
    const response = await fixture.app.inject({ url: '/health' });
    expect(response.statusCode).toBe(200);
    expect(healthResponseSchema.parse(response.json())).toMatchObject({ status: 'healthy', version: '9.9.9' });
  });

  it('[REST-3] shows limits, and no key whose name is a secret', async () => {
    fixture = createAppFixture();
    const body = configResponseSchema.parse(await json('/config'));
    expect(body).toEqual({ llm_provider: 'extractive', max_query_length: 500, max_sources_display: 10, search_depth: 'basic' });
    expect(Object.keys(body).filter((key) => /key|secret/i.test(key))).toEqual([]);
  });
});

describe('POST /api/analysis/execute', () => {
  it('[REST-10] starts an analysis and says where its frames go', async () => {
    fixture = createAppFixture();
    const response = await execute({ query_text: 'Why?', session_id: 's1', parameters: { days: 7, include_bias_analysis: true, own: 1 } });
    expect(response.statusCode).toBe(200);
    const body = executeResponseSchema.strict().parse(response.json());
    expect(body.websocket_session).toBe('s1');
    expect(Date.parse(body.estimated_completion)).toBeGreaterThan(Date.parse(body.created_at));
    expect(fixture.engine.call.params).toMatchObject({ analysis_id: body.analysis_id, query: 'Why?', parameters: { days: 7, own: 1 } });
    expect(fixture.engine.call.sessionId).toBe('s1');
  });

  it('[REST-10] makes a session where none is named', async () => {
    fixture = createAppFixture(answering('Because.'));
    for (const payload of [{ query_text: 'Why?' }, { query_text: 'Why?', session_id: null, parameters: null }]) {
      expect(executeResponseSchema.parse((await execute(payload)).json()).websocket_session).toMatch(/^session_[a-z0-9]+$/);
    }
  });

  it.each(['?stream=false', '?stream=False', '?stream=0', '?stream=no'])('[REST-11] with %s waits for the whole result', async (search) => {
    fixture = createAppFixture((call) => void call.started().tokens('Because ', 'so. [1]').complete({ citations: [sampleCitation()] }).end());
    const response = await execute({ query_text: 'Why?' }, search);
    expect(response.statusCode).toBe(200);
    const body = executeWaitedResponseSchema.parse(response.json());
    expect(body).toMatchObject({ status: 'completed', answer: 'Because so. [1]', outcome: 'answered', citations: [{ id: 'c1' }], usage: { tokens: 3 }, search_terms: ['why'], model: 'extractive' });
    expect(fixture.engine.call.context.wordPaceMs).toBe(0);
  });

  it.each([
    ['LLM_UNAVAILABLE', 502],
    ['LLM_RATE_LIMITED', 429],
    ['DEADLINE_EXCEEDED', 504],
    ['EXTERNAL_API_FAILURE', 502],
  ] as const)('[REST-14] a waited analysis that fails with %s answers %i and names itself', async (code, status) => {
    fixture = createAppFixture((call) => void call.started().fail(code, 'It went wrong').end());
    const response = await execute({ query_text: 'Why?' }, '?stream=false');
    expect(response.statusCode).toBe(status);
    expect(response.json()).toMatchObject({ success: false, code, error: 'It went wrong', details: { analysis_id: fixture.engine.call.params.analysis_id } });
  });

  it.each([
    [{}, /query_text/],
    [{ query_text: '' }, /cannot be empty/],
    [{ query_text: ' \n ' }, /cannot be empty/],
    [{ query_text: 'x'.repeat(501) }, /too long/],
    [{ query_text: 7 }, /query_text/],
    [{ query_text: 'Why?', session_id: 'a/b' }, /session_id/],
    [{ query_text: 'Why?', session_id: '' }, /session_id/],
    [{ query_text: 'Why?', parameters: { days: 'x' } }, /days/],
    [{ query_text: 'Why?', parameters: { days: 0 } }, /days/],
    [{ query_text: 'Why?', parameters: [] }, /parameters/],
  ])('[REST-14] refuses %j', async (payload, message) => {
    fixture = createAppFixture(answering('x'));
    const response = await execute(payload);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ success: false, code: 'INVALID_REQUEST', error: expect.stringMatching(message) as string });
    expect(fixture.engine.calls).toHaveLength(0);
  });

  it('refuses ?stream=perhaps', async () => {
    fixture = createAppFixture(answering('x'));
    expect((await execute({ query_text: 'Why?' }, '?stream=perhaps')).json()).toMatchObject({ code: 'INVALID_REQUEST', error: 'stream: must be true or false' });
  });

  it('[WS-11] refuses one analysis too many in a session, and says that it may be tried again', async () => {
    fixture = createAppFixture();
    for (let at = 0; at < MAX_ANALYSES_PER_SESSION; at += 1) expect((await execute({ query_text: 'Why?', session_id: 's1' })).statusCode).toBe(200);
    const refused = await execute({ query_text: 'Why?', session_id: 's1' });
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ code: 'TOO_MANY_ANALYSES', details: { recoverable: true } });
    expect((await execute({ query_text: 'Why?', session_id: 's2' })).statusCode).toBe(200);
  });
});

describe('GET /api/analysis/{analysis_id}', () => {
  it('[REST-12] tells where a running analysis stands, and then its result', async () => {
    fixture = createAppFixture();
    const { analysis_id } = (await execute({ query_text: 'Why?', parameters: { days: 7 } })).json<{ analysis_id: string }>();
    const url = `/api/analysis/${analysis_id}`;
    const running = analysisResponseSchema.parse(await json(url));
    expect(running).toMatchObject({ analysis_id, status: expect.stringMatching(/queued|processing/) as string, progress: { completion_percentage: expect.any(Number) as number } });
    fixture.engine.call.started().tokens('Because.').complete().end();
    await fixture.finished(analysis_id);
    const done = analysisResponseSchema.parse(await json(url));
    expect(done).toMatchObject({ status: 'completed', query: { text: 'Why?', parameters: { days: 7 } }, results: { analysis_id, answer: 'Because.', outcome: 'answered' } });
    expect(Object.keys((done as { results: object }).results)).not.toEqual(expect.arrayContaining(['success']));
  });

  it('[REST-12] has in results what ?stream=false answers', async () => {
    fixture = createAppFixture(answering('Because ', 'so.'));
    const { success, status, ...waited } = (await execute({ query_text: 'Why?' }, '?stream=false')).json<Record<string, unknown>>();
    expect([success, status]).toEqual([true, 'completed']);
    expect((await json(`/api/analysis/${String(waited.analysis_id)}`)).results).toEqual(waited);
  });

  it('[REST-12] shows a failed analysis with its error', async () => {
    fixture = createAppFixture((call) => void call.started().fail('LLM_TIMEOUT', 'The model stalled').end());
    const { analysis_id } = (await execute({ query_text: 'Why?' })).json<{ analysis_id: string }>();
    await fixture.finished(analysis_id);
    expect(analysisResponseSchema.parse(await json(`/api/analysis/${analysis_id}`))).toMatchObject({ status: 'failed', error: { code: 'LLM_TIMEOUT', message: 'The model stalled', recoverable: true } });
  });

  it.each(['analysis_9', '__proto__', 'constructor', '%00', '%F0%9F%98%80', 'x'.repeat(500), "' OR 1=1 --"])('[REST-12] knows no analysis %j', async (id) => {
    fixture = createAppFixture();
    const response = await fixture.app.inject({ url: `/api/analysis/${id.includes("'") ? encodeURIComponent(id) : id}` });
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ success: false, code: 'ANALYSIS_NOT_FOUND' });
  });
});

describe('GET /api/analysis/history', () => {
  it('[REST-13] pages through the analyses, newest first', async () => {
    fixture = createAppFixture(answering('Because [1] of ', 'it.'));
    for (const query_text of ['first', 'second', 'third']) {
      await execute({ query_text }, '?stream=false');
      await fixture.clock.advance(1000);
    }
    const page = historyResponseSchema.parse(await json('/api/analysis/history?limit=2'));
    expect(page.analyses.map((entry) => entry.query_text)).toEqual(['third', 'second']);
    expect(page).toMatchObject({ success: true, total_count: 3, has_more: true });
    expect(page.analyses[0]).toMatchObject({ status: 'completed', summary: 'Because of it.' });
    const rest = historyResponseSchema.parse(await json('/api/analysis/history?limit=2&offset=2&status=completed'));
    expect(rest.analyses.map((entry) => entry.query_text)).toEqual(['first']);
    expect(rest.has_more).toBe(false);
    expect(historyResponseSchema.parse(await json('/api/analysis/history?status=failed'))).toEqual({ success: true, analyses: [], total_count: 0, has_more: false });
    expect(historyResponseSchema.parse(await json('/api/analysis/history/')).analyses).toHaveLength(3);
  });

  it.each(['limit=0', 'limit=101', 'limit=x', 'limit=', 'offset=-1', 'offset=1.5', 'offset=1e300', 'status=done', 'limit=1&limit=2'])('[REST-14] refuses ?%s', async (search) => {
    fixture = createAppFixture();
    const response = await fixture.app.inject({ url: `/api/analysis/history?${search}` });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ code: 'INVALID_REQUEST', error: expect.stringMatching(/^(limit|offset|status): /) as string });
  });
});
