import type { AnalysisResponse } from '@groundwire/protocol';
import { errorWords } from '../words.js';
import { newTurn, nextTurn, type Turn } from './turn.js';

/** An analysis as history has it; null for one that runs, which the session delivers. Pure. */
export function pastTurn(result: AnalysisResponse): Turn | null {
  switch (result.status) {
    case 'queued':
    case 'processing':
      return null;
    case 'completed': {
      const { answer, ...rest } = result.results;
      return nextTurn(newTurn(result.analysis_id, result.query.text), { type: 'done', final: { search_terms: [], model: '', ...rest, text: answer } });
    }
    case 'failed':
    case 'cancelled': {
      const shown = nextTurn(newTurn(result.analysis_id, result.query.text), { type: 'replaced', text: result.partial_answer ?? '' });
      if (result.status === 'cancelled') return nextTurn(shown, { type: 'stopped' });
      const { message, recoverable } = result.error;
      return nextTurn(shown, { type: 'failed', failure: { message: errorWords({ name: 'AnalysisFailed', message, recoverable }), retryable: recoverable } });
    }
  }
}
