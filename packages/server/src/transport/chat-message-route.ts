import type { FastifyInstance } from 'fastify';
import { chatMessageRequestSchema, type ChatMessageResponse } from '@groundwire/protocol';
import { isoTimestamp } from '../base/clock.js';
import { newId } from '../base/new-id.js';
import { ApiFailure } from './api-failure.js';
import { parseChatMessage } from './chat-intent.js';
import type { PendingChats } from './pending-chats.js';
import { readAs } from './read-body.js';
import type { RouteContext } from './route-context.js';

/** `POST /api/chat/message`: says how a message was understood. Nothing is searched before `/api/chat/confirm-analysis`. */
export async function chatMessageRoute(app: FastifyInstance, { clock, pendingChats }: RouteContext & { pendingChats: PendingChats }): Promise<void> {
  app.post('/api/chat/message', async (request): Promise<ChatMessageResponse> => {
    const { message, session_id } = readAs(chatMessageRequestSchema, request.body);
    const parsed = parseChatMessage(message, clock.now());
    if (parsed.kind === 'not_understood') throw new ApiFailure('QUERY_PARSE_FAILED', parsed.reason, { suggestions: parsed.suggestions });
    if (parsed.kind === 'direct') return { success: true, response_type: 'direct_response', message: parsed.message, suggestions: parsed.suggestions };
    const { intent, confirmation } = parsed;
    const analysis_id = newId('analysis');
    pendingChats.add({
      analysis_id,
      session_id,
      query: message.trim(),
      parameters: { ...intent.parameters, ...(intent.countries.length === 0 ? {} : { countries: intent.countries }) },
      asked_at: isoTimestamp(clock),
      state: 'waiting',
      estimated_completion: null,
    });
    return { success: true, response_type: 'query_parsed', parsed_intent: intent, confirmation, analysis_id };
  });
}
