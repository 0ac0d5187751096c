import { describe, expect, it } from 'vitest';
import { ModelFailure } from './model-failure.js';
import { rewordAfterRefusal, type RequestDialect } from './request-dialect.js';
import { retryDelay } from './retry-policy.js';

describe('retryDelay', () => {
  const refused = new ModelFailure('LLM_UNAVAILABLE', 'refused', { transient: true });

  it('tries twice again after a transient failure, and then gives up', () => {
    expect([0, 1, 2].map((tries) => retryDelay(refused, tries))).toEqual([300, 1000, null]);
  });

  it('waits as long as the server asks, up to five seconds', () => {
    const limited = (retryAfter: number): ModelFailure => new ModelFailure('LLM_RATE_LIMITED', 'slow down', { transient: true, retryAfter });
    expect(retryDelay(limited(5), 0)).toBe(5000);
    expect(retryDelay(limited(0), 0)).toBe(300);
    expect(retryDelay(limited(6), 0)).toBeNull();
  });

  it('does not try again what would fail again', () => {
    expect(retryDelay(new ModelFailure('LLM_UNAUTHORIZED', 'key'), 0)).toBeNull();
    expect(retryDelay(new Error('a bug'), 0)).toBeNull();
  });
});

describe('rewordAfterRefusal', () => {
  const first: RequestDialect = { streamOptions: true, temperature: true, tokenLimit: 'max_tokens' };

  it.each([
    ['{"error":{"message":"Unrecognized request argument supplied: stream_options"}}', { ...first, streamOptions: false }],
    ['{"detail":[{"loc":["body","stream_options","include_usage"],"msg":"extra fields not permitted"}]}', { ...first, streamOptions: false }],
    [`Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.`, { ...first, tokenLimit: 'max_completion_tokens' }],
    [`Unsupported value: 'temperature' does not support 0 with this model.`, { ...first, temperature: false }],
    ['The model is not loaded', null],
    ['max_tokens is too large: 9000', null],
  ])('%s', (refusal, expected) => {
    expect(rewordAfterRefusal(first, refusal)).toEqual(expected);
  });

  it('changes each field once', () => {
    const plain: RequestDialect = { streamOptions: false, temperature: false, tokenLimit: 'max_tokens' };
    expect(rewordAfterRefusal(plain, 'temperature stream_options')).toBeNull();
  });
});
