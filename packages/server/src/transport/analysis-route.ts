import type { FastifyInstance } from 'fastify';
import { type AnalysisResponse, foldFrames } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import type { AnalysisRecord } from '../store/analysis-store.js';
import type { PendingChat, PendingChats } from './pending-chats.js';
import { resultsOf } from './results.js';
import { estimatedCompletion, type RouteContext } from './route-context.js';

type UnfinishedResponse = Extract<AnalysisResponse, { status: 'queued' | 'processing' }>;

/** `GET /api/analysis/{analysis_id}`: how far an analysis is, or its result. */
export async function analysisRoute(app: FastifyInstance, context: RouteContext & { pendingChats: PendingChats }): Promise<void> {
  app.get<{ Params: { analysis_id: string } }>('/api/analysis/:analysis_id', async (request, reply): Promise<AnalysisResponse> => {
    void reply.header('cache-control', 'no-store');
    const { analysis_id } = request.params;
    const record = await context.store.get(analysis_id);
    const finished = record === null ? null : finishedResponse(record);
    return finished ?? unfinishedResponse(analysis_id, record, context) ?? notFound();
  });
}

function notFound(): never {
  throw new GroundwireError('ANALYSIS_NOT_FOUND', 'No analysis has this id. Check it, or look it up in /api/analysis/history');
}

function finishedResponse(record: AnalysisRecord): AnalysisResponse | null {
  const { analysis_id, status, created_at } = record;
  if (status === 'queued' || status === 'processing') return null;
  const ended = { success: true as const, analysis_id, query: { text: record.query_text, parameters: record.parameters }, created_at, completed_at: record.completed_at ?? created_at };
  if (status === 'completed' && record.complete !== null) return { ...ended, status, results: resultsOf(foldFrames([record.complete])) };
  const error = record.error ?? { code: 'SERVER_ERROR' as const, message: 'The analysis ended without a result', recoverable: true };
  return { ...ended, status: status === 'completed' ? 'failed' : status, error, ...(record.partial_answer == null ? {} : { partial_answer: record.partial_answer }) };
}

/** Runs here; or, by the record, elsewhere; or is a chat message that waits for its confirmation. */
function unfinishedResponse(analysisId: string, record: AnalysisRecord | null, { sessions, clock, pendingChats }: RouteContext & { pendingChats: PendingChats }): UnfinishedResponse | null {
  const found = sessions.running(analysisId) ?? stateOfRecord(record) ?? stateOfChat(pendingChats.get(analysisId));
  return found === null ? null : { success: true, analysis_id: analysisId, ...found, estimated_completion: estimatedCompletion(clock) };
}

type State = Pick<UnfinishedResponse, 'status' | 'progress'>;

function stateOfRecord(record: AnalysisRecord | null): State | null {
  if (record === null || (record.status !== 'queued' && record.status !== 'processing')) return null;
  return { status: record.status, progress: { current_step: record.status, completion_percentage: 0 } };
}

function stateOfChat(chat: PendingChat | null): State | null {
  if (chat === null || chat.state === 'cancelled') return null;
  return { status: 'queued', progress: { current_step: chat.state === 'waiting' ? 'awaiting_confirmation' : 'queued', completion_percentage: 0 } };
}
