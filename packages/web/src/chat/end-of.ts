import { AnalysisFailed } from '../server.js';
import { errorWords } from '../words.js';
import type { TurnEvent } from './turn.js';

/** How a turn ends when its answer does not come. */
export function endOf(thrown: unknown): TurnEvent {
  if (thrown instanceof AnalysisFailed && thrown.code === 'CANCELLED') return { type: 'stopped' };
  if (!(thrown instanceof Error)) return { type: 'failed', failure: { message: 'Something went wrong in this page.', retryable: true } };
  return { type: 'failed', failure: { message: errorWords(thrown), retryable: !(thrown instanceof AnalysisFailed) || thrown.recoverable } };
}
