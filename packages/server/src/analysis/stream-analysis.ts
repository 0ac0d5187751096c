import type { AnalysisParameters, AnalysisProgress, ProgressStep } from '@groundwire/protocol';
import { isoTimestamp } from '../base/clock.js';
import { GroundwireError, toGroundwireError, toWireError } from '../base/errors.js';
import type { Writer } from '../models/writer.js';
import { rankPassages } from '../ranking/rank-passages.js';
import type { AnalysisContext, AnalysisParams, EngineBody, StreamAnalysis } from './analysis-params.js';
import { completeBody } from './complete-body.js';
import { endingWith } from './ending-with.js';
import type { EngineEdges } from './engine-edges.js';
import { contextNote, contextOf, type FrozenContext } from './frozen-context.js';
import { chooseProviders, gatherSources } from './gather-sources.js';
import { matchUncited } from './match-uncited.js';
import { numberingNote, renumbered } from './numbering.js';
import { planQueries } from './plan-queries.js';
import { type ReadSource, readSources } from './read-sources.js';
import { type WrittenAnswer, writeAnswer } from './write-answer.js';
import { warningsOf } from './written-warnings.js';
import { writtenBefore } from './written-before.js';

/** Words of an extracted answer, and of a generated one, where the question does not say. */
const DEFAULT_WORDS = { whole: 80, stream: 250 } as const;

/**
 * The engine: from a question to frame bodies, as one readable story. Each step has a file of its own in this folder.
 *
 * It owns the order of the steps and nothing else. It never sees a socket, a session log or a concrete edge: it gets
 * interfaces (`EngineEdges`) and yields values. `session/analysis-run.ts` drives it; evaluation and tests call it directly.
 */
export function createStreamAnalysis(edges: EngineEdges): StreamAnalysis {
  return (params, _sessionId, context) => {
    // Text of an earlier run counts: it was shown.
    let started = (params.resume?.next_index ?? 0) > 0;
    return endingWith(answerQuestion(edges, params, context), {
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

async function* answerQuestion(edges: EngineEdges, params: AnalysisParams, context: AnalysisContext): AsyncGenerator<EngineBody, void, void> {
  const { analysis_id, query, parameters, resume } = params;
  const { signal } = context;
  const progress = (step: ProgressStep, percentage: number, message: string) => progressBody(edges, analysis_id, step, percentage, message);

  yield { type: 'started', analysis_id, query, ...(params.client_request_id === undefined ? {} : { client_request_id: params.client_request_id }) };
  const writer = edges.writerFor(parameters);
  const known = contextOf(resume);
  const frozen = known ?? (yield* findSources(edges, params, writer, signal));
  for (const { source_id, provider, url, title, domain, published_at } of frozen.sources) {
    yield { type: 'source_found', analysis_id, source_id, provider, url, title, domain, published_at };
  }

  yield progress('reading', 30, `Reading ${frozen.sources.length} ${frozen.sources.length === 1 ? 'source' : 'sources'}`);
  const found = readSources(frozen.sources);
  for (const { found: source, text } of found.read) yield { type: 'source_read', analysis_id, source_id: source.source_id, words: text.words };
  for (const { source, reason } of found.failed) yield { type: 'source_failed', analysis_id, source_id: source.source_id, reason };

  yield progress('ranking', 50, 'Choosing the passages that answer');
  const ranked = rankPassages(query, found.read.map(asRankSource), { now: frozen.now, statistics: frozen.statistics, language: parameters.language });
  context.onRanked?.(ranked);
  signal.throwIfAborted();

  yield progress('writing', 60, 'Writing the answer');
  const chosenWriter = found.read.length === 0 ? noSourcesWriter(writer, whyNoSources(frozen, parameters)) : writer;
  const before = writtenBefore(resume, known, chosenWriter);
  const { read, passages } = before?.way === 'onward' ? renumbered(found.read, ranked.passages, before.numbering.citations) : { read: found.read, passages: ranked.passages };
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
    wordPaceMs: context.wordPaceMs,
    signal,
    matchUncited: (answer) => matchUncited(answer, read),
    note: (citationNumbers, noAnswer) => numberingNote(read, citationNumbers, noAnswer),
    before,
  });
  requireText(written);

  yield progress('checking', 95, 'Checking the citations');
  yield completeBody({ analysisId: analysis_id, written, gathered: frozen.sources, read, warnings: [...frozen.warnings, ...warningsOf(written)], searchTerms: frozen.searchTerms, model: writer.name, publicUrl: edges.publicUrl(), judgeCredibility: edges.judgeCredibility });
}

/** Searches, and notes what was found before anything depends on it: whoever goes on with this answer does not search again. */
async function* findSources(edges: EngineEdges, { analysis_id, query, parameters, history }: AnalysisParams, writer: Writer, signal: AbortSignal): AsyncGenerator<EngineBody, FrozenContext, void> {
  const now = edges.clock.now();
  const providers = chooseProviders(edges.providers, parameters.sources);
  const searched = providers.map((provider) => provider.name);
  const sourceQuery = planQueries(query, parameters, history, now);
  yield progressBody(edges, analysis_id, 'searching', 10, `Searching ${searched.join(', ')}`);
  const frozen: FrozenContext = { ...(await gatherSources(providers, sourceQuery, signal)), searchTerms: sourceQuery.queries, searched, now, writer: writer.name };
  yield contextNote(frozen);
  return frozen;
}

function progressBody(edges: EngineEdges, analysis_id: string, step: ProgressStep, percentage: number, message: string): AnalysisProgress {
  return { type: 'analysis_progress', analysis_id, step, progress: { completion_percentage: percentage, current_step: step, message }, timestamp: isoTimestamp(edges.clock) };
}

function asRankSource({ number, found, text }: ReadSource) {
  return { source_number: number, title: found.title, domain: found.domain, published_at: found.published_at, rank: found.rank, passages: text.passages };
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

/** The likely cause, and the mend. */
function whyNoSources({ statistics, searched }: FrozenContext, { collection, days }: AnalysisParameters): string {
  if (statistics?.passages === 0 && collection !== undefined) return `No sources were found: the library has no documents in the collection "${collection}". \`groundwire library list\` shows the collections there are.`;
  if (statistics?.passages === 0) return 'No sources were found: the library is empty. Add documents with `groundwire library add PATH` and ask again.';
  const dated = days === undefined ? '' : ` Only sources published in the last ${days} days were looked at; documents without a date were left out.`;
  return `No sources were found for this question. Searched: ${searched.join(', ')}.${dated} Try other words, or add documents that cover it.`;
}
