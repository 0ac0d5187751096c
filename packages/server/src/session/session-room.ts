import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../base/clock.js';
import type { Attachment } from './attachment.js';
import { ProgressThrottle } from './progress-throttle.js';

/** Turns of the event loop that sockets get for what is left, before they are closed. */
const LAST_TURNS = 50;

export interface SessionRoomOptions {
  clock: Clock;
  /** 0: an analysis that nobody follows goes on to its end. */
  orphanMs: number;
  /** Nobody has followed what runs here for so long. */
  onOrphaned: () => void;
}

/** Who follows one session in this process, what runs in it here, and the progress that its sockets are shown. */
export class SessionRoom {
  readonly attachments = new Set<Attachment>();
  readonly progress: ProgressThrottle;
  readonly #options: SessionRoomOptions;
  #running = 0;
  /** Followers other than sockets. */
  #others = 0;
  #stopOrphanTimer: (() => void) | null = null;

  constructor(options: SessionRoomOptions) {
    this.#options = options;
    this.progress = new ProgressThrottle(options.clock, (frame) => {
      const text = JSON.stringify(frame);
      for (const attachment of this.attachments) attachment.show(text);
    });
  }

  /** Analyses of the session that run in this process. */
  get running(): number {
    return this.#running;
  }

  get empty(): boolean {
    return this.attachments.size === 0 && this.#running === 0 && this.#others === 0;
  }

  runBegan(): void {
    this.#running += 1;
    this.changed();
  }

  runEnded(): void {
    this.#running -= 1;
    this.changed();
  }

  /** Gives the way to leave. */
  attend(): () => void {
    this.#others += 1;
    this.changed();
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#others -= 1;
      this.changed();
    };
  }

  /** To be called when a socket came or went: the time of an orphan begins when the last follower leaves. */
  changed(): void {
    const orphaned = this.#running > 0 && this.attachments.size === 0 && this.#others === 0;
    if (!orphaned) this.#stopTimer();
    else if (this.#stopOrphanTimer === null) this.touch();
  }

  /** Somebody asked how things stand: the time of an orphan begins anew. */
  touch(): void {
    const { clock, orphanMs, onOrphaned } = this.#options;
    this.#stopTimer();
    const isFollowed = this.#running === 0 || this.attachments.size > 0 || this.#others > 0;
    if (!isFollowed && orphanMs > 0) this.#stopOrphanTimer = clock.after(orphanMs, onOrphaned);
  }

  /** Tells clients that understand it when to come back. */
  announceEnd(reconnectInMs: number): void {
    for (const attachment of this.attachments) attachment.announceEnd(reconnectInMs);
  }

  /** Closes all sockets, after those that can have got what the log has for them. */
  async close(code: number, reason: string): Promise<void> {
    for (let turn = 0; turn < LAST_TURNS && [...this.attachments].some((attachment) => !attachment.idle); turn += 1) await nextTurn();
    for (const attachment of [...this.attachments]) attachment.close(code, reason);
  }

  #stopTimer(): void {
    this.#stopOrphanTimer?.();
    this.#stopOrphanTimer = null;
  }
}
