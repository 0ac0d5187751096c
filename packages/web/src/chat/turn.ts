import type { AnalysisProgress, Citation, Claim, ProviderReport, SourceSummary } from '@groundwire/protocol';
import type { FinalAnswer, SettledClaims, SourceFrame } from '../server.js';

/** A source as the reader sees it while the analysis runs. */
export interface FoundSource {
  source_id: string;
  title: string;
  domain: string;
  url: string | null;
  state: 'found' | 'read' | 'failed';
  /** Words of its text, once it was read. */
  words: number | null;
  /** Why it could not be read. */
  reason: string | null;
}

/** As much of an answer as can be checked: the claims are ranges of the text. */
export interface Checkable {
  text: string;
  claims: readonly Claim[];
  citations: readonly Citation[];
}

export interface Failure {
  message: string;
  /** Asking the same again may help. */
  retryable: boolean;
}

/** A question and what has become of it. */
export interface Turn {
  /** Unlike `analysis_id` it is there from the first moment. */
  key: string;
  question: string;
  analysis_id: string | null;
  status: 'running' | 'done' | 'stopped' | 'failed';
  text: string;
  progress: AnalysisProgress | null;
  providers: readonly ProviderReport[];
  sources: readonly FoundSource[];
  /** What its sentences rest on, as far as that is settled while it is written. */
  settled: Checkable;
  final: FinalAnswer | null;
  failure: Failure | null;
}

export type TurnEvent =
  | { type: 'token'; content: string }
  | { type: 'replaced'; text: string }
  | { type: 'progress'; frame: AnalysisProgress }
  | { type: 'source'; frame: SourceFrame }
  | { type: 'claims'; settled: SettledClaims }
  | { type: 'question'; question: string }
  | { type: 'done'; final: FinalAnswer }
  | { type: 'stopped' }
  | { type: 'failed'; failure: Failure };

const NOTHING_SETTLED: Checkable = { text: '', claims: [], citations: [] };

export function newTurn(key: string, question: string): Turn {
  return { key, question, analysis_id: null, status: 'running', text: '', progress: null, providers: [], sources: [], settled: NOTHING_SETTLED, final: null, failure: null };
}

/** The turn after an event. Pure; after the end nothing changes any more. */
export function nextTurn(turn: Turn, event: TurnEvent): Turn {
  // Of an answer that was over before the page came, the question may be learnt last.
  if (event.type === 'question') return { ...turn, question: event.question };
  if (turn.status !== 'running') return turn;
  switch (event.type) {
    case 'token':
      return { ...turn, text: turn.text + event.content };
    case 'replaced':
      return { ...turn, text: event.text, settled: NOTHING_SETTLED };
    case 'claims':
      return { ...turn, settled: { text: turn.text, ...event.settled } };
    case 'progress':
      return { ...turn, progress: event.frame, providers: event.frame.progress.providers ?? turn.providers };
    case 'source':
      return { ...turn, sources: withSource(turn.sources, event.frame) };
    case 'done':
      return { ...turn, status: 'done', text: event.final.text, final: event.final, analysis_id: event.final.analysis_id, sources: withSummaries(turn.sources, event.final.sources) };
    case 'stopped':
      return { ...turn, status: 'stopped' };
    case 'failed':
      return { ...turn, status: 'failed', failure: event.failure };
  }
}

function withSource(sources: readonly FoundSource[], frame: SourceFrame): readonly FoundSource[] {
  switch (frame.type) {
    case 'source_found':
      if (sources.some(({ source_id }) => source_id === frame.source_id)) return sources;
      return [...sources, { source_id: frame.source_id, title: frame.title, domain: frame.domain, url: frame.url, state: 'found', words: null, reason: null }];
    case 'source_read':
      return sources.map((source) => (source.source_id === frame.source_id ? { ...source, state: 'read', words: frame.words } : source));
    case 'source_failed':
      return sources.map((source) => (source.source_id === frame.source_id ? { ...source, state: 'failed', reason: frame.reason } : source));
  }
}

/** Of an answer that is shown again later only the summaries are left. */
function withSummaries(sources: readonly FoundSource[], summaries: readonly SourceSummary[]): readonly FoundSource[] {
  const known = new Set(sources.map(({ source_id }) => source_id));
  const others = summaries.filter(({ source_id }) => !known.has(source_id));
  return [...sources, ...others.map(({ source_id, title, domain, url, read }) => ({ source_id, title, domain, url, state: read === 'snippet' || read === null ? ('found' as const) : ('read' as const), words: null, reason: null }))];
}
