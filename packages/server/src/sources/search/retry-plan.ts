import { parseRetryAfter } from '../../base/retry-after.js';
import { SearchFailure } from './search-failure.js';

/** Waits before the second and the third try. */
const BACKOFF_MS = [300, 1_000];

/**
 * How long to wait before a failed request is sent again; null: give up. `tries` is how many were made before the one that failed,
 * from 0; `patienceMs` what may still be waited. Only what may pass by itself is tried again, and where the service says how long
 * to wait, never sooner. Pure.
 */
export function retryDelay(thrown: unknown, tries: number, patienceMs: number): number | null {
  const backoff = BACKOFF_MS[tries];
  if (!(thrown instanceof SearchFailure) || !thrown.transient || backoff === undefined) return null;
  // A limit without a date says nothing of when it ends: asking again at once is what it was set against.
  if (thrown.kind === 'limited' && thrown.retryAfter === undefined) return null;
  const wait = Math.max(backoff, (thrown.retryAfter ?? 0) * 1000);
  return wait <= patienceMs ? wait : null;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Seconds that a service asks to wait, from `now`: `Retry-After` as seconds or an HTTP date (RFC 9110, 10.2.3), or else
 * `X-RateLimit-Reset` where it lists several windows, as Brave does (`1, 1419704` beside `X-RateLimit-Remaining: 0, 12`): the
 * longest window that is used up. Undefined when it says nothing. Pure.
 */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  return parseRetryAfter(first(headers['retry-after']), now) ?? rateLimitReset(first(headers['x-ratelimit-reset']), first(headers['x-ratelimit-remaining']));
}

function rateLimitReset(reset: string | undefined, remaining: string | undefined): number | undefined {
  const resets = numbers(reset);
  const left = numbers(remaining);
  if (resets.length === 0 || resets.length !== left.length) return undefined;
  const usedUp = resets.filter((_seconds, index) => left[index] === 0);
  return usedUp.length === 0 ? undefined : Math.max(...usedUp);
}

function numbers(list: string | undefined): number[] {
  const values = (list ?? '').split(',').map((part) => part.trim());
  return values.every((value) => /^\d{1,9}$/.test(value)) ? values.map(Number) : [];
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
