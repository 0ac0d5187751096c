import type { FastifyInstance } from 'fastify';
import { MAX_SOURCES_DISPLAY, SESSION_ID_PATTERN, type Answer, type ResearchResponse } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import { newId } from '../base/new-id.js';
import { asGroundwireError, logFailure } from './error-replies.js';
import { readResearchRequest, type ResearchRequest, researchFaultOf } from './research-faults.js';
import type { RouteContext } from './route-context.js';

/** `POST /research`: the whole answer in one reply, in the shape that clients from before streaming know. */
export async function researchRoute(app: FastifyInstance, context: RouteContext): Promise<void> {
  app.setErrorHandler((thrown, request, reply) => {
    const error = asGroundwireError(thrown);
    logFailure(error, request);
    const { status, body } = researchFaultOf(thrown, error);
    return reply.code(status).send(body);
  });

  app.post('/research', async (request, reply) => {
    const read = readResearchRequest(request.body);
    if (!read.ok) return reply.code(read.fault.status).send(read.fault.body);
    return research(read.request, context);
  });
}

/** A failed search or model is an answer too: 200 with `success: false`. Only what nobody expected is thrown on. */
async function research(request: ResearchRequest, context: RouteContext): Promise<ResearchResponse> {
  const startedAt = context.clock.now();
  let queryId: string | null = null;
  try {
    context.requireModel(request);
    queryId = await start(request, context);
    const answer = await context.sessions.finished(queryId);
    return responseOf(request, queryId, answer, context.clock.now() - startedAt);
  } catch (thrown) {
    if (!(thrown instanceof GroundwireError) || thrown.code === 'SERVER_ERROR') throw thrown;
    return failure(request, queryId, thrown.message, context.clock.now() - startedAt);
  }
}

async function start({ query, user_session, llm_provider, model }: ResearchRequest, { sessions }: RouteContext): Promise<string> {
  const named = typeof user_session === 'string' && SESSION_ID_PATTERN.test(user_session);
  const started = await sessions.start({
    session_id: named ? user_session : newId('session'),
    query,
    parameters: { ...(model == null ? {} : { model }), ...(llm_provider == null ? {} : { llm_provider }) },
    paced: false,
  });
  return started.analysis_id;
}

function responseOf({ query }: ResearchRequest, queryId: string, answer: Answer, elapsedMs: number): ResearchResponse {
  if (answer.status === 'failed') return failure({ query }, queryId, answer.error?.message ?? 'The analysis failed', elapsedMs);
  const urls = sourceUrls(answer);
  return {
    success: true,
    query_id: queryId,
    query,
    search_terms: answer.search_terms,
    sources_count: Math.max(urls.length, answer.sources.length),
    final_answer: answer.text,
    sources: urls.slice(0, MAX_SOURCES_DISPLAY),
    processing_time_ms: Math.round(elapsedMs),
    error: null,
  };
}

function failure({ query }: { query: string }, queryId: string | null, error: string, elapsedMs: number): ResearchResponse {
  return { success: false, query_id: queryId, query, search_terms: [], sources_count: 0, final_answer: '', sources: [], processing_time_ms: Math.round(elapsedMs), error };
}

/** What the answer cites, in the order of its numbers, then what else was read. */
function sourceUrls(answer: Answer): string[] {
  const cited = answer.citations.map((citation) => citation.url);
  const others = answer.sources.filter((source) => source.citation === null).map((source) => source.url);
  const web = [...cited, ...others].filter((url): url is string => url !== null && /^https?:\/\//i.test(url));
  return [...new Set(web)];
}
