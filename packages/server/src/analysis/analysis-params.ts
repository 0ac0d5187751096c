import type { AnalysisParameters, Claim, FrameBody } from '@groundwire/protocol';
import type { RankedPassage, RankedSentence } from '../ranking/ranked-passage.js';
import type { Turn } from '../models/writer.js';

/** What the engine is asked. */
export interface AnalysisParams {
  analysis_id: string;
  query: string;
  parameters: AnalysisParameters;
  client_request_id?: string | undefined;
  /** Earlier turns of the session, oldest first; empty unless `parameters.follow_up`. */
  history: Turn[];
  /** Set when this run goes on with one that was cut off. Bodies that were logged already may be yielded again, but for tokens. */
  resume?: ResumePoint | undefined;
}

/** Where an earlier run of the same analysis, in a process that is gone, left off. */
export interface ResumePoint {
  /** What that run noted, by key. */
  notes: Record<string, unknown>;
  /** The text that was shown. It stands: the answer continues behind it, to the character. */
  shown: string;
  /** Index of the next token. */
  next_index: number;
  /** The claims of that text that were told of. */
  claims?: readonly Claim[] | undefined;
  /** 2 for the first takeover, and so on. */
  attempt: number;
}

/**
 * Something a takeover needs and no client sees. It is stored in the same step as the bodies that follow it: a note that is
 * yielded before a token is there whenever the token is.
 */
export interface Note {
  type: 'note';
  key: string;
  /** Plain JSON. */
  value: unknown;
}

export type EngineBody = FrameBody | Note;

/** How one run is to go about it. */
export interface AnalysisContext {
  /** Aborted on cancel and at the deadline, with a `GroundwireError` as its reason. */
  signal: AbortSignal;
  /** Milliseconds between the words of a text that was not generated word by word; 0 sends it at once. */
  wordPaceMs: number;
  /** Called with what ranking chose, before writing starts: for evaluation and tracing. */
  onRanked?: ((ranked: { passages: RankedPassage[]; sentences: RankedSentence[] }) => void) | undefined;
}

/**
 * The guide's `stream_analysis(params, session_id)`: from a question to frame bodies.
 *
 * Yields `started` first, then `source_found`, `source_read` or `source_failed` per source, then `token`s with index
 * 0, 1, 2, … and a `citation` for each claim behind its tokens, and last exactly one terminal body, `complete` or `analysis_error`; `analysis_progress` in between. Never
 * throws: a failure is the terminal `analysis_error`.
 */
export type StreamAnalysis = (params: AnalysisParams, sessionId: string, context: AnalysisContext) => AsyncGenerator<EngineBody, void, void>;
