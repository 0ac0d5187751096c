import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from '../e2e/harbour-documents.js';
import { get, post, postText } from '../e2e/http.js';
import { type ServerProcess, startServer } from '../e2e/server-process.js';
import { apiError, config, expectApiError, expectNothingLeaks, expectShape, health, research, root, validationFailure } from './shapes.js';

let server: ServerProcess;
beforeAll(async () => {
  // MODEL is left unset, as on a fresh machine: `none` would be an order not to use any model.
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: '' } });
});
afterAll(() => server.stop());

describe('GET /', () => {
  it('[REST-1] tells a program that the server runs', async () => {
    const answer = await get(`${server.url}/`, { accept: 'application/json' });
    expect(answer.status).toBe(200);
    expectShape(root, answer.body);
    expectShape(root, (await get(`${server.url}/`)).body);
  });

  it('[REST-1] gives a browser the page', async () => {
    const answer = await get(`${server.url}/`, { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.text).toMatch(/<html/i);
  });
});

describe('GET /health', () => {
  it('[REST-2] tells how each service is', async () => {
    const answer = await get(`${server.url}/health`);
    expect(answer.status).toBe(200);
    const body = expectShape(health, answer.body);
    expect(body.services.database).toBe('healthy');
    expect(body.services.model).toBe('not_configured');
    expect(Math.abs(Date.now() - Date.parse(body.timestamp))).toBeLessThan(60_000);
  });
});

describe('GET /config', () => {
  it('[REST-3] tells what a client may need, and no secret', async () => {
    const answer = await get(`${server.url}/config`);
    expect(answer.status).toBe(200);
    expectShape(config, answer.body);
    const names = [...answer.text.matchAll(/"([^"]+)"\s*:/g)].map((match) => match[1] ?? '');
    expect(names.filter((name) => /key|secret/i.test(name))).toEqual([]);
  });
});

describe('POST /research', () => {
  const ask = (body: unknown) => post(`${server.url}/research`, body);

  it('[REST-4] answers with exactly its keys, and with sources', async () => {
    const { question, says, url } = HARBOUR_QUESTIONS.lighthouse;
    const answer = await ask({ query: question });
    expect(answer.status).toBe(200);
    const body = expectShape(research, answer.body);
    expect(body).toMatchObject({ success: true, query: question, error: null });
    expect(body.final_answer).toMatch(says);
    expect(body.sources).toContain(url);
    expect(body.sources_count).toBeGreaterThanOrEqual(1);
    expect(body.search_terms.length).toBeGreaterThan(0);
    expect(body.query_id).toEqual(expect.any(String));
    expect(body.processing_time_ms).toEqual(expect.any(Number));
  });

  it('[REST-4] takes the optional fields, null as well', async () => {
    for (const extra of [{ user_session: 'someone', llm_provider: null, model: null }, { user_session: null }, { user_session: 'name with spaces' }, { unknown_field: 1 }]) {
      const answer = await ask({ query: HARBOUR_QUESTIONS.mill.question, ...extra });
      expect(answer.status).toBe(200);
      expect(expectShape(research, answer.body).success).toBe(true);
    }
  });

  it('[REST-4] is as quick as the answer allows: nothing is paced for a reader who waits', async () => {
    const begun = performance.now();
    await ask({ query: HARBOUR_QUESTIONS.storm.question });
    expect(performance.now() - begun).toBeLessThan(1000);
  });

  it('[REST-4] [END-3] succeeds with a sentence that explains when the sources do not say', async () => {
    const body = expectShape(research, (await ask({ query: 'What is the boiling point of unobtainium?' })).body);
    expect(body.success).toBe(true);
    expect(body.error).toBeNull();
    expect(body.final_answer).not.toBe('');
    expect(body.final_answer).not.toMatch(/\[\d+\]/);
  });

  it('[REST-5] refuses an empty and a blank query in the known words', async () => {
    for (const query of ['', '   ', '\n\t ']) {
      const answer = await ask({ query });
      expect([answer.status, answer.body]).toEqual([400, { detail: 'Query cannot be empty' }]);
    }
  });

  it('[REST-5] refuses more than 500 characters in the known words, and takes 500', async () => {
    const answer = await ask({ query: 'a'.repeat(501) });
    expect([answer.status, answer.body]).toEqual([400, { detail: 'Query too long. Maximum length is 500 characters' }]);
    expect((await ask({ query: `${'lighthouse '.repeat(45)}1871?`.slice(0, 500).padEnd(500, '?') })).status).toBe(200);
  });

  it('[REST-5] answers a body of the wrong shape with 422 and says where', async () => {
    for (const body of [{}, { query: 7 }, { query: null }, { query: ['a'] }]) {
      const answer = await ask(body);
      expect(answer.status).toBe(422);
      expect(expectShape(validationFailure, answer.body).detail[0]?.loc).toEqual(['body', 'query']);
    }
    for (const [field, value] of [['user_session', 5], ['llm_provider', {}], ['model', []]] as const) {
      const answer = await ask({ query: 'a question', [field]: value });
      expect(answer.status).toBe(422);
      expect(expectShape(validationFailure, answer.body).detail[0]?.loc).toEqual(['body', field]);
    }
    for (const text of ['{"query": ', 'null', '[]', '"query"', '']) {
      const answer = await postText(`${server.url}/research`, text);
      expect([text, answer.status]).toEqual([text, 422]);
      expect(expectShape(validationFailure, answer.body).detail[0]?.loc[0]).toBe('body');
      expectNothingLeaks(answer.text);
    }
  });

  it('[REST-6] names the variable that a provider without a key needs', async () => {
    for (const [llm_provider, variable] of [['openai', 'OPENAI_API_KEY'], ['anthropic', 'ANTHROPIC_API_KEY']] as const) {
      const answer = await ask({ query: 'a question', llm_provider });
      expect(answer.status).toBe(200);
      const body = expectShape(research, answer.body);
      expect(body).toMatchObject({ success: false, final_answer: '' });
      expect(body.error).toContain(variable);
    }
  });

  it('[SEC-5] takes keys that reach for prototypes as what they are: unknown fields', async () => {
    const answer = await postText(`${server.url}/research`, '{"query":"Who built the lighthouse?","__proto__":{"success":false},"constructor":{"prototype":{"x":1}}}');
    expect([200, 400, 422]).toContain(answer.status);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect(expectShape(research, (await ask({ query: HARBOUR_QUESTIONS.mill.question })).body).success).toBe(true);
  });
});

describe('addresses', () => {
  it('[REST-15] [REST-14] an unknown one under /api has the error form and 404', async () => {
    const answer = await get(`${server.url}/api/nothing-here`);
    expect(answer.status).toBe(404);
    expectShape(apiError, answer.body);
    expect((await get(`${server.url}/nothing-here`)).status).toBe(404);
  });

  it('[REST-15] a known one with another method is refused', async () => {
    for (const [method, path] of [['GET', '/research'], ['DELETE', '/api/analysis/execute'], ['PUT', '/api/chat/message'], ['POST', '/health']] as const) {
      const response = await fetch(server.url + path, { method });
      expect([path, [404, 405].includes(response.status)]).toEqual([path, true]);
      expectNothingLeaks(await response.text());
    }
  });

  it('[REST-14] a body that is not JSON gets the error form', async () => {
    const answer = await postText(`${server.url}/api/analysis/execute`, '<query/>', { 'content-type': 'text/xml' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expectShape(apiError, answer.body);
    expectApiError(await postText(`${server.url}/api/analysis/execute`, '{"query_text": '), 'INVALID_REQUEST');
  });

  it('[SEC-5] a huge body is refused and half a request is forgotten', async () => {
    const huge = await post(`${server.url}/api/analysis/execute`, { query_text: 'x'.repeat(2_000_000) }).catch(() => null);
    if (huge !== null) expect([400, 413]).toContain(huge.status);
    const half = net.connect(server.port, '127.0.0.1');
    await new Promise<void>((resolve) => half.write('POST /research HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{"query":', () => resolve()));
    half.destroy();
    expect((await get(`${server.url}/health`)).status).toBe(200);
    expect(server.runs()).toBe(true);
  });
});

describe('the process', () => {
  it('[SEC-3] listens on the loopback address alone', () => {
    expect(server.environment['HOST']).toBe('127.0.0.1');
    expect(server.output()).toContain(`http://127.0.0.1:${server.port}`);
  });

  it('ends at once and in peace when it is told to', async () => {
    const other = await startServer();
    expect(await other.stop()).toBe(0);
  });

  it('[SEC-3] chooses the loopback address itself when HOST is not set, and says what is wrong with a faulty variable', async () => {
    const unset = await startServer({ environment: { HOST: '' } });
    expect(unset.output()).toMatch(/http:\/\/(127\.0\.0\.1|localhost):\d+/);
    await unset.stop();
    await expect(startServer({ environment: { PORT: 'eight' } })).rejects.toThrow(/ended with 1[\s\S]*PORT/);
  });

  it('[CFG-4] says once that variables of the earlier API have no effect', async () => {
    const other = await startServer({ environment: { MONGODB_CONNECTION_STRING: 'mongodb://someone:hidden-word@db.example/x', DATABASE_NAME: 'news' } });
    const mentions = other.output().split('\n').filter((line) => line.includes('MONGODB_CONNECTION_STRING'));
    expect(mentions).toHaveLength(1);
    expect(other.output()).not.toContain('hidden-word');
    expect((await get(`${other.url}/health`)).status).toBe(200);
    await other.stop();
  });
});
