import { ModelFailure } from './model-failure.js';

/** Waits before the second and the third try. */
const BACKOFF_MS = [300, 1_000];
/** A server that asks for a longer wait than this is not asked again: the reader is told instead. */
const LONGEST_WAIT_MS = 5_000;

/**
 * How long to wait before another try of a call of which no text has been passed on yet; null: give up. `tries` is how
 * many were made before this one failed, from 0. Pure.
 */
export function retryDelay(thrown: unknown, tries: number): number | null {
  const backoff = BACKOFF_MS[tries];
  if (!(thrown instanceof ModelFailure) || !thrown.transient || backoff === undefined) return null;
  const wait = Math.max(backoff, (thrown.retryAfter ?? 0) * 1000);
  return wait <= LONGEST_WAIT_MS ? wait : null;
}

/** `Retry-After`, in seconds or as an HTTP date (RFC 9110, 10.2.3), as seconds from `now`; undefined when it says nothing. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) return Number(text);
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
