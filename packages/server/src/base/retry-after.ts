/** Whoever asks for a longer pause is asked again after this: its word may be a mistake, and one request costs nobody anything. */
export const LONGEST_ASKED_PAUSE_MS = 15 * 60_000;

/** `Retry-After`, in seconds or as an HTTP date (RFC 9110, 10.2.3), as seconds from `now`; undefined when it says nothing. Pure. */
export function parseRetryAfter(value: string | undefined, now: number): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) return Number(text);
  const date = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}
