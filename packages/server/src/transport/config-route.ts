import type { FastifyInstance } from 'fastify';
import { MAX_QUERY_LENGTH, MAX_SOURCES_DISPLAY } from '@groundwire/protocol';
import type { RouteContext } from './route-context.js';

/** `GET /config`: what a client may know of the settings. Never anything secret. */
export async function configRoute(app: FastifyInstance, { llmProvider }: RouteContext): Promise<void> {
  app.get('/config', async () => ({
    llm_provider: llmProvider(),
    max_query_length: MAX_QUERY_LENGTH,
    max_sources_display: MAX_SOURCES_DISPLAY,
    search_depth: 'basic',
  }));
}
