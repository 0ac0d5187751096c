import type { AnalysisResponse, AnalysisStatus, DocumentResponse, HealthResponse, HistoryResponse } from '@groundwire/protocol';
import { callApi, queryOf } from './call-api.js';
import type { RestAccess } from './rest.js';

export interface HistoryOptions {
  /** 1 to 100, 10 by default. */
  limit?: number | undefined;
  offset?: number | undefined;
  status?: AnalysisStatus | undefined;
  /** Only analyses of this session. */
  session_id?: string | undefined;
  /** Only analyses whose question holds this text. */
  q?: string | undefined;
}

/** What the server keeps and says of itself. Each method rejects with `ConnectionFailed`, or with `RequestRefused` where the server says no. */
export interface Records {
  /** Past and running analyses, newest first. */
  history(options?: HistoryOptions): Promise<HistoryResponse>;
  /** How an analysis stands, or its result; null when it is not known. */
  analysis(analysis_id: string): Promise<AnalysisResponse | null>;
  /** Forgets an analysis; one that runs is cancelled. */
  deleteAnalysis(analysis_id: string): Promise<void>;
  /** Forgets a session with all its analyses. */
  deleteSession(session_id: string): Promise<void>;
  /** The cleaned text of a document, of the library or of a page that was read; null when it is not kept. */
  document(document_id: string): Promise<DocumentResponse | null>;
  health(): Promise<HealthResponse>;
}

export function createRecords(access: RestAccess): Records {
  const path = (id: string) => encodeURIComponent(id);
  return {
    history: (options = {}) => callApi(access, `/api/analysis/history${queryOf({ ...options })}`),
    analysis: (id) => callApi(access, `/api/analysis/${path(id)}`, { missing: null }),
    deleteAnalysis: (id) => callApi(access, `/api/analysis/${path(id)}`, { method: 'DELETE' }),
    deleteSession: (id) => callApi(access, `/api/sessions/${path(id)}`, { method: 'DELETE' }),
    document: (id) => callApi(access, `/documents/${path(id)}`, { missing: null }),
    health: () => callApi(access, '/health'),
  };
}
