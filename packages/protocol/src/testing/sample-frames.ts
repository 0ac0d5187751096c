import type { Citation } from '../citation.js';
import type { ServerFrame } from '../frames.js';

export function sampleCitation(overrides: Partial<Citation> = {}): Citation {
  return {
    id: 'c1',
    url: 'https://example.org/a',
    title: 'A page',
    domain: 'example.org',
    credibility: 0.5,
    published_at: '2025-09-01',
    number: 1,
    quotes: [{ text: 'Water boils at 100 degrees.', start: 0, end: 27 }],
    support: 'full',
    credibility_reasons: [{ reason: 'nothing is known about this source', effect: 'neutral' }],
    retrieved_at: '2025-09-28T12:00:00.000Z',
    content_hash: 'sha256:00',
    read: 'document',
    ...overrides,
  };
}

/** Valid frames as a server would send them for one short analysis, and one that failed: every type but the control frames. */
export function sampleFrames(): ServerFrame[] {
  const analysis_id = 'analysis_1';
  const timestamp = '2025-09-28T12:00:00.000Z';
  return [
    { type: 'connection_established', session_id: 's1', timestamp },
    { type: 'started', analysis_id, query: 'At what temperature does water boil?', seq: 1 },
    { type: 'analysis_progress', analysis_id, step: 'searching', progress: { completion_percentage: 10, current_step: 'searching' }, timestamp },
    { type: 'source_found', analysis_id, source_id: 'doc_1', provider: 'library', url: 'https://example.org/a', title: 'A page', domain: 'example.org', published_at: '2025-09-01', seq: 2 },
    { type: 'source_read', analysis_id, source_id: 'doc_1', words: 5, seq: 3 },
    { type: 'source_failed', analysis_id, source_id: 'doc_2', reason: 'The document was removed', seq: 4 },
    { type: 'token', content: 'Water boils at 100 ', index: 0, analysis_id, seq: 5 },
    { type: 'token', content: 'degrees. [1]', index: 1, analysis_id, seq: 6 },
    { type: 'citation', analysis_id, index: 0, claim: { start: 0, end: 31, citations: ['c1'], support: 'full', reason: 'The sentence is quoted word for word.' }, citations: [sampleCitation()], seq: 7 },
    {
      type: 'complete',
      analysis_id,
      citations: [sampleCitation()],
      usage: { tokens: 5 },
      outcome: 'answered',
      answer: 'Water boils at 100 degrees. [1]',
      claims: [{ start: 0, end: 31, citations: ['c1'], support: 'full', reason: 'The sentence is quoted word for word.' }],
      sources: [{ source_id: 'doc_1', provider: 'library', url: 'https://example.org/a', title: 'A page', domain: 'example.org', published_at: '2025-09-01', read: 'document', citation: 'c1' }],
      warnings: [],
      results_url: '/api/analysis/analysis_1',
      search_terms: ['water', 'boil', 'temperature'],
      model: 'extractive',
      seq: 8,
      epoch: 'e1',
    },
    { type: 'ping', timestamp },
    { type: 'analysis_error', analysis_id, error: { code: 'LLM_UNAVAILABLE', message: 'The model did not answer', recoverable: true }, timestamp, seq: 9, epoch: 'e1' },
  ];
}

/** One valid frame of each type that only v2 sockets get and that is not logged. */
export function sampleControlFrames(): ServerFrame[] {
  const analysis_id = 'analysis_1';
  const timestamp = '2025-09-28T12:00:00.000Z';
  return [
    { type: 'snapshot', analysis_id, content: 'Water boils ', through_index: 0, through_seq: 5, status: 'processing' },
    { type: 'caught_up', seq: 8, epoch: 'e1' },
    { type: 'resume_failed', reason: 'trimmed', epoch: 'e1', head_seq: 8 },
    { type: 'going_away', reconnect_in_ms: 1000 },
    { type: 'error', error: { code: 'INVALID_REQUEST', message: 'The message is not JSON', recoverable: false }, timestamp },
  ];
}
