import type { AnalysisErrorBody, CompleteBody } from '@groundwire/protocol';
import { type Clock, pause } from '../base/clock.js';
import { AppendRefused, type Lease, LogFull, type SessionLog } from '../session-log/session-log.js';
import { APPEND_LIMIT_MS, END_RETRY_MS, LEASE_CALL_LIMIT_MS } from './session-limits.js';
import { within } from './within.js';

export type TerminalBody = CompleteBody | AnalysisErrorBody;

export interface AppendEndOptions {
  log: SessionLog;
  clock: Clock;
  lease: Lease;
  /** The end that says that the log could not take the other one. */
  sorry(failure: unknown): AnalysisErrorBody;
  /** The log takes neither. Gives the way to take that back. */
  announce(sorry: AnalysisErrorBody): () => void;
  /** This process stops: whoever takes the analysis over says how it ends. */
  stopped: AbortSignal;
}

/**
 * Brings the end of an analysis to the log, and gives the end that the log has; null when the process stopped before. A log that fails is
 * asked again every second, with an end that says so: it is announced to those who wait, and then nothing else may become of the
 * analysis. Rejects with `AppendRefused` when the analysis is no longer this process's.
 */
export async function appendEnd(end: TerminalBody, { log, clock, lease, sorry, announce, stopped }: AppendEndOptions): Promise<TerminalBody | null> {
  const failureOf = (body: TerminalBody) => within(clock, APPEND_LIMIT_MS, 'Appending the end to the session log', log.append(lease, [body])).then(() => null, asFailure);
  const failure = await failureOf(end);
  if (failure === null) return end;
  const instead = end.type === 'analysis_error' && end.error.code === 'LOG_UNAVAILABLE' ? end : sorry(failure.error);
  // A whole answer may be too much for what was put by, and a sentence not.
  if (end.type === 'complete' && failure.error instanceof LogFull && (await failureOf(instead)) === null) return instead;
  if (await isLost(log, clock, lease)) throw new AppendRefused('fenced');
  const takeBack = announce(instead);
  try {
    for (;;) {
      await pause(clock, END_RETRY_MS, stopped);
      if (stopped.aborted) return null;
      if ((await failureOf(instead)) === null) return instead;
    }
  } finally {
    takeBack();
  }
}

function asFailure(error: unknown): { error: unknown } {
  if (error instanceof AppendRefused) throw error;
  return { error };
}

/** Whether the analysis is known to be another process's, as far as the log can be asked. */
async function isLost(log: SessionLog, clock: Clock, lease: Lease): Promise<boolean> {
  try {
    return (await within(clock, LEASE_CALL_LIMIT_MS, 'Asking the session log about a lease', log.renew([lease]))).length > 0;
  } catch {
    return false;
  }
}
