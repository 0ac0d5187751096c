import type { FastifyInstance } from 'fastify';
import { type AnalysisParameters, type confirmAnalysisResponseSchema, confirmAnalysisRequestSchema } from '@groundwire/protocol';
import type { z } from 'zod';
import { isoTimestamp } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import type { PendingChat, PendingChats } from './pending-chats.js';
import { readAs } from './read-body.js';
import { estimatedCompletion, type RouteContext } from './route-context.js';

type ConfirmResponse = z.infer<typeof confirmAnalysisResponseSchema>;
type ChatContext = RouteContext & { pendingChats: PendingChats };

/**
 * `POST /api/chat/confirm-analysis`: starts what a chat message proposed, or calls it off, also while it runs. Confirming twice
 * starts nothing twice and answers the same.
 */
export async function chatConfirmRoute(app: FastifyInstance, context: ChatContext): Promise<void> {
  app.post('/api/chat/confirm-analysis', async (request): Promise<ConfirmResponse> => {
    const { analysis_id, confirmed, modifications } = readAs(confirmAnalysisRequestSchema, request.body);
    const chat = context.pendingChats.get(analysis_id);
    if (chat === null) throw new GroundwireError('ANALYSIS_NOT_FOUND', 'No chat message waits under this analysis_id. It may be older than an hour: send the message again');
    if (confirmed) await start(chat, modifications ?? {}, context);
    else await cancel(chat, context);
    return {
      success: true,
      analysis_id,
      status: confirmed ? 'queued' : 'cancelled',
      estimated_completion: confirmed ? chat.estimated_completion : null,
      websocket_session: chat.session_id,
    };
  });
}

async function start(chat: PendingChat, modifications: AnalysisParameters, { sessions, clock }: ChatContext): Promise<void> {
  if (chat.state === 'cancelled') throw new GroundwireError('INVALID_REQUEST', 'This analysis was cancelled. Send the message again to ask anew');
  if (chat.state !== 'waiting') return;
  chat.state = 'starting';
  chat.estimated_completion = estimatedCompletion(clock);
  try {
    await sessions.start({ session_id: chat.session_id, query: chat.query, parameters: { ...chat.parameters, ...modifications }, analysis_id: chat.analysis_id, paced: true });
    // It may have been called off while it was starting.
    if (isCancelled(chat)) sessions.cancel(chat.analysis_id);
    else chat.state = 'started';
  } catch (thrown) {
    if (!isCancelled(chat)) chat.state = 'waiting';
    throw thrown;
  }
}

/** A function, because the compiler can't see that the state changes while something is awaited. */
function isCancelled(chat: PendingChat): boolean {
  return chat.state === 'cancelled';
}

async function cancel(chat: PendingChat, context: ChatContext): Promise<void> {
  const { state } = chat;
  if (state === 'cancelled') return;
  if (state === 'started' && !context.sessions.cancel(chat.analysis_id)) {
    throw new GroundwireError('INVALID_REQUEST', 'The analysis has ended already, so that there is nothing to cancel');
  }
  chat.state = 'cancelled';
  if (state === 'waiting') await recordCancelled(chat, context);
}

/** What was called off before it began is in the history too. */
async function recordCancelled(chat: PendingChat, { store, clock }: ChatContext): Promise<void> {
  await store.create({
    analysis_id: chat.analysis_id,
    session_id: chat.session_id,
    query_text: chat.query,
    parameters: chat.parameters,
    status: 'cancelled',
    created_at: chat.asked_at,
    completed_at: isoTimestamp(clock),
    complete: null,
    error: { code: 'CANCELLED', message: 'The analysis was cancelled before it began', recoverable: false },
  });
}
