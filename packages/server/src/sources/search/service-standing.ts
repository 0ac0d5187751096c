import type { Clock } from '../../base/clock.js';
import type { Logger } from '../../base/logger.js';
import { isSkipped, Skipped } from '../../base/skipped.js';
import type { ProviderState } from '../source-provider.js';
import { type Circuit, type CircuitEvent, CLOSED, mayAsk, nextCircuit } from './circuit.js';
import { SearchFailure } from './search-failure.js';

/** A key that is wrong stays wrong for a while. */
const WRONG_KEY_PAUSE_MS = 5 * 60_000;
/** Refused queries in a row: one says nothing, many say that something is wrong with how it is asked. */
const MANY_REFUSALS = 3;
/** An answer that was waited for so long, and was not there, was late: that is the service's doing. Sooner it may be the reader's. */
const LATE_AFTER_MS = 1_000;
const MANY_LATE = 3;
/** Not longer: those who wait longer may still get something from it. */
const LATE_PAUSE_MS = 30_000;

/** How one service has fared lately, whether it is asked now, and both in words. Owns the circuit; connects to nothing. */
export class ServiceStanding {
  readonly #title: string;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #circuit: Circuit = CLOSED;
  #lastFailure: string | null = null;
  #lastAnswerAt: number | null = null;
  #refusals = 0;
  #late = 0;

  constructor(title: string, clock: Clock, logger: Logger) {
    this.#title = title;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Throws `Skipped`, with the reason, where the service is left alone. */
  requireOpen(): void {
    const circuit = this.#circuit;
    const now = this.#clock.now();
    if (mayAsk(circuit, now)) return;
    const seconds = circuit.state === 'open' ? Math.ceil((circuit.until - now) / 1000) : 1;
    throw new Skipped(`${this.#title} was not asked: ${this.#whyNot()}. ${this.#pauseInWords()}`, Math.max(1, seconds));
  }

  asked(): void {
    this.#note({ type: 'asked' });
  }

  answered(): void {
    this.#lastAnswerAt = this.#clock.now();
    this.#refusals = 0;
    this.#late = 0;
    this.#note({ type: 'answered' });
  }

  failed(thrown: unknown): void {
    if (isSkipped(thrown)) return this.#note({ type: 'abandoned' });
    if (!(thrown instanceof SearchFailure)) return this.#note({ type: 'failed' });
    if (thrown.kind === 'rejected') {
      this.#refusals += 1;
      return this.#note({ type: 'answered' });
    }
    this.#lastFailure = thrown.lasting;
    this.#logger.info({ kind: thrown.kind, err: thrown }, 'A search service failed');
    if (thrown.kind === 'unauthorized') return this.#note({ type: 'closed_its_door', forMs: WRONG_KEY_PAUSE_MS });
    if (thrown.kind === 'limited') return this.#note({ type: 'closed_its_door', forMs: thrown.retryAfter === undefined ? null : thrown.retryAfter * 1000 });
    this.#note({ type: 'failed' });
  }

  /** Nobody waits any more. `sentAt`: when the last request went out; null when none did. */
  abandoned(sentAt: number | null): void {
    this.#note({ type: 'abandoned' });
    if (sentAt === null || this.#clock.now() - sentAt < LATE_AFTER_MS) return;
    this.#late += 1;
    this.#lastFailure = `${this.#title} did not answer in time${this.#late === 1 ? '' : `, ${this.#late} times in a row`}`;
    if (this.#late >= MANY_LATE) this.#note({ type: 'closed_its_door', forMs: LATE_PAUSE_MS });
  }

  inWords(): ProviderState {
    const circuit = this.#circuit;
    if (circuit.state !== 'closed') return { status: 'unhealthy', detail: `${this.#lastFailure ?? `${this.#title} failed`}. ${this.#pauseInWords()}` };
    if (this.#refusals >= MANY_REFUSALS) return { status: 'degraded', detail: `${this.#title} refused the last ${this.#refusals} queries` };
    const lateOnly = this.#late > 0 && this.#lastAnswerAt === null;
    if (circuit.failures > 0 || this.#late >= MANY_LATE - 1 || lateOnly) return { status: 'degraded', detail: this.#lastFailure };
    if (this.#lastAnswerAt === null) return { status: 'unknown', detail: `${this.#title} has not been asked yet` };
    const answered = `answered ${inWords((this.#clock.now() - this.#lastAnswerAt) / 1000)} ago`;
    return { status: 'healthy', detail: this.#late > 0 ? `${this.#lastFailure}; before that it ${answered}` : `${this.#title} ${answered}` };
  }

  #note(event: CircuitEvent): void {
    const before = this.#circuit;
    const after = nextCircuit(before, event, this.#clock.now());
    this.#circuit = after;
    if (before.state !== 'open' && after.state === 'open' && event.type !== 'abandoned') this.#logger.warn({ reason: this.#lastFailure }, `${this.#title} is left alone for a while`);
  }

  /** The last failure, in a sentence that has named the service already. */
  #whyNot(): string {
    const words = this.#lastFailure ?? 'it failed repeatedly';
    return words.startsWith(`${this.#title} `) ? `it ${words.slice(this.#title.length + 1)}` : words.charAt(0).toLowerCase() + words.slice(1);
  }

  #pauseInWords(): string {
    if (this.#circuit.state !== 'open') return 'It is being tried again';
    const seconds = (this.#circuit.until - this.#clock.now()) / 1000;
    return seconds <= 0 ? 'The next question tries it again' : `It is left alone for another ${inWords(seconds)}`;
  }
}

function inWords(seconds: number): string {
  return seconds < 120 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} minutes`;
}
