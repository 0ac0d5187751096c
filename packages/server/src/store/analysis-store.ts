import type { AnalysisParameters, AnalysisStatus, CompleteBody, WireError } from '@groundwire/protocol';

/** An analysis as history keeps it. Times are ISO 8601. */
export interface AnalysisRecord {
  analysis_id: string;
  session_id: string;
  query_text: string;
  parameters: AnalysisParameters;
  status: AnalysisStatus;
  created_at: string;
  completed_at: string | null;
  /** The terminal body, once it completed. */
  complete: CompleteBody | null;
  error: WireError | null;
  /** The text that was shown of an analysis that did not complete; null or absent where there was none. */
  partial_answer?: string | null | undefined;
}

/** Which records are meant; all of them without any. */
export interface HistoryFilter {
  status?: AnalysisStatus | undefined;
  session_id?: string | undefined;
  text?: string | undefined;
}

/** The analyses of record: they outlive the session log. */
export interface AnalysisStore {
  create(record: AnalysisRecord): Promise<void>;
  update(analysisId: string, change: Partial<Pick<AnalysisRecord, 'status' | 'completed_at' | 'complete' | 'error' | 'partial_answer' | 'parameters'>>): Promise<void>;
  get(analysisId: string): Promise<AnalysisRecord | null>;
  /** Newest first. `text` is looked for in questions, whatever the case. */
  list(options: HistoryFilter & { limit: number; offset: number }): Promise<{ records: AnalysisRecord[]; total: number }>;
  /** Turns of a session that completed with an answer, oldest first, at most `limit` of the newest; without those that a later question, or the one that `replaced` is of, stands in place of. */
  turns(sessionId: string, limit: number, replaced?: string): Promise<Array<{ question: string; answer: string }>>;
  /** Forgets a record. Gives whether it was there. */
  remove(analysisId: string): Promise<boolean>;
  /** Forgets all records of a session. Gives their number. */
  removeSession(sessionId: string): Promise<number>;
  /** Forgets ended analyses that were created before `before` (ISO 8601), oldest first, at most `limit`. Gives their number. */
  removeOlder(before: string, limit: number): Promise<number>;
  close(): Promise<void>;
}
