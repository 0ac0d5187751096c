/** What decides how long to wait before the next try. */
export interface BackoffInput {
  /** Tries in a row that brought nothing, from 0. */
  tried: number;
  baseMs: number;
  capMs: number;
  /** From 0 to 1. */
  random: number;
  /** What the server asked for, in milliseconds, or null. */
  wishMs: number | null;
}

/**
 * Milliseconds to wait. Full jitter (Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015): anything
 * between nothing and a bound that doubles, so that the clients of a restarted server don't return in one moment. Where the
 * server named a time, between that and half as much again.
 */
export function backoffMs({ tried, baseMs, capMs, random, wishMs }: BackoffInput): number {
  if (wishMs !== null) return Math.min(wishMs, 4 * capMs) * (1 + random / 2);
  return Math.min(capMs, baseMs * 2 ** Math.min(tried, 30)) * random;
}
