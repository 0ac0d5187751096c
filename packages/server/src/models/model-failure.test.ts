import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { failureOfConnection, failureOfErrorEvent, networkCode } from './model-failure.js';

const at = (baseUrl: string, changes: Partial<ModelEndpoint> = {}): ModelEndpoint => ({
  provider: 'openai-compatible',
  baseUrl: new URL(baseUrl),
  apiKey: 'k',
  model: 'm',
  headersTimeoutMs: 1000,
  stallTimeoutMs: 1000,
  clock: systemClock,
  urlVariable: 'MODEL_BASE_URL',
  keyVariable: 'MODEL_API_KEY',
  modelVariable: 'MODEL',
  ...changes,
});
const official = at('https://api.openai.com/v1', { provider: 'openai', urlVariable: null, keyVariable: 'OPENAI_API_KEY' });
const coded = (code: string): Error => Object.assign(new Error(`${code} at /srv/app/secret.js`), { code });

describe('failureOfConnection', () => {
  it.each([
    ['http://localhost:11434/v1', 'localhost:11434'],
    ['http://127.0.0.1/v1', '127.0.0.1:80'],
    ['http://[::1]:8080/v1', '[::1]:8080'],
  ])('explains the container where nothing listens at %s', (url, place) => {
    const failure = failureOfConnection(at(url), new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]), false);
    expect(failure).toMatchObject({ code: 'LLM_UNAVAILABLE', transient: true });
    expect(failure.message).toContain(`Nothing answers at ${place}`);
    expect(failure.message).toContain('host.docker.internal');
    expect(failure.message).toContain('MODEL_BASE_URL');
  });

  it('speaks of no container where the server is elsewhere', () => {
    expect(failureOfConnection(at('http://gpu.lan:8000/v1'), coded('ECONNREFUSED'), false).message).toBe('Nothing answers at gpu.lan:8000: is the model server running? Check MODEL_BASE_URL');
  });

  it('does not hope that an unknown name or a bad certificate mends itself', () => {
    for (const code of ['ENOTFOUND', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED']) {
      expect(failureOfConnection(at('https://gpu.lan/v1'), coded(code), false)).toMatchObject({ code: 'LLM_UNAVAILABLE', transient: false, message: expect.stringContaining('MODEL_BASE_URL') as string });
    }
  });

  it("names no variable for a provider's own address", () => {
    const { message } = failureOfConnection(official, coded('ETIMEDOUT'), false);
    expect(message).toBe('api.openai.com could not be reached (ETIMEDOUT): check that this machine has a way to it');
  });

  it('repeats nothing of the foreign error but its code', () => {
    for (const code of ['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'EPROTO']) expect(failureOfConnection(official, coded(code), false).message).not.toContain('/srv');
  });

  it("keeps the foreign error's words for the log, but not the bytes that it holds, nor the key", () => {
    const thrown = Object.assign(new Error('Parse Error: sent my-own-key'), { code: 'HPE_INVALID_CONSTANT', data: 'raw bytes' });
    const { cause, message } = failureOfConnection(at('http://x/v1', { apiKey: 'my-own-key' }), thrown, true);
    expect(message).toBe('The connection to x broke off in mid-answer (HPE_INVALID_CONSTANT)');
    expect(cause).toMatchObject({ message: 'Parse Error: sent [key]' });
    expect(cause).not.toHaveProperty('data');
  });
});

describe('networkCode', () => {
  it('looks behind wrappers, and gives words where there is no code', () => {
    expect(networkCode(new Error('outer', { cause: coded('ECONNRESET') }))).toBe('ECONNRESET');
    expect(networkCode(coded('UND_ERR_SOCKET'))).toBe('connection lost');
    expect(networkCode('text')).toBe('connection lost');
  });
});

describe('failureOfErrorEvent', () => {
  it.each([
    [{ error: { type: 'authentication_error', message: 'no' } }, 'LLM_UNAUTHORIZED'],
    [{ error: { type: 'invalid_request_error', message: 'no' } }, 'LLM_REJECTED'],
    [{ error: { code: 'content_filter', message: 'no' } }, 'CONTENT_FILTERED'],
    [{ error: { code: 429, message: 'no' } }, 'LLM_RATE_LIMITED'],
    [{ error: { type: 'api_error', message: 'no' } }, 'LLM_UNAVAILABLE'],
    [{ error: { message: 'no' } }, 'LLM_INTERRUPTED'],
    [{ error: [] }, 'LLM_INTERRUPTED'],
  ])('%j is %s', (event, code) => {
    expect(failureOfErrorEvent(at('http://x/v1'), event).code).toBe(code);
  });
});
