import type { StreamAnalysis } from '../analysis/analysis-params.js';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { SessionLog } from '../session-log/session-log.js';
import type { AnalysisStore } from '../store/analysis-store.js';
import type { Sessions } from './sessions.js';

/** Bounds that an operator or a test may move; the defaults are the protocol's and `base/limits.ts`. */
export interface SessionLimits {
  analysesPerSession: number;
  runningAnalyses: number;
  socketsPerSession: number;
  /** Milliseconds after which an analysis ends with `DEADLINE_EXCEEDED`. */
  deadlineMs: number;
}

export interface SessionsOptions {
  log: SessionLog;
  store: AnalysisStore;
  streamAnalysis: StreamAnalysis;
  clock: Clock;
  logger: Logger;
  /** Milliseconds between the words of a text that was not generated word by word, where somebody watches. */
  wordPaceMs: number;
  limits?: Partial<SessionLimits> | undefined;
}

/** The sessions of this process. `close` it before the log and the store. */
export function createSessions(_options: SessionsOptions): Sessions {
  throw new Error('Not there yet');
}
