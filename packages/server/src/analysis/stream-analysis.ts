import type { AnalysisParameters, AnalysisProgress, CitationBody, FrameBody, ProgressStep, ProviderReport, TokenBody } from '@groundwire/protocol';
import { isoTimestamp } from '../base/clock.js';
import { GroundwireError, toGroundwireError, toWireError } from '../base/errors.js';
import type { Writer } from '../models/writer.js';
import type { RankOptions } from '../ranking/rank-source.js';
import type { FoundSource } from '../sources/source-provider.js';
import type { AnalysisContext, AnalysisParams, EngineBody, Note, StreamAnalysis } from './analysis-params.js';
import { Beat } from './beat.js';
import { completeBody } from './complete-body.js';
import { effortFor } from './effort.js';
import { endingWith } from './ending-with.js';
import type { EngineEdges } from './engine-edges.js';
import { contextNote, contextOf, type FrozenContext } from './frozen-context.js';
import { type GatheredSources, gatherSources } from './gather-sources.js';
import { knownAddresses } from './known-addresses.js';
import { LiveClaims } from './live-claims.js';
import { lookAgain } from './look-again.js';
import { matchUncited } from './match-uncited.js';
import { numberingNote, renumbered } from './numbering.js';
import { orderByMeaning } from './order-by-meaning.js';
import { orderWarnings } from './order-warnings.js';
import { rankRead, settleOrder } from './rank-read.js';
import { type ReadSource, type ReadSources, readSources } from './read-sources.js';
import { askSecondOpinion } from './second-opinion.js';
import { isTooLong, trimPassages } from './trim-passages.js';
import { whileWorking } from './while-working.js';
import { whyNoSources } from './why-no-sources.js';
import { type WrittenAnswer, writeAnswer } from './write-answer.js';
import { warningsOf } from './written-warnings.js';
import { upstreamNote, type WrittenBefore, writtenBefore } from './written-before.js';

/** Words of an extracted answer, and of a generated one, where the question does not say. */
const DEFAULT_WORDS = { whole: 80, stream: 250 } as const;
/** How long a second opinion on the claims may take, where the settings do not say. */
const SECOND_OPINION_MS = 4_000;

/**
 * The engine: from a question to frame bodies, as one readable story. Each step has a file of its own in this folder.
 *
 * It owns the order of the steps and nothing else. It never sees a socket, a session log or a concrete edge: it gets
 * interfaces (`EngineEdges`) and yields values. `session/analysis-run.ts` drives it; evaluation and tests call it directly.
 */
export function createStreamAnalysis(edges: EngineEdges): StreamAnalysis {
  const beat = new Beat(edges.clock);
  return (params, _sessionId, context) => {
    // Text of an earlier run counts: it was shown.
    let started = (params.resume?.next_index ?? 0) > 0;
    return endingWith(answerQuestion(edges, beat, params, context), {
      passed(body) {
        started ||= body.type === 'token';
      },
      failed(thrown) {
        const error = context.signal.aborted ? toGroundwireError(context.signal.reason) : toGroundwireError(thrown);
        if (error.code === 'SERVER_ERROR') edges.logger.error({ err: error.cause ?? error, analysis_id: params.analysis_id }, 'the analysis failed');
        // What the client is not told, for example the model server's own words.
        else if (error.cause !== undefined) edges.logger.warn({ err: error, analysis_id: params.analysis_id }, 'the analysis failed');
        return { type: 'analysis_error', analysis_id: params.analysis_id, error: toWireError(error, started), timestamp: isoTimestamp(edges.clock) };
      },
    });
  };
}

async function* answerQuestion(edges: EngineEdges, beat: Beat, params: AnalysisParams, context: AnalysisContext): AsyncGenerator<EngineBody, void, void> {
  const { analysis_id, query, parameters, resume } = params;
  const { signal } = context;
  const progress = (step: ProgressStep, percentage: number, message: string) => progressBody(edges, analysis_id, step, percentage, message);

  yield { type: 'started', analysis_id, query, ...(params.client_request_id === undefined ? {} : { client_request_id: params.client_request_id }) };
  const writer = await edges.writerFor(parameters);
  const known = contextOf(resume);
  const told = new Set<string>();
  const frozen = known ?? (yield* findSources(edges, params, { writer, signal, told }));
  const found = readSources(frozen.sources, new Map(frozen.unread));
  for (const body of sourceBodies(analysis_id, frozen, found)) if (!told.has(toldKey(body))) yield body;

  yield progress('ranking', 50, 'Choosing the passages that answer');
  const byWords = rankRead(query, frozen.parts, found.read, rankOptions(frozen, parameters));
  const order = yield* orderByMeaning(query, byWords.passages, {
    // An extracted answer is chosen sentence by sentence, by words.
    embeddings: writer.delivery === 'stream' ? (edges.embeddings ?? null) : null,
    resume: known === null ? undefined : resume,
    settle: (passages) => settleOrder(query, found.read, passages, rankOptions(frozen, parameters)),
    clock: edges.clock,
    signal,
    limitMs: effortFor(parameters.mode ?? 'quick', edges.effort).embedMs,
    logger: edges.logger,
  });
  const ranked = { ...byWords, passages: order.passages };
  context.onRanked?.(ranked);
  signal.throwIfAborted();

  yield progress('writing', 60, 'Writing the answer');
  const chosenWriter = found.read.length === 0 ? noSourcesWriter(writer, whyNoSources(frozen, parameters)) : writer;
  const write = async function* (before: WrittenBefore | null): AsyncGenerator<TokenBody | CitationBody | Note, { written: WrittenAnswer; read: ReadSource[]; claims: LiveClaims }, void> {
    const { read, passages } = before?.way === 'onward' ? renumbered(found.read, ranked.passages, before.numbering.citations) : { read: found.read, passages: ranked.passages };
    const claims = new LiveClaims({ analysisId: analysis_id, read, publicUrl: edges.publicUrl(), judgeCredibility: edges.judgeCredibility, known: resume?.claims ?? [] });
    const written = yield* writeAnswer({
      analysisId: analysis_id,
      writer: chosenWriter,
      request: {
        question: query,
        sources: read.map(({ number, found: source }) => ({ number, title: source.title, domain: source.domain, published_at: source.published_at })),
        passages,
        answerability: ranked.answerability,
        history: params.history,
        max_words: parameters.max_words ?? DEFAULT_WORDS[writer.delivery],
        language: parameters.language,
        today: new Date(frozen.now).toISOString().slice(0, 10),
      },
      clock: edges.clock,
      beat,
      wordPaceMs: context.wordPaceMs,
      signal,
      addresses: knownAddresses(frozen.sources, passages),
      matchUncited: (answer) => matchUncited(answer, read),
      note: (citationNumbers, noAnswer) => numberingNote(read, citationNumbers, noAnswer),
      claims,
      before,
      attempt: resume?.attempt ?? 1,
    });
    return { written, read, claims };
  };
  const { written, read, claims } = yield* orAskedInWords(chosenWriter, write, (upstreamGone) => writtenBefore(resume, known, chosenWriter, { upstreamGone }));
  requireText(written);

  yield progress('checking', 95, 'Checking the citations');
  if (!written.noAnswer) await lookAgain(claims, { providers: edges.providers, clock: edges.clock, signal, logger: edges.logger });
  const second = written.noAnswer ? null : (edges.secondOpinionFor?.(parameters) ?? null);
  const warning = second === null ? null : await askSecondOpinion(claims.settlement, second, { clock: edges.clock, signal, limitMs: edges.secondOpinionMs ?? SECOND_OPINION_MS, logger: edges.logger });
  for (const body of claims.rest()) yield body;
  const complete = completeBody({ analysisId: analysis_id, written, settled: claims, gathered: frozen.sources, read, warnings: [...frozen.warnings, ...order.warnings, ...orderWarnings(found.read), ...warningsOf(written), ...(warning === null ? [] : [warning])], searchTerms: frozen.searchTerms, model: writer.name, judgeCredibility: edges.judgeCredibility, providers: frozen.providers, research: frozen.research });
  edges.reader?.cited(complete.citations.flatMap(({ number }) => claims.sourceOf(number)?.found.document_id ?? []));
  yield complete;
}

/** Where the model's provider no longer has the answer that was cut off, the model is asked to go on with what was shown. */
async function* orAskedInWords<Result>(writer: Writer, write: (before: WrittenBefore | null) => AsyncGenerator<TokenBody | CitationBody | Note, Result, void>, before: (upstreamGone: boolean) => WrittenBefore | null): AsyncGenerator<TokenBody | CitationBody | Note, Result, void> {
  try {
    return yield* write(before(false));
  } catch (thrown) {
    if (writer.reattaches?.isGone(thrown) !== true) throw thrown;
    yield upstreamNote(null);
    return yield* write(before(true));
  }
}

/** Searches and reads, and notes what was read before anything depends on it: whoever goes on with this answer does neither again. */
async function* findSources(edges: EngineEdges, params: AnalysisParams, { writer, signal, told }: { writer: Writer; signal: AbortSignal; told: Set<string> }): AsyncGenerator<EngineBody, FrozenContext, void> {
  const { analysis_id, query, parameters } = params;
  const now = edges.clock.now();
  const progress = (step: ProgressStep, percentage: number, message: string, providers?: ProviderReport[]) => progressBody(edges, analysis_id, step, percentage, message, providers);
  const gathered = yield* whileWorking<FrameBody, GatheredSources>(signal, (tell, own) => {
    const tellOnce = (body: FrameBody) => {
      told.add(toldKey(body));
      tell(body);
    };
    return gatherSources({ edges, params, now, signal: own, tell: tellOnce, progress });
  });
  const frozen: FrozenContext = { ...gathered, sources: kept(gathered, query, rankOptions({ ...gathered, now }, parameters)), now, writer: writer.name };
  yield contextNote(frozen);
  return frozen;
}

/** Of long pages what may matter: what is kept must fit into the log, and ranking must see the same now as after a restart. */
function kept({ sources, parts }: GatheredSources, question: string, options: RankOptions): FoundSource[] {
  if (!isTooLong(sources)) return sources;
  const { read } = readSources(sources);
  return trimPassages(sources, read, rankRead(question, parts, read, options).passages);
}

function rankOptions({ now, statistics }: Pick<FrozenContext, 'now' | 'statistics'>, { language }: AnalysisParameters): RankOptions {
  return { now, statistics, language };
}

type SourceBody = Extract<FrameBody, { source_id: string }>;

function toldKey(body: FrameBody): string {
  return 'source_id' in body ? `${body.type} ${body.source_id}` : body.type;
}

/** What became of each source: of those that were told of while it happened, the same. */
function* sourceBodies(analysis_id: string, frozen: FrozenContext, { read, failed }: ReadSources): Generator<SourceBody, void, void> {
  const unread = new Set(failed.map(({ source }) => source.source_id));
  for (const { source_id, provider, url, title, domain, published_at } of frozen.sources) {
    yield { type: 'source_found', analysis_id, source_id, provider, url, title, domain, published_at };
  }
  for (const { found, text } of read) if (!unread.has(found.source_id)) yield { type: 'source_read', analysis_id, source_id: found.source_id, words: text.words };
  for (const { source, reason } of failed) yield { type: 'source_failed', analysis_id, source_id: source.source_id, reason };
}

function progressBody(edges: EngineEdges, analysis_id: string, step: ProgressStep, percentage: number, message: string, providers?: ProviderReport[]): AnalysisProgress {
  return { type: 'analysis_progress', analysis_id, step, progress: { completion_percentage: percentage, current_step: step, message, ...(providers === undefined ? {} : { providers }) }, timestamp: isoTimestamp(edges.clock) };
}

/** A model that ends without a word has not answered, whatever its completion signal says. */
function requireText(written: WrittenAnswer): void {
  if (written.answer.trim() === '') throw new GroundwireError('LLM_INTERRUPTED', 'The model ended without writing anything. Ask again, or try another MODEL');
}

/** Stands in for the configured writer when nothing was found, so that no model is ever asked to answer from nothing. */
function noSourcesWriter(writer: Writer, text: string): Writer {
  return {
    name: writer.name,
    delivery: 'whole',
    async *write() {
      yield { type: 'no_answer' };
      yield { type: 'text', text };
    },
  };
}
