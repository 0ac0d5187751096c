import type { FastifyInstance, HTTPMethods, RouteOptions } from 'fastify';
import { ApiFailure } from './api-failure.js';

const METHODS: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Answers 405 with `Allow` where an address exists, but not with the method of the request. Call before the routes are
 * registered; the returned function then adds the refusals. OPTIONS belongs to CORS.
 */
export function collectMethods(app: FastifyInstance): () => void {
  const methodsOf = new Map<string, Set<string>>();
  let collecting = true;
  app.addHook('onRoute', ({ url, method }: RouteOptions) => {
    if (!collecting || url === '*') return;
    const methods = methodsOf.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one);
    methodsOf.set(url, methods);
  });
  return () => {
    collecting = false;
    for (const [url, methods] of methodsOf) refuseOthers(app, url, methods);
  };
}

function refuseOthers(app: FastifyInstance, url: string, methods: ReadonlySet<string>): void {
  const others = METHODS.filter((method) => !methods.has(method));
  const allow = [...methods].filter((method) => method !== 'OPTIONS').sort().join(', ');
  if (others.length === 0 || allow === '') return;
  app.route({
    method: others,
    url,
    exposeHeadRoute: false,
    // Before the body is read: the method is wrong whatever the body holds.
    onRequest: async (request) => {
      throw new ApiFailure('INVALID_REQUEST', `${request.method} is not possible at this address. Use ${allow}`, { status: 405, headers: { allow } });
    },
    handler: () => undefined,
  });
}
