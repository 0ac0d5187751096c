import { randomBytes } from 'node:crypto';
import cors from '@fastify/cors';
import fastify, { type FastifyBaseLogger, type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { MAX_BODY_BYTES } from './base/limits.js';
import type { Logger } from './base/logger.js';
import { GroundwireError } from './base/errors.js';
import { analysisRoute } from './transport/analysis-route.js';
import { cancelRoute } from './transport/cancel-route.js';
import { chatConfirmRoute } from './transport/chat-confirm-route.js';
import { chatMessageRoute } from './transport/chat-message-route.js';
import { configRoute } from './transport/config-route.js';
import { deleteAnalysisRoute } from './transport/delete-analysis-route.js';
import { deleteSessionRoute } from './transport/delete-session-route.js';
import { documentRoute } from './transport/document-route.js';
import { asGroundwireError, logFailure, replyWithError } from './transport/error-replies.js';
import { eventsRoute } from './transport/events-route.js';
import { executeRoute } from './transport/execute-route.js';
import { healthRoute } from './transport/health-route.js';
import { historyRoute } from './transport/history-route.js';
import { libraryRoute } from './transport/library-route.js';
import { libraryUploadRoute } from './transport/library-upload-route.js';
import { collectMethods } from './transport/method-guards.js';
import { createOriginPolicy, type OriginPolicyOptions } from './transport/origin-policy.js';
import { PendingChats } from './transport/pending-chats.js';
import { addRequestGuards } from './transport/request-guards.js';
import { prefersHtml } from './transport/prefers-html.js';
import { researchRoute } from './transport/research-route.js';
import { rootRoute } from './transport/root-route.js';
import type { RouteContext } from './transport/route-context.js';
import { openWebPage } from './transport/web-page.js';
import { registerWebSocket } from './transport/ws-route.js';

export interface AppOptions extends RouteContext {
  logger: Logger;
  origins: OriginPolicyOptions;
  /** Take the caller's address from X-Forwarded-For. */
  trustProxy: boolean;
}

/** How long a client may take to send one request. */
const REQUEST_TIMEOUT_MS = 30_000;
const ROUTES = [rootRoute, healthRoute, configRoute, researchRoute, chatMessageRoute, chatConfirmRoute, executeRoute, historyRoute, analysisRoute, cancelRoute, deleteAnalysisRoute, deleteSessionRoute, eventsRoute, documentRoute, libraryRoute, libraryUploadRoute];

/**
 * The HTTP server with all its routes, not listening: `main.ts` listens, tests call `inject`. It owns what is common to all
 * requests: their guards, the forms of errors, the line in the log. It must not know any concrete store, model or source. Whoever
 * created it closes it.
 */
export function createApp(options: AppOptions): FastifyInstance {
  const app = createFastify(options);
  const policy = createOriginPolicy(options.origins);
  const context = { ...options, pendingChats: new PendingChats(options.clock) };

  addRequestGuards(app, policy);
  addErrorReplies(app, options);
  app.addHook('onResponse', async (request, reply) => logResponse(request, reply.statusCode, reply.elapsedTime));

  const guardMethods = collectMethods(app);
  // Foreign origins never get as far as this, so whatever origin is left may read the answer.
  app.register(cors, { origin: true, methods: ['GET', 'HEAD', 'POST', 'DELETE'], exposedHeaders: ['x-trace-id', 'retry-after'], maxAge: 600, strictPreflight: false });
  registerWebSocket(app, { sessions: options.sessions, isAllowedOrigin: policy.isAllowedOrigin, logger: options.logger });
  for (const route of ROUTES) app.register((instance) => route(instance, context));
  app.register(async () => guardMethods());
  return app;
}

function createFastify({ logger, trustProxy, clock }: AppOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = logger;
  return fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'trace_id' }),
    genReqId: () => `trace_${randomBytes(10).toString('hex')}`,
    requestIdHeader: false,
    bodyLimit: MAX_BODY_BYTES,
    // Closing waits for what runs, as long as the operator allows.
    pluginTimeout: 0,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy,
    // Requests that are being answered end in peace; connections that only wait are closed at once.
    forceCloseConnections: 'idle',
    // No route has a schema of Fastify's kind, and its compilers of schemas are a third of the time that a start takes.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    // Ids are checked where they are used, so that their owner can say what is wrong with them.
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2048 },
    frameworkErrors: (thrown, request, reply) => void replyWithError(asGroundwireError(thrown), request, reply, clock),
  });
}

function noSchemas(): never {
  throw new Error('Bodies are read by the schemas of the protocol (transport/read-body.ts): a route has none of its own');
}

function addErrorReplies(app: FastifyInstance, { clock, webRoot }: AppOptions): void {
  app.setErrorHandler((thrown, request, reply) => {
    const error = asGroundwireError(thrown, request.routeOptions.bodyLimit);
    logFailure(error, request);
    return replyWithError(error, request, reply, clock);
  });
  const page = openWebPage(webRoot);
  app.setNotFoundHandler((request, reply) => {
    // Whoever mistyped an address beside the page's own gets the page, which says so.
    if (page !== null && request.method === 'GET' && /^\/[^/?]+(\?|$)/.test(request.url) && prefersHtml(request.headers.accept)) return page.send(reply.code(404));
    return replyWithError(new GroundwireError('NOT_FOUND', 'There is nothing at this address. docs/api.md lists the routes'), request, reply, clock);
  });
}

/** The route's pattern instead of the address: what a client asked about is not the log's business. Polling is only for debugging. */
function logResponse(request: FastifyRequest, status: number, elapsedMs: number): void {
  const level = status >= 500 ? 'warn' : request.method === 'POST' || request.method === 'DELETE' ? 'info' : 'debug';
  request.log[level]({ method: request.method, route: request.routeOptions.url, status, ms: Math.round(elapsedMs), from: request.ip }, 'request');
}
