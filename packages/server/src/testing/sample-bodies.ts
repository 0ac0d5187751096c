import type { CompleteBody } from '@groundwire/protocol';

/** A valid `complete` body with no citations, for tests that don't look at them. */
export function sampleCompleteBody(analysisId: string, answer: string): CompleteBody {
  return {
    type: 'complete',
    analysis_id: analysisId,
    citations: [],
    usage: { tokens: answer.split(/\s+/).filter((word) => word !== '').length },
    outcome: 'answered',
    answer,
    claims: [],
    sources: [],
    warnings: [],
    results_url: `/api/analysis/${analysisId}`,
    search_terms: ['why'],
    model: 'extractive',
  };
}
