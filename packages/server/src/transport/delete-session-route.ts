import { type DeleteResponse, SESSION_ID_PATTERN } from '@groundwire/protocol';
import type { FastifyInstance } from 'fastify';
import { GroundwireError } from '../base/errors.js';
import type { RouteContext } from './route-context.js';

/**
 * `DELETE /api/sessions/{session_id}`: forgets all analyses of a session. What runs is cancelled first, and the session's sockets are
 * closed. A session that nobody has used has nothing to forget, which is no error.
 */
export async function deleteSessionRoute(app: FastifyInstance, { sessions }: RouteContext): Promise<void> {
  app.delete<{ Params: { session_id: string } }>('/api/sessions/:session_id', async (request): Promise<DeleteResponse> => {
    const { session_id } = request.params;
    if (!SESSION_ID_PATTERN.test(session_id)) throw new GroundwireError('INVALID_REQUEST', 'The session id must be 1 to 128 characters out of letters, digits, ".", "_", ":" and "-"');
    return { success: true, deleted: await sessions.forgetSession(session_id) };
  });
}
