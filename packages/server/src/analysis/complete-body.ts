import type { Citation, Claim, CompleteBody, Outcome, ProviderReport, ResearchUsage, SourceSummary, Warning } from '@groundwire/protocol';
import { settleCitations } from '../citations/settle-citations.js';
import { corroboratingDomains, corroboration } from '../credibility/corroboration.js';
import type { JudgeCredibility } from '../credibility/judge-credibility.js';
import type { Credibility } from '../credibility/score-source.js';
import type { FoundSource } from '../sources/source-provider.js';
import type { ReadSource } from './read-sources.js';
import { countWords, type WrittenAnswer } from './write-answer.js';

export interface Completion {
  analysisId: string;
  written: WrittenAnswer;
  gathered: FoundSource[];
  read: ReadSource[];
  warnings: Warning[];
  searchTerms: string[];
  model: string;
  publicUrl: string;
  judgeCredibility: JudgeCredibility;
  providers: ProviderReport[];
  /** Null unless the answer was researched. */
  research: ResearchUsage | null;
}

/** The terminal body: the whole truth about the analysis, citations checked against the text they cite. */
export function completeBody(completion: Completion): CompleteBody {
  const { analysisId, written, gathered, read } = completion;
  const outcome = outcomeOf(completion);
  const cited = outcome === 'answered' ? citedSources(completion) : new Map<number, never>();
  const { citations: settled, claims } = settleCitations({ answer: written.answer, sources: cited, exactQuotes: written.exactQuotes, publicUrl: completion.publicUrl });
  const citations = withCorroboration(settled, claims, (number) => cited.get(number)?.found, completion.judgeCredibility);
  const idBySource = new Map(citations.map((citation) => [cited.get(citation.number)?.found.source_id, citation.id]));
  return {
    type: 'complete',
    analysis_id: analysisId,
    citations,
    usage: { tokens: written.outputTokens ?? countWords(written.answer), ...(completion.research === null ? {} : { research: completion.research }) },
    outcome,
    answer: written.answer,
    // An explanation of Groundwire's own claims nothing about the world.
    claims: outcome === 'answered' ? claims : [],
    sources: gathered.map((source) => summary(source, read, idBySource.get(source.source_id) ?? null)),
    warnings: completion.warnings,
    results_url: `/api/analysis/${analysisId}`,
    search_terms: completion.searchTerms,
    model: completion.model,
    providers: completion.providers,
  };
}

function outcomeOf({ read, written }: Completion): Outcome {
  if (read.length === 0) return 'no_sources';
  return written.noAnswer ? 'no_answer' : 'answered';
}

function citedSources({ read, written: { citationNumbers }, judgeCredibility }: Completion) {
  const cited = new Map<number, { found: FoundSource; text: ReadSource['text']; credibility: Credibility }>();
  for (const { number, found, text } of read) {
    const citationNumber = citationNumbers.get(number);
    if (citationNumber !== undefined) cited.set(citationNumber, { found, text, credibility: judgeCredibility(found) });
  }
  return cited;
}

/** What other sources of this answer say of a source is known only now that the claims are settled. */
function withCorroboration(citations: Citation[], claims: Claim[], foundBehind: (number: number) => FoundSource | undefined, judge: JudgeCredibility): Citation[] {
  const domains = corroboratingDomains(citations, claims);
  return citations.map((citation) => {
    const evidence = corroboration(domains.get(citation.id) ?? []);
    const found = foundBehind(citation.number);
    if (evidence === null || found === undefined) return citation;
    const { score, reasons } = judge(found, [evidence]);
    return { ...citation, credibility: score, credibility_reasons: reasons };
  });
}

function summary(source: FoundSource, read: ReadSource[], citation: string | null): SourceSummary {
  const { source_id, provider, url, title, domain, published_at } = source;
  const text = read.find((candidate) => candidate.found === source)?.text;
  return { source_id, provider, url, title, domain, published_at, read: text?.read ?? 'snippet', citation };
}
