import { type AnalysisProgress, PROGRESS_FRAMES_PER_SECOND } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';

/** A little over a second, so that a client that counts in its own seconds never sees one frame too many. */
const WINDOW_MS = 1_050;
/** Frames of one step are at least so far apart: steady rather than in bursts. */
const STEP_GAP_MS = 1_000 / PROGRESS_FRAMES_PER_SECOND;

interface Waiting {
  frame: AnalysisProgress;
  notBefore: number;
}

/**
 * Thins out the progress of one session to what may be sent: of each step the newest frame wins, and the last one of a step
 * is not lost; a new step is shown at once where the rate allows.
 */
export class ProgressThrottle {
  readonly #clock: Clock;
  readonly #send: (frame: AnalysisProgress) => void;
  readonly #waiting = new Map<string, Waiting>();
  /** When frames were sent, newest last, within the window. */
  #sentAt: number[] = [];
  readonly #lastOfStep = new Map<string, number>();
  #stopTimer: (() => void) | null = null;

  constructor(clock: Clock, send: (frame: AnalysisProgress) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  offer(frame: AnalysisProgress): void {
    const step = stepOf(frame);
    // The last frame of the step before goes out first, so that progress never seems to run backwards.
    this.#hurry(frame.analysis_id, step);
    const notBefore = (this.#lastOfStep.get(step) ?? Number.NEGATIVE_INFINITY) + STEP_GAP_MS;
    this.#waiting.set(step, { frame, notBefore });
    this.#flush();
  }

  /** The analysis is about to end: shows what the rate still allows, and forgets the rest, which would come too late. */
  finish(analysisId: string): void {
    this.#hurry(analysisId, null);
    this.#flush();
    for (const [step, { frame }] of this.#waiting) if (frame.analysis_id === analysisId) this.#waiting.delete(step);
    for (const step of this.#lastOfStep.keys()) if (step.endsWith(`\n${analysisId}`)) this.#lastOfStep.delete(step);
    if (this.#waiting.size === 0) this.#stop();
  }

  #hurry(analysisId: string, exceptStep: string | null): void {
    for (const [step, waiting] of this.#waiting) {
      if (waiting.frame.analysis_id === analysisId && step !== exceptStep) waiting.notBefore = 0;
    }
  }

  #flush(): void {
    const now = this.#clock.now();
    this.#sentAt = this.#sentAt.filter((at) => now - at < WINDOW_MS);
    for (const [step, { frame, notBefore }] of this.#waiting) {
      if (this.#sentAt.length >= PROGRESS_FRAMES_PER_SECOND) break;
      if (notBefore > now) continue;
      this.#waiting.delete(step);
      this.#sentAt.push(now);
      this.#lastOfStep.set(step, now);
      this.#send(frame);
    }
    this.#stop();
    if (this.#waiting.size > 0) this.#stopTimer = this.#clock.after(this.#nextTime() - now, () => this.#flush());
  }

  #nextTime(): number {
    const earliest = Math.min(...Array.from(this.#waiting.values(), (waiting) => waiting.notBefore));
    const oldest = this.#sentAt[this.#sentAt.length - PROGRESS_FRAMES_PER_SECOND];
    return oldest === undefined ? earliest : Math.max(earliest, oldest + WINDOW_MS);
  }

  #stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = null;
  }
}

function stepOf(frame: AnalysisProgress): string {
  return `${frame.step}\n${frame.analysis_id}`;
}
