import type { CancelResponse } from '@groundwire/protocol';
import type { FastifyInstance } from 'fastify';
import type { RouteContext } from './route-context.js';

/**
 * `POST /api/analysis/{analysis_id}/cancel`: ends an analysis with `CANCELLED`, wherever it runs, and says how it stands then. What was
 * written so far stays. Idempotent: one that had ended is left as it is, and its status answered.
 */
export async function cancelRoute(app: FastifyInstance, { sessions }: RouteContext): Promise<void> {
  app.post<{ Params: { analysis_id: string } }>('/api/analysis/:analysis_id/cancel', async (request): Promise<CancelResponse> => {
    const { analysis_id } = request.params;
    return { success: true, analysis_id, status: await sessions.cancelAnywhere(analysis_id) };
  });
}
