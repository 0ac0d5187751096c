import websocket from '@fastify/websocket';
import { MAX_INBOUND_FRAME_BYTES, MAX_SOCKETS_PER_SESSION, SESSION_ID_PATTERN } from '@groundwire/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { systemClock } from '../base/clock.js';
import { GroundwireError, toGroundwireError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import type { Sessions } from '../session/sessions.js';
import type { SocketWish } from '../session/socket-wish.js';
import { ApiFailure } from './api-failure.js';
import { asGroundwireError, logFailure, replyWithError } from './error-replies.js';
import { socketWish } from './socket-request.js';
import { watchUpgrades } from './upgrade-watch.js';
import { createWsSocket } from './ws-socket.js';

export interface WebSocketOptions {
  sessions: Sessions;
  /** Whether a page of this origin may open a socket; `undefined` is a program, not a page. */
  isAllowedOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  logger: Logger;
  socketsPerSession?: number | undefined;
}

const CLOSE_INTERNAL_ERROR = 1011;
const CLOSE_TRY_LATER = 1013;
/** `closeTimeout`: `ws` ends a socket by force when the peer leaves its closing handshake unanswered for so many milliseconds. */
const SERVER_OPTIONS = { perMessageDeflate: false, maxPayload: MAX_INBOUND_FRAME_BYTES, closeTimeout: 2_000 };

/**
 * `GET /ws/{session_id}`: the protocol over a WebSocket; the base protocol, or with `?v=2` the extended one. What can be refused is refused with an HTTP status before the
 * upgrade. When the app closes, the sessions are closed first, so that every socket gets its end and a code that says so.
 */
export function registerWebSocket(app: FastifyInstance, { sessions, isAllowedOrigin, logger, socketsPerSession = MAX_SOCKETS_PER_SESSION }: WebSocketOptions): void {
  const watch = watchUpgrades(app.server);
  app.register(websocket, {
    options: SERVER_OPTIONS,
    errorHandler: (error, socket) => onSocketError(error, socket, logger),
    preClose(done) {
      void sessions.close().catch((error: unknown) => logger.error({ err: error }, 'the sessions did not close cleanly')).then(() => {
        watch.endAll();
        app.websocketServer.close();
        done();
      });
    },
  });
  // The plugin would accept an upgrade at any address that has a route.
  app.addHook('preValidation', async (request) => {
    if (request.ws && !request.url.startsWith('/ws/')) throw noSocketHere();
  });
  app.register(async (scope) => {
    scope.route({
      method: 'GET',
      // Not `:session_id`: an id that is too long or holds a slash is to be refused with 400, not with 404.
      url: '/ws/*',
      onRequest: async (request) => {
        refuseBadId(sessionIdOf(request));
        refuseForeignOrigin(request, isAllowedOrigin);
        wishOf(request);
        if (request.ws) sessions.refuseWhenStopping();
        if (request.ws) refuseFullSession(sessions, sessionIdOf(request), socketsPerSession);
      },
      errorHandler: replyWithFault,
      handler: (_request, reply) => {
        throw plainGet(reply);
      },
      wsHandler: (socket, request) => {
        watch.upgraded(request.raw.socket);
        attach(sessions, socket, request, logger);
      },
    });
  });
}

function attach(sessions: Sessions, socket: WebSocket, request: FastifyRequest, logger: Logger): void {
  const port = createWsSocket(socket, request.raw.socket);
  try {
    sessions.attach(sessionIdOf(request), port, wishOf(request));
  } catch (thrown) {
    const error = toGroundwireError(thrown);
    if (error.code === 'SERVER_ERROR') logger.error({ err: thrown }, 'a socket could not be attached');
    // A reason of a closing handshake has at most 123 bytes (RFC 6455, section 5.5).
    port.close(error.code === 'SERVER_ERROR' ? CLOSE_INTERNAL_ERROR : CLOSE_TRY_LATER, error.message.slice(0, 120));
  }
}

function sessionIdOf(request: FastifyRequest): string {
  return (request.params as { '*': string })['*'];
}

function wishOf(request: FastifyRequest): SocketWish {
  return socketWish(request.query as Record<string, unknown>);
}

function refuseBadId(sessionId: string): void {
  if (SESSION_ID_PATTERN.test(sessionId)) return;
  throw new GroundwireError('INVALID_REQUEST', 'The session id in /ws/{session_id} must be 1 to 128 characters out of letters, digits, ".", "_", ":" and "-"');
}

function refuseForeignOrigin(request: FastifyRequest, isAllowedOrigin: WebSocketOptions['isAllowedOrigin']): void {
  const { origin, host } = request.headers;
  if (isAllowedOrigin(origin, host)) return;
  throw new GroundwireError('FORBIDDEN_ORIGIN', 'Pages of this origin may not open a socket here. Its operator can add the origin to CORS_ORIGINS');
}

function refuseFullSession(sessions: Sessions, sessionId: string, most: number): void {
  if (sessions.counts(sessionId).sockets < most) return;
  throw new GroundwireError('RATE_LIMITED', `The session has ${most} open sockets already, which is the most it may have. Close one first`, { retryAfter: 5 });
}

function noSocketHere(): ApiFailure {
  return new ApiFailure('INVALID_REQUEST', 'This address is no WebSocket. Sockets are opened at /ws/{session_id}', { status: 404 });
}

function plainGet(reply: FastifyReply): ApiFailure {
  // RFC 9110, section 15.5.22: 426 names what to upgrade to.
  void reply.header('connection', 'upgrade');
  return new ApiFailure('INVALID_REQUEST', 'This address is a WebSocket. Open it with ws:// or wss:// in place of http:// or https://', { status: 426, headers: { upgrade: 'websocket' } });
}

function replyWithFault(thrown: Error, request: FastifyRequest, reply: FastifyReply): void {
  const error = asGroundwireError(thrown);
  logFailure(error, request);
  void replyWithError(error, request, reply, systemClock);
}

/** Oversized frames, bad UTF-8 and broken connections: `ws` has chosen the close code and begun to close. */
function onSocketError(error: Error, socket: WebSocket, logger: Logger): void {
  logger.debug({ err: error }, 'a socket failed');
  if (socket.readyState === socket.OPEN) socket.close(CLOSE_INTERNAL_ERROR);
}
