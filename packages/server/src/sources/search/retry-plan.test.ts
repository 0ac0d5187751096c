import { describe, expect, it } from 'vitest';
import { retryAfterOf, retryDelay } from './retry-plan.js';
import { connectionFailure, type FailureKind, SearchFailure } from './search-failure.js';

const failure = (kind: FailureKind, retryAfter?: number): SearchFailure => new SearchFailure(kind, 'words', { retryAfter });

describe('retryDelay', () => {
  it('[SRCH-5] tries what may pass by itself twice again, within the patience', () => {
    for (const kind of ['server', 'unreachable', 'interrupted'] as const) expect([0, 1, 2].map((tries) => retryDelay(failure(kind), tries, 5_000))).toEqual([300, 1_000, null]);
    expect(retryDelay(failure('server'), 0, 299)).toBeNull();
  });

  it('[SRCH-5] waits as long as the service says, or not at all', () => {
    expect(retryDelay(failure('limited', 2), 0, 5_000)).toBe(2_000);
    expect(retryDelay(failure('limited', 6), 0, 5_000)).toBeNull();
    expect(retryDelay(failure('limited'), 0, 5_000)).toBeNull();
    expect(retryDelay(failure('server', 2), 0, 5_000)).toBe(2_000);
  });

  it.each<FailureKind>(['unauthorized', 'rejected', 'malformed', 'too_large', 'timeout'])('does not try again what would fail again: %s', (kind) => {
    expect(retryDelay(failure(kind), 0, 60_000)).toBeNull();
  });

  it('does not try again where no name or no certificate is known', () => {
    const service = { title: 'S', host: 's.example', keyVariable: null, hasKey: false, urlVariable: null };
    expect(['ENOTFOUND', 'CERT_HAS_EXPIRED', 'EAI_AGAIN', 'ECONNREFUSED'].map((code) => retryDelay(connectionFailure(service, code, false), 0, 5_000))).toEqual([null, null, 300, 300]);
  });

  it('does not try again after a bug', () => {
    expect(retryDelay(new Error('a bug'), 0, 60_000)).toBeNull();
  });
});

describe('retryAfterOf', () => {
  const now = Date.parse('2025-09-28T12:00:00Z');

  it('reads the longest window that is used up, where several are listed', () => {
    expect(retryAfterOf({ 'x-ratelimit-reset': '1, 1419704', 'x-ratelimit-remaining': '0, 12' }, now)).toBe(1);
    expect(retryAfterOf({ 'x-ratelimit-reset': '1, 1419704', 'x-ratelimit-remaining': '0, 0' }, now)).toBe(1_419_704);
    expect(retryAfterOf({ 'x-ratelimit-reset': '1, 1419704', 'x-ratelimit-remaining': '1, 12' }, now)).toBeUndefined();
    expect(retryAfterOf({ 'x-ratelimit-reset': 'soon', 'x-ratelimit-remaining': '0' }, now)).toBeUndefined();
    expect(retryAfterOf({ 'retry-after': ['4', '9'], 'x-ratelimit-reset': '1', 'x-ratelimit-remaining': '0' }, now)).toBe(4);
  });
});
