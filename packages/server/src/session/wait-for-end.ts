import type { Clock } from '../base/clock.js';
import type { LoggedAnalysis, SessionLog } from '../session-log/session-log.js';
import { Doorbell } from './doorbell.js';
import { END_POLL_MS } from './session-limits.js';

export interface WaitForEndOptions {
  log: SessionLog;
  clock: Clock;
  sessionId: string;
  analysisId: string;
  signal: AbortSignal;
  /** Whether to wait no longer although the log knows no end. */
  enough?: (() => Promise<boolean>) | undefined;
}

/**
 * Waits until the log has the end of an analysis, in whichever process it runs. False: the log does not know the analysis (any
 * more), or there was enough of waiting. Rejects with the signal's reason.
 */
export async function waitForEnd({ log, clock, sessionId, analysisId, signal, enough }: WaitForEndOptions): Promise<boolean> {
  const bell = new Doorbell();
  const ring = () => bell.ring();
  const stopBell = log.subscribe(sessionId, ring);
  signal.addEventListener('abort', ring);
  let stopTimer = () => {};
  const poll = () => {
    stopTimer = clock.after(END_POLL_MS, () => {
      ring();
      poll();
    });
  };
  poll();
  try {
    for (;;) {
      signal.throwIfAborted();
      const known = await find(log, sessionId, analysisId);
      if (known === undefined) return false;
      if (known.status === 'ended') return true;
      if ((await enough?.()) === true) return false;
      await bell.wait();
    }
  } finally {
    stopTimer();
    stopBell();
    signal.removeEventListener('abort', ring);
  }
}

async function find(log: SessionLog, sessionId: string, analysisId: string): Promise<LoggedAnalysis | undefined> {
  return (await log.analyses(sessionId)).find((analysis) => analysis.analysis_id === analysisId);
}
