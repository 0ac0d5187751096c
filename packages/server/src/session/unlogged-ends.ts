import type { AnalysisErrorBody } from '@groundwire/protocol';

/**
 * Ends of analyses that run here and that the log can't take at present: the disk is full to the last block, or gone. No frame exists for
 * them, so they have no `seq` and no place in a replay; but who waits for an answer is told that it waits in vain. Readers look here
 * when the log gave them nothing. An end goes from here as soon as the log has it.
 */
export class UnloggedEnds {
  readonly #ends = new Map<string, { sessionId: string; body: AnalysisErrorBody }>();

  /** Gives the way to take it back. */
  add(sessionId: string, analysisId: string, body: AnalysisErrorBody): () => void {
    this.#ends.set(analysisId, { sessionId, body });
    return () => void this.#ends.delete(analysisId);
  }

  find(analysisId: string): AnalysisErrorBody | undefined {
    return this.#ends.get(analysisId)?.body;
  }

  /** By the ids of the analyses. */
  ofSession(sessionId: string): Array<[string, AnalysisErrorBody]> {
    return [...this.#ends].flatMap(([analysisId, end]): Array<[string, AnalysisErrorBody]> => (end.sessionId === sessionId ? [[analysisId, end.body]] : []));
  }
}
