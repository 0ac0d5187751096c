import type { Citation, Claim, SourceSummary, Warning } from './citation.js';
import type { CitationBody, LoggedBody, Outcome, ProviderReport, Usage, WireError } from './frames.js';

/** What the frames of one analysis amount to. `text` grows token by token, `claims` and `citations` claim by claim; the rest is there once `status` is final. */
export interface Answer {
  analysis_id: string | null;
  status: 'queued' | 'processing' | 'completed' | 'failed';
  text: string;
  /** Index of the next token that is expected. */
  next_index: number;
  outcome: Outcome | null;
  citations: Citation[];
  claims: Claim[];
  sources: SourceSummary[];
  warnings: Warning[];
  search_terms: string[];
  usage: Usage | null;
  model: string | null;
  /** What came of each provider. */
  providers: ProviderReport[];
  error: WireError | null;
}

export function emptyAnswer(): Answer {
  return {
    analysis_id: null,
    status: 'queued',
    text: '',
    next_index: 0,
    outcome: null,
    citations: [],
    claims: [],
    sources: [],
    warnings: [],
    search_terms: [],
    usage: null,
    model: null,
    providers: [],
    error: null,
  };
}

/**
 * Adds one frame to an answer and gives the new answer; the old one stays as it was. Pure.
 *
 * A token whose index was already seen is dropped (a server delivers from index 0 again after a reconnect). Frames of
 * unknown types change nothing. After a terminal frame nothing changes any more.
 */
export function foldFrame(answer: Answer, frame: LoggedBody | { type: string }): Answer {
  if (answer.status === 'completed' || answer.status === 'failed') return answer;
  const body = frame as LoggedBody;
  switch (body.type) {
    case 'started':
      return { ...answer, analysis_id: body.analysis_id, status: 'processing' };
    case 'token':
      if (body.index < answer.next_index) return answer;
      return { ...answer, analysis_id: body.analysis_id, status: 'processing', text: answer.text + body.content, next_index: body.index + 1 };
    case 'citation':
      return withClaim(answer, body);
    case 'complete':
      return {
        ...answer,
        analysis_id: body.analysis_id,
        status: 'completed',
        text: body.answer,
        outcome: body.outcome,
        citations: body.citations,
        claims: body.claims,
        sources: body.sources,
        warnings: body.warnings,
        search_terms: body.search_terms,
        usage: body.usage,
        model: body.model,
        providers: body.providers ?? [],
      };
    case 'analysis_error':
      return { ...answer, analysis_id: body.analysis_id, status: 'failed', error: body.error };
    default:
      return answer;
  }
}

/** A claim that comes again replaces itself; one that others are missing before was told in a snapshot, or will be in the completion. */
function withClaim(answer: Answer, { analysis_id, index, claim, citations }: CitationBody): Answer {
  if (index > answer.claims.length) return answer;
  const renewed = new Set(citations.map(({ id }) => id));
  return {
    ...answer,
    analysis_id,
    status: 'processing',
    claims: [...answer.claims.slice(0, index), claim, ...answer.claims.slice(index + 1)],
    citations: [...answer.citations.filter(({ id }) => !renewed.has(id)), ...citations].sort((left, right) => left.number - right.number),
  };
}

/** Folds the frames of one analysis, in order. */
export function foldFrames(frames: Iterable<LoggedBody | { type: string }>): Answer {
  let answer = emptyAnswer();
  for (const frame of frames) answer = foldFrame(answer, frame);
  return answer;
}
