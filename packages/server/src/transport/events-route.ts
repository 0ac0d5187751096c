import { Readable } from 'node:stream';
import { MAX_SOCKETS_PER_SESSION } from '@groundwire/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GroundwireError } from '../base/errors.js';
import { type AnalysisEvent, followAnalysis } from '../session/follow-analysis.js';
import type { RouteContext } from './route-context.js';

type EventsContext = Pick<RouteContext, 'log' | 'store' | 'clock'> & { sessions: Pick<RouteContext['sessions'], 'attend' | 'unloggedEnd'> };
type EventsRequest = FastifyRequest<{ Params: { analysis_id: string }; Querystring: Record<string, unknown> }>;

/** How long a browser waits before it connects again. */
const RETRY_MS = 1_000;
/** A peer that reads nothing for so long is let go; it can go on where it was. */
const STALL_LIMIT_MS = 60_000;

/**
 * `GET /api/analysis/{analysis_id}/events`: one analysis as an event stream (WHATWG HTML, section 9.2), for those whose proxies break WebSockets.
 * An event's `id` is the frame's `seq`, its name the frame's type, its data the frame. `?after=SEQ`, or `Last-Event-ID`, which
 * wins because browsers repeat the address when they come back, says what the caller has. The stream ends with the
 * terminal frame; who has that already gets 204, which tells a browser to stop.
 */
export async function eventsRoute(app: FastifyInstance, context: EventsContext): Promise<void> {
  const open = new Set<{ sessionId: string; stop: AbortController }>();
  app.addHook('preClose', async () => {
    for (const { stop } of open) stop.abort();
  });
  app.get('/api/analysis/:analysis_id/events', { exposeHeadRoute: false }, async (request: EventsRequest, reply) => {
    const stop = new AbortController();
    const { log, store, clock, sessions } = context;
    const followed = await followAnalysis(request.params.analysis_id, { log, store, unloggedEnd: (id) => sessions.unloggedEnd(id), clock, after: cursorOf(request), signal: stop.signal });
    if (followed.state === 'unknown') throw new GroundwireError('ANALYSIS_NOT_FOUND', 'No analysis has this id. Check it, or look it up in /api/analysis/history');
    if (followed.state === 'over') return reply.header('cache-control', 'no-store').code(204).send();
    if (followed.state === 'recorded') return startStream(reply).send(RETRY + eventsText(followed.events));
    const { sessionId, batches } = followed;
    refuseTooMany([...open].filter((stream) => stream.sessionId === sessionId).length);
    const stream = { sessionId, stop };
    const leave = sessions.attend(sessionId);
    open.add(stream);
    reply.raw.setTimeout(STALL_LIMIT_MS, () => reply.raw.destroy());
    const gone = () => {
      stop.abort();
      leave();
      open.delete(stream);
    };
    // Whoever hung up while the log was asked is gone already.
    if (reply.raw.destroyed) gone();
    else reply.raw.once('close', gone);
    return startStream(reply).send(Readable.from(eventStream(batches), { objectMode: false }));
  });
}

const RETRY = `retry: ${RETRY_MS}\n\n`;

async function* eventStream(batches: AsyncIterable<AnalysisEvent[]>): AsyncGenerator<string, void, void> {
  yield RETRY;
  for await (const events of batches) yield events.length === 0 ? ': still here\n\n' : eventsText(events);
}

/** The text of a frame is JSON on one line, so it can't break out of its event. */
function eventsText(events: readonly AnalysisEvent[]): string {
  return events.map(({ type, seq, text }) => `${seq === null ? '' : `id: ${seq}\n`}event: ${type}\ndata: ${text}\n\n`).join('');
}

function startStream(reply: FastifyReply): FastifyReply {
  // The last one is for nginx, which would collect the stream.
  return reply.headers({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
}

function cursorOf(request: EventsRequest): number {
  const text = request.headers['last-event-id'] ?? request.query['after'] ?? '0';
  if (typeof text === 'string' && /^\d{1,15}$/.test(text)) return Number(text);
  throw new GroundwireError('INVALID_REQUEST', '"after" and Last-Event-ID must be the id of an event: a whole number from 0');
}

function refuseTooMany(count: number): void {
  if (count < MAX_SOCKETS_PER_SESSION) return;
  throw new GroundwireError('RATE_LIMITED', `The session has ${count} open event streams already, which is the most it may have. Close one first`, { retryAfter: 5 });
}
