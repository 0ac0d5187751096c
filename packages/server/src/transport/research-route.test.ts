import { type Citation, researchResponseSchema, type SourceSummary, validationErrorSchema } from '@groundwire/protocol';
import { sampleCitation } from '@groundwire/protocol/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type AppFixture, createAppFixture } from '../testing/app-fixture.js';
import { answering } from '../testing/scripted-engine.js';

let fixture: AppFixture;
afterEach(() => fixture.close());

const KEYS = ['success', 'query_id', 'query', 'search_terms', 'sources_count', 'final_answer', 'sources', 'processing_time_ms', 'error'];

const post = (payload: object | string, headers: Record<string, string> = { 'content-type': 'application/json' }) => fixture.app.inject({ method: 'POST', url: '/research', payload, headers });

function source(number: number, overrides: Partial<SourceSummary> = {}): SourceSummary {
  return { source_id: `s${number}`, provider: 'library', url: `https://example.org/${number}`, title: `Page ${number}`, domain: 'example.org', published_at: null, read: 'document', citation: null, ...overrides };
}

function cited(number: number, url: string): Citation {
  return sampleCitation({ id: `c${number}`, number, url });
}

describe('POST /research', () => {
  it('[REST-4] answers with exactly the keys that its clients know', async () => {
    fixture = createAppFixture(answering('Because ', 'so.'));
    const response = await post({ query: 'Why?' });
    expect(response.statusCode).toBe(200);
    const body = researchResponseSchema.parse(response.json());
    expect(Object.keys(body).sort()).toEqual([...KEYS].sort());
    expect(body).toMatchObject({ success: true, query: 'Why?', query_id: fixture.engine.call.params.analysis_id, final_answer: 'Because so.', search_terms: ['why'], error: null });
    expect(fixture.engine.call.context.wordPaceMs).toBe(0);
  });

  it('[REST-4] says how long it took', async () => {
    fixture = createAppFixture();
    const response = post({ query: 'Why?' });
    await fixture.clock.advance(1234);
    fixture.engine.call.started().tokens('x').complete().end();
    expect((await response).json()).toMatchObject({ processing_time_ms: 1234 });
  });

  it('[REST-4] lists what is cited first, then what else was read, once each, at most ten, and only web addresses', async () => {
    const sources = [source(1), source(2, { citation: 'c1' }), source(3, { url: null, citation: 'c2' }), source(4, { url: 'ftp://example.org/4' }), ...Array.from({ length: 12 }, (_, at) => source(at + 5))];
    const citations = [cited(1, 'https://example.org/2'), cited(2, 'http://127.0.0.1:8000/documents/doc_3#mark')];
    fixture = createAppFixture((call) => void call.started().tokens('x').complete({ sources, citations }).end());
    const body = researchResponseSchema.parse((await post({ query: 'Why?' })).json());
    expect(body.sources).toHaveLength(10);
    expect(body.sources.slice(0, 4)).toEqual(['https://example.org/2', 'http://127.0.0.1:8000/documents/doc_3#mark', 'https://example.org/1', 'https://example.org/5']);
    expect(body.sources_count).toBe(16);
  });

  it('[END-3] takes a question that the sources do not answer for a success, with the sentence that says so', async () => {
    fixture = createAppFixture((call) => void call.started().tokens('No sources were found.').complete({ outcome: 'no_sources' }).end());
    expect((await post({ query: 'Why?' })).json()).toMatchObject({ success: true, final_answer: 'No sources were found.', sources: [], sources_count: 0, error: null });
  });

  it('[REST-6] answers 200 with success: false when the analysis fails, also in the middle of the answer', async () => {
    fixture = createAppFixture((call) => void call.started().tokens('Beca').fail('LLM_INTERRUPTED', 'The model broke off').end());
    const response = await post({ query: 'Why?' });
    expect(response.statusCode).toBe(200);
    expect(researchResponseSchema.parse(response.json())).toMatchObject({ success: false, final_answer: '', sources: [], error: 'The model broke off', query_id: fixture.engine.call.params.analysis_id });
  });

  it('[REST-6] names the variable when the asked provider has no key, and starts nothing', async () => {
    fixture = createAppFixture(answering('x'));
    const response = await post({ query: 'Why?', llm_provider: 'anthropic' });
    expect(response.statusCode).toBe(200);
    expect(researchResponseSchema.parse(response.json())).toMatchObject({ success: false, query_id: null, error: expect.stringContaining('ANTHROPIC_API_KEY') as string });
    expect(fixture.engine.calls).toHaveLength(0);
  });

  it('hands provider and model on, and the session where its name is one', async () => {
    fixture = createAppFixture(answering('x'));
    await post({ query: 'Why?', llm_provider: 'openai', model: 'm', user_session: 's1' });
    expect(fixture.engine.call).toMatchObject({ sessionId: 's1', params: { parameters: { llm_provider: 'openai', model: 'm' } } });
    for (const user_session of [null, 'a b', '', 'x'.repeat(200)]) {
      expect((await post({ query: 'Why?', user_session, llm_provider: null, model: null })).statusCode).toBe(200);
      expect(fixture.engine.call.sessionId).toMatch(/^session_/);
      expect(fixture.engine.call.params.parameters).toEqual({});
    }
  });

  it.each(['', ' ', '\n\t', ' '.repeat(600)])('[REST-5] refuses the blank query %j', async (query) => {
    fixture = createAppFixture();
    const response = await post({ query });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ detail: 'Query cannot be empty' });
  });

  it('[REST-5] refuses more than 500 characters, and takes 500', async () => {
    fixture = createAppFixture(answering('x'));
    const response = await post({ query: 'x'.repeat(501) });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toEqual({ detail: 'Query too long. Maximum length is 500 characters' });
    expect((await post({ query: 'x'.repeat(500) })).statusCode).toBe(200);
  });

  it.each([
    ['{}', [{ loc: ['body', 'query'], msg: 'Field required', type: 'missing' }]],
    ['{"query":null}', [{ loc: ['body', 'query'], msg: 'Input should be a valid string', type: 'string_type' }]],
    ['{"query":7,"model":[]}', [{ loc: ['body', 'query'], msg: 'Input should be a valid string', type: 'string_type' }, { loc: ['body', 'model'], msg: 'Input should be a valid string', type: 'string_type' }]],
    ['[]', [{ loc: ['body'], msg: 'Input should be a valid dictionary or object to extract fields from', type: 'model_attributes_type' }]],
    ['"Why?"', [{ loc: ['body'], msg: 'Input should be a valid dictionary or object to extract fields from', type: 'model_attributes_type' }]],
    ['null', [{ loc: ['body'], msg: 'Field required', type: 'missing' }]],
    ['', [{ loc: ['body'], msg: 'Field required', type: 'missing' }]],
    ['{"query": "Wh', [{ loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' }]],
    ['{"query":"Why?","__proto__":{}}', [{ loc: ['body'], msg: 'JSON decode error', type: 'json_invalid' }]],
  ])('[REST-5] answers 422 to %s', async (payload, detail) => {
    fixture = createAppFixture(answering('x'));
    const response = await post(payload);
    expect(response.statusCode).toBe(422);
    expect(validationErrorSchema.parse(response.json())).toEqual({ detail });
    expect(fixture.engine.calls).toHaveLength(0);
  });

  it('[REST-5] answers 422 to a form', async () => {
    fixture = createAppFixture(answering('x'));
    const response = await post('query=Why', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.statusCode).toBe(422);
    expect(validationErrorSchema.parse(response.json()).detail[0]?.type).toBe('model_attributes_type');
  });

  it('answers 500 with its own sentence to what nobody expected, and leaks nothing', async () => {
    fixture = createAppFixture(answering('x'), { requireModel: () => { throw new TypeError('/srv/secret.ts sk-1234'); } });
    const response = await post({ query: 'Why?' });
    expect(response.statusCode).toBe(500);
    expect(response.json()).toEqual({ detail: expect.stringMatching(/^Research failed: /) as string });
    expect(response.body).not.toMatch(/secret|sk-/);
  });

  it('keeps its own form for other errors too', async () => {
    fixture = createAppFixture();
    expect((await post(JSON.stringify({ query: 'x'.repeat(300_000) }))).json()).toEqual({ detail: 'The body is too large. Send a shorter one' });
    const wrong = await fixture.app.inject({ url: '/research' });
    expect(wrong.statusCode).toBe(405);
    expect(wrong.headers.allow).toBe('POST');
  });
});
