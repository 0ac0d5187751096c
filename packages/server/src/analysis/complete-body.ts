import type { CompleteBody, Outcome, SourceSummary, Warning } from '@groundwire/protocol';
import { settleCitations } from '../citations/settle-citations.js';
import { scoreSource } from '../credibility/score-source.js';
import type { FoundSource } from '../sources/source-provider.js';
import type { ReadSource } from './read-sources.js';
import type { WrittenAnswer } from './write-answer.js';

export interface Completion {
  analysisId: string;
  written: WrittenAnswer;
  gathered: FoundSource[];
  read: ReadSource[];
  warnings: Warning[];
  searchTerms: string[];
  model: string;
  publicUrl: string;
}

/** The terminal body: the whole truth about the analysis, citations checked against the text they cite. */
export function completeBody(completion: Completion): CompleteBody {
  const { analysisId, written, gathered, read } = completion;
  const outcome = outcomeOf(completion);
  const cited = outcome === 'answered' ? citedSources(read, written.citationNumbers) : new Map<number, never>();
  const { citations, claims } = settleCitations({ answer: written.answer, sources: cited, exactQuotes: written.exactQuotes, publicUrl: completion.publicUrl });
  const idBySource = new Map(citations.map((citation) => [cited.get(citation.number)?.found.source_id, citation.id]));
  return {
    type: 'complete',
    analysis_id: analysisId,
    citations,
    usage: written.usage,
    outcome,
    answer: written.answer,
    // An explanation of Groundwire's own claims nothing about the world.
    claims: outcome === 'answered' ? claims : [],
    sources: gathered.map((source) => summary(source, read, idBySource.get(source.source_id) ?? null)),
    warnings: completion.warnings,
    results_url: `/api/analysis/${analysisId}`,
    search_terms: completion.searchTerms,
    model: completion.model,
  };
}

function outcomeOf({ read, written }: Completion): Outcome {
  if (read.length === 0) return 'no_sources';
  return written.noAnswer ? 'no_answer' : 'answered';
}

function citedSources(read: ReadSource[], citationNumbers: Map<number, number>) {
  const cited = new Map<number, { found: FoundSource; text: ReadSource['text']; credibility: ReturnType<typeof scoreSource> }>();
  for (const { number, found, text } of read) {
    const citationNumber = citationNumbers.get(number);
    if (citationNumber !== undefined) cited.set(citationNumber, { found, text, credibility: scoreSource(found) });
  }
  return cited;
}

function summary(source: FoundSource, read: ReadSource[], citation: string | null): SourceSummary {
  const { source_id, provider, url, title, domain, published_at } = source;
  const text = read.find((candidate) => candidate.found === source)?.text;
  return { source_id, provider, url, title, domain, published_at, read: text?.read ?? 'snippet', citation };
}
