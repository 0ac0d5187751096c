import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { executeRequestSchema, type executeResponseSchema, type executeWaitedResponseSchema } from '@groundwire/protocol';
import { z } from 'zod';
import { GroundwireError } from '../base/errors.js';
import { newId } from '../base/new-id.js';
import type { StartRequest } from '../session/sessions.js';
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
 * and answers with the whole result; that an impatient client hangs up does not end the analysis. A request that is sent again with
 * its `client_request_id` (or the header `Idempotency-Key`) starts nothing new and gets the same analysis.
 */
export async function executeRoute(app: FastifyInstance, context: RouteContext): Promise<void> {
  app.post('/api/analysis/execute', async (request) => {
    const { stream } = readAs(streamSchema, request.query);
    const asked = startOf(readAs(executeRequestSchema, request.body), idempotencyKey(request), stream);
    return stream ? execute(asked, context) : executeAndWait(asked, context);
  });
}

function startOf(body: ExecuteRequest, key: string | undefined, paced: boolean): StartRequest {
  const client_request_id = body.client_request_id ?? key;
  return { session_id: body.session_id ?? sessionFor(client_request_id), query: body.query_text, parameters: body.parameters ?? {}, client_request_id, paced };
}

/** Requests are known by their key within a session: who names none, but a key, gets the same session each time. */
function sessionFor(client_request_id: string | undefined): string {
  return client_request_id === undefined ? newId('session') : `session_${createHash('sha256').update(client_request_id).digest('hex').slice(0, 32)}`;
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') return undefined;
  if (typeof key === 'string' && key.length <= 200) return key;
  throw new GroundwireError('INVALID_REQUEST', 'The header Idempotency-Key must hold one key of at most 200 characters');
}

async function execute(asked: StartRequest, { sessions, clock }: RouteContext): Promise<ExecuteResponse> {
  const { analysis_id, created_at } = await sessions.start(asked);
  return { success: true, analysis_id, status: 'processing', estimated_completion: estimatedCompletion(clock), websocket_session: asked.session_id, created_at };
}

async function executeAndWait(asked: StartRequest, { sessions }: RouteContext): Promise<WaitedResponse> {
  const { analysis_id } = await sessions.start(asked);
  const answer = await sessions.finished(analysis_id);
  if (answer.status === 'completed') return { success: true, status: 'completed', ...resultsOf(answer) };
  const { code, message, retry_after } = answer.error ?? { code: 'SERVER_ERROR' as const, message: 'The analysis ended without a result', retry_after: undefined };
  throw new ApiFailure(code, message, { details: { analysis_id }, retryAfter: retry_after });
}
