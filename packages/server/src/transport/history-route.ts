import type { FastifyInstance } from 'fastify';
import { type HistoryResponse, historyQuerySchema } from '@groundwire/protocol';
import type { AnalysisRecord } from '../store/analysis-store.js';
import { readAs } from './read-body.js';
import { summaryOf } from './results.js';
import type { RouteContext } from './route-context.js';

/** `GET /api/analysis/history`: analyses, newest first, page by page. */
export async function historyRoute(app: FastifyInstance, { store }: RouteContext): Promise<void> {
  app.get('/api/analysis/history', async (request, reply): Promise<HistoryResponse> => {
    void reply.header('cache-control', 'no-store');
    const { limit, offset, status, session_id, q } = readAs(historyQuerySchema, request.query);
    const { records, total } = await store.list({ limit, offset, status, session_id, text: q });
    return { success: true, analyses: records.map(entryOf), total_count: total, has_more: offset + records.length < total };
  });
}

function entryOf({ analysis_id, session_id, query_text, status, created_at, completed_at, complete }: AnalysisRecord): HistoryResponse['analyses'][number] {
  return { analysis_id, session_id, query_text, status, created_at, completed_at, summary: complete === null ? null : summaryOf(complete.answer) };
}
