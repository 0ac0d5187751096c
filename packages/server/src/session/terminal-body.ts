import type { AnalysisErrorBody, Answer, CompleteBody } from '@groundwire/protocol';

/** What the terminal body of an answer was, by what it left in the answer. Pure. */
export function terminalBody(analysis_id: string, answer: Answer, endedAt: string | null): CompleteBody | AnalysisErrorBody {
  if (answer.status !== 'completed') {
    const error = answer.error ?? { code: 'SERVER_ERROR' as const, message: 'The analysis ended without a result', recoverable: true };
    return { type: 'analysis_error', analysis_id, error, timestamp: endedAt ?? new Date(0).toISOString() };
  }
  const { citations, claims, sources, warnings, search_terms } = answer;
  return {
    type: 'complete',
    analysis_id,
    citations,
    usage: answer.usage ?? { tokens: 0 },
    outcome: answer.outcome ?? 'no_answer',
    answer: answer.text,
    claims,
    sources,
    warnings,
    results_url: `/api/analysis/${encodeURIComponent(analysis_id)}`,
    search_terms,
    model: answer.model ?? 'unknown',
  };
}
