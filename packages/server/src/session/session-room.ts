import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../base/clock.js';
import type { Attachment } from './attachment.js';
import { ProgressThrottle } from './progress-throttle.js';

/** Turns of the event loop that sockets get for what is left, before they are closed. */
const LAST_TURNS = 50;

/** The sockets that are open on one session, and the progress they are shown. */
export class SessionRoom {
  readonly attachments = new Set<Attachment>();
  readonly progress: ProgressThrottle;
  /** Analyses of the session that run in this process. */
  running = 0;

  constructor(clock: Clock) {
    this.progress = new ProgressThrottle(clock, (frame) => {
      const text = JSON.stringify(frame);
      for (const attachment of this.attachments) attachment.show(text);
    });
  }

  get empty(): boolean {
    return this.attachments.size === 0 && this.running === 0;
  }

  /** Closes all sockets, after those that can have got what the log has for them. */
  async close(code: number, reason: string): Promise<void> {
    for (let turn = 0; turn < LAST_TURNS && [...this.attachments].some((attachment) => !attachment.idle); turn += 1) await nextTurn();
    for (const attachment of [...this.attachments]) attachment.close(code, reason);
  }
}
