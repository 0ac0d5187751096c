import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { Doorbells } from './doorbells.js';
import type { LogStatements } from './sqlite-log-statements.js';
import type { StoredFrames } from './stored-frames.js';

const LOOK_MS = 50;

export interface ForeignWritesOptions {
  clock: Clock;
  logger: Logger;
  statements: LogStatements;
  frames: StoredFrames;
  /** This process, among the owners of analyses. */
  owner: string;
  bells: Doorbells;
  /** Looks whether another process wrote; gives how often one was seen to have. */
  look: () => number;
}

/** Rings for what other processes append to the same file, and calls back when they let go of leases. Looks only while somebody in this process follows a session. */
export class ForeignWrites {
  readonly #options: ForeignWritesOptions;
  readonly #onReleased = new Set<() => void>();
  #changes = 0;
  #stop: (() => void) | null = null;

  constructor(options: ForeignWritesOptions) {
    this.#options = options;
  }

  watch(): void {
    if (this.#stop !== null) return;
    this.#stop = this.#options.clock.after(LOOK_MS, () => this.#look());
  }

  /** This process rang for a session's frames up to `seq`. */
  seen(sessionId: string, seq: number): void {
    this.#options.bells.noteNewest(sessionId, seq);
  }

  onReleased(look: () => void): () => void {
    const own = () => look();
    this.#onReleased.add(own);
    return () => void this.#onReleased.delete(own);
  }

  close(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #look(): void {
    this.#stop = null;
    if (this.#options.bells.size === 0) return;
    this.watch();
    try {
      const changes = this.#options.look();
      if (changes === this.#changes) return;
      this.#ring();
      this.#changes = changes;
    } catch (thrown) {
      this.#options.logger.warn({ err: thrown }, 'the session log could not be looked at');
    }
  }

  #ring(): void {
    const { bells, statements, frames, owner, clock } = this.#options;
    if (statements.released.get(clock.now()) !== undefined) for (const look of this.#onReleased) look();
    for (const sessionId of bells.sessions()) if (bells.noteNewest(sessionId, frames.headSeq(sessionId))) bells.ring(sessionId);
    for (const sessionId of statements.cancelledSessions.all(owner)) bells.ring(sessionId);
  }
}
