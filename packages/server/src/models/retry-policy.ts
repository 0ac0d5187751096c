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
