import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { Lease, SessionLog } from '../session-log/session-log.js';
import { CANCEL_CHECK_MS, LEASE_CALL_LIMIT_MS, RENEW_MS } from './session-limits.js';
import { within } from './within.js';

/** What the holder of a lease is told. */
export interface LeaseHolder {
  /** Another process has the analysis now: stop at once, and write nothing more. */
  lost(): void;
  /** Somebody asked, perhaps in another process, to cancel it. Told until it ends. */
  cancelRequested(): void;
}

/**
 * Keeps the leases of all that runs in this process, and listens for requests of other processes. Its timer runs only while
 * there is a lease to keep. A log that can't be reached is asked again at the next beat: whether a lease was lost meanwhile is
 * decided by the log, which refuses every append of a run that lost it.
 */
export class LeaseKeeper {
  readonly #log: SessionLog;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #held = new Map<Lease, LeaseHolder>();
  #renewedAt = 0;
  #stopTimer: (() => void) | null = null;

  constructor(log: SessionLog, clock: Clock, logger: Logger) {
    this.#log = log;
    this.#clock = clock;
    this.#logger = logger;
  }

  /** Gives the way to keep it no longer. The lease itself is not let go of. */
  hold(lease: Lease, holder: LeaseHolder): () => void {
    this.#held.set(lease, holder);
    if (this.#stopTimer === null) {
      this.#renewedAt = this.#clock.now();
      this.#later();
    }
    return () => {
      this.#held.delete(lease);
      if (this.#held.size > 0) return;
      this.#stopTimer?.();
      this.#stopTimer = null;
    };
  }

  #later(): void {
    this.#stopTimer = this.#clock.after(CANCEL_CHECK_MS, () => void this.#beat());
  }

  async #beat(): Promise<void> {
    const leases = [...this.#held.keys()];
    try {
      if (this.#clock.now() - this.#renewedAt >= RENEW_MS) {
        this.#renewedAt = this.#clock.now();
        for (const lease of await this.#asked(this.#log.renew(leases))) this.#holderOf(lease)?.lost();
      }
      for (const lease of await this.#asked(this.#log.cancelRequested(leases))) this.#holderOf(lease)?.cancelRequested();
    } catch (error) {
      this.#logger.warn({ err: error }, 'the session log could not be asked about leases');
    }
    if (this.#held.size > 0) this.#later();
  }

  #asked(call: Promise<Lease[]>): Promise<Lease[]> {
    return within(this.#clock, LEASE_CALL_LIMIT_MS, 'Asking the session log about leases', call);
  }

  /** Logs may give copies. */
  #holderOf(lease: Lease): LeaseHolder | undefined {
    for (const [held, holder] of this.#held) if (held.analysis_id === lease.analysis_id && held.fence === lease.fence) return holder;
    return undefined;
  }
}
