import type { Clock } from '../base/clock.js';
import { LONGEST_ASKED_PAUSE_MS } from '../base/retry-after.js';
import type { FetchFailure } from './guarded-fetch.js';

/** How long a site that says no time is left alone. */
const USUAL_MS = 60_000;
const MOST_HOSTS = 1000;

/** Sites that asked to be left alone for a while (429, or 503 with a time), and until when. */
export class HostPauses {
  readonly #clock: Clock;
  readonly #until = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `seconds`: as the site says; null where it says nothing. */
  begin(host: string, seconds: number | null): void {
    this.#until.delete(host);
    this.#until.set(host, this.#clock.now() + Math.min(seconds === null ? USUAL_MS : seconds * 1000, LONGEST_ASKED_PAUSE_MS));
    const [oldest] = this.#until.keys();
    if (this.#until.size > MOST_HOSTS && oldest !== undefined) this.#until.delete(oldest);
  }

  /** Null where the site may be asked. */
  refusal(host: string): FetchFailure | null {
    const leftMs = (this.#until.get(host) ?? 0) - this.#clock.now();
    return leftMs <= 0 ? null : { ok: false, code: 'refused', reason: `The site asked to be left alone for a while, and is for another ${Math.ceil(leftMs / 1000)} s` };
  }
}
