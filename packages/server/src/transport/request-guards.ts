import type { FastifyInstance } from 'fastify';
import { GroundwireError } from '../base/errors.js';
import { ApiFailure } from './api-failure.js';
import type { OriginPolicy } from './origin-policy.js';

/** For everything that is not a page of its own: nothing may be loaded by it or frame it. */
const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'";

/**
 * What holds for every request before its route sees it: a trace id, headers that keep browsers strict, and the refusal of
 * foreign pages and foreign host names. Must be registered before CORS and the routes.
 */
export function addRequestGuards(app: FastifyInstance, policy: OriginPolicy): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-trace-id': request.id,
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': CLOSED_POLICY,
    });
    const { host, origin } = request.headers;
    if (!policy.isAllowedHost(host)) throw foreignHost();
    if (!policy.isAllowedOrigin(origin, host)) throw foreignOrigin(origin ?? '');
  });
}

function foreignHost(): GroundwireError {
  return new GroundwireError(
    'FORBIDDEN_ORIGIN',
    'The Host header names a host that this server does not know. Call it as 127.0.0.1 or localhost, or set PUBLIC_URL to the address under which it is published',
  );
}

function foreignOrigin(origin: string): GroundwireError {
  return new ApiFailure('FORBIDDEN_ORIGIN', 'Pages of this origin may not call this server. Its operator can add the origin to CORS_ORIGINS, or set PUBLIC_URL if it is the server\'s own', {
    details: { origin: origin.slice(0, 200) },
  });
}
