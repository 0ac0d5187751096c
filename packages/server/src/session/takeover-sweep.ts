import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { SessionLog, TakenOver } from '../session-log/session-log.js';
import { TAKEOVER_SWEEP_MS } from './session-limits.js';

export interface TakeoverSweepOptions {
  log: SessionLog;
  clock: Clock;
  logger: Logger;
  /** How many analyses may be begun here now. */
  room: () => number;
  /** Goes on with an analysis. Must not throw. */
  goOn: (taken: TakenOver) => void;
}

/** Looks for analyses whose process is gone, at once, then every second, and when one is let go of. One look at a time. */
export class TakeoverSweep {
  readonly #options: TakeoverSweepOptions;
  #stopTimer: (() => void) | null = null;
  #stopListening: (() => void) | null = null;
  #looking: Promise<void> | null = null;
  #stopped = false;

  constructor(options: TakeoverSweepOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#looking !== null || this.#stopTimer !== null || this.#stopped) return;
    this.#stopListening = this.#options.log.onReleased(() => this.#hurry());
    this.#look();
  }

  /** Resolves when nothing more is taken. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopListening?.();
    this.#stopTimer?.();
    await this.#looking;
  }

  #hurry(): void {
    if (this.#looking !== null || this.#stopped) return;
    this.#stopTimer?.();
    this.#look();
  }

  #look(): void {
    this.#looking = this.#takeOver().finally(() => {
      this.#looking = null;
      if (this.#stopped) return;
      const jitter = 0.8 + 0.4 * Math.random();
      this.#stopTimer = this.#options.clock.after(TAKEOVER_SWEEP_MS * jitter, () => this.#look());
    });
  }

  async #takeOver(): Promise<void> {
    const { log, logger, room, goOn } = this.#options;
    const most = room();
    if (most <= 0) return;
    try {
      for (const taken of await log.takeOver(most)) goOn(taken);
    } catch (error) {
      logger.warn({ err: error }, 'the session log could not be asked for analyses whose process is gone');
    }
  }
}
