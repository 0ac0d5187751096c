import type { FastifyInstance } from 'fastify';
import { executeRequestSchema, type executeResponseSchema, type executeWaitedResponseSchema } from '@groundwire/protocol';
import { z } from 'zod';
import { newId } from '../base/new-id.js';
import { ApiFailure } from './api-failure.js';
import { readAs } from './read-body.js';
import { resultsOf } from './results.js';
import { estimatedCompletion, type RouteContext } from './route-context.js';

type ExecuteRequest = z.output<typeof executeRequestSchema>;
type ExecuteResponse = z.infer<typeof executeResponseSchema>;
type WaitedResponse = z.infer<typeof executeWaitedResponseSchema>;

/** `?stream=`: absent means true. Python clients send `False`. */
const streamSchema = z.object({
  stream: z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'], 'must be true or false'))
    .default('true')
    .transform((word) => ['true', '1', 'yes', 'on'].includes(word)),
});

/**
 * `POST /api/analysis/execute`: starts an analysis whose frames go to `/ws/{websocket_session}`. With `?stream=false` it waits
 * and answers with the whole result; that an impatient client hangs up does not end the analysis.
 */
export async function executeRoute(app: FastifyInstance, context: RouteContext): Promise<void> {
  app.post('/api/analysis/execute', async (request) => {
    const { stream } = readAs(streamSchema, request.query);
    const body = readAs(executeRequestSchema, request.body);
    return stream ? execute(body, context) : executeAndWait(body, context);
  });
}

async function execute({ query_text, parameters, session_id }: ExecuteRequest, { sessions, clock }: RouteContext): Promise<ExecuteResponse> {
  const session = session_id ?? newId('session');
  const { analysis_id, created_at } = await sessions.start({ session_id: session, query: query_text, parameters: parameters ?? {}, paced: true });
  return { success: true, analysis_id, status: 'processing', estimated_completion: estimatedCompletion(clock), websocket_session: session, created_at };
}

async function executeAndWait({ query_text, parameters, session_id }: ExecuteRequest, { sessions }: RouteContext): Promise<WaitedResponse> {
  const { analysis_id } = await sessions.start({ session_id: session_id ?? newId('session'), query: query_text, parameters: parameters ?? {}, paced: false });
  const answer = await sessions.finished(analysis_id);
  if (answer.status === 'completed') return { success: true, status: 'completed', ...resultsOf(answer) };
  const { code, message, retry_after } = answer.error ?? { code: 'SERVER_ERROR' as const, message: 'The analysis ended without a result', retry_after: undefined };
  throw new ApiFailure(code, message, { details: { analysis_id }, retryAfter: retry_after });
}
