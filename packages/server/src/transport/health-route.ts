import type { FastifyInstance } from 'fastify';
import type { RouteContext } from './route-context.js';

/** `GET /health`: always 200; `status` and `services` say how the server is. */
export async function healthRoute(app: FastifyInstance, { health }: RouteContext): Promise<void> {
  app.get('/health', async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    return health();
  });
}
