import type { AnalysisRecord, AnalysisStore, HistoryFilter } from './analysis-store.js';

/** Keeps the records in memory, for tests and for runs that shall leave nothing behind. Passes `analysis-store.contract.ts`. */
export function createMemoryAnalysisStore(): AnalysisStore {
  const records = new Map<string, AnalysisRecord>();

  const newestFirst = () => [...records.values()].reverse().sort((a, b) => (a.created_at < b.created_at ? 1 : a.created_at > b.created_at ? -1 : 0));

  return {
    async create(record) {
      if (records.has(record.analysis_id)) throw new Error(`the analysis ${record.analysis_id} is stored already`);
      records.set(record.analysis_id, structuredClone(record));
    },
    async update(analysisId, change) {
      const record = records.get(analysisId);
      if (record !== undefined) records.set(analysisId, { ...record, ...structuredClone(change) });
    },
    async get(analysisId) {
      return structuredClone(records.get(analysisId) ?? null);
    },
    async list({ limit, offset, ...filter }) {
      const matching = newestFirst().filter((record) => matches(record, filter));
      return { records: structuredClone(matching.slice(offset, offset + limit)), total: matching.length };
    },
    async turns(sessionId, limit, replaced) {
      const own = newestFirst().filter((record) => record.session_id === sessionId);
      const gone = new Set([replaced, ...own.map(({ parameters }) => parameters.replaces)]);
      const answered = own.filter((record) => !gone.has(record.analysis_id) && record.status === 'completed' && record.complete?.outcome === 'answered');
      return answered.slice(0, limit).reverse().map((record) => ({ question: record.query_text, answer: record.complete?.answer ?? '' }));
    },
    async remove(analysisId) {
      return records.delete(analysisId);
    },
    async removeSession(sessionId) {
      const of = newestFirst().filter((record) => record.session_id === sessionId);
      for (const record of of) records.delete(record.analysis_id);
      return of.length;
    },
    async removeOlder(before, limit) {
      const old = newestFirst().reverse().filter((record) => record.created_at < before && record.status !== 'queued' && record.status !== 'processing');
      for (const record of old.slice(0, limit)) records.delete(record.analysis_id);
      return Math.min(limit, old.length);
    },
    async close() {},
  };
}

function matches(record: AnalysisRecord, { status, session_id, text }: HistoryFilter): boolean {
  if (status !== undefined && record.status !== status) return false;
  if (session_id !== undefined && record.session_id !== session_id) return false;
  return text === undefined || record.query_text.toLowerCase().includes(text.toLowerCase());
}
