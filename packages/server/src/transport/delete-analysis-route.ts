import type { DeleteResponse } from '@groundwire/protocol';
import type { FastifyInstance } from 'fastify';
import type { RouteContext } from './route-context.js';

/** `DELETE /api/analysis/{analysis_id}`: forgets an analysis, its record and its frames. One that runs is cancelled first. */
export async function deleteAnalysisRoute(app: FastifyInstance, { sessions }: RouteContext): Promise<void> {
  app.delete<{ Params: { analysis_id: string } }>('/api/analysis/:analysis_id', async (request): Promise<DeleteResponse> => {
    await sessions.forgetAnalysis(request.params.analysis_id);
    return { success: true, deleted: 1 };
  });
}
