import type { AnalysisParameters, FrameBody } from '@groundwire/protocol';
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
}

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
 * 0, 1, 2, …, and last exactly one terminal body, `complete` or `analysis_error`; `analysis_progress` in between. Never
 * throws: a failure is the terminal `analysis_error`.
 */
export type StreamAnalysis = (params: AnalysisParams, sessionId: string, context: AnalysisContext) => AsyncGenerator<FrameBody, void, void>;
