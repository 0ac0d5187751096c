import { parseUrl } from '@groundwire/protocol/parse-url';
import type { Citation, Claim, CompleteBody, Outcome, ProviderReport, ResearchUsage, SourceSummary, Warning } from '@groundwire/protocol';
import { addressOf } from '../citations/citation-fields.js';
import { corroboratingDomains, corroboration } from '../credibility/corroboration.js';
import type { JudgeCredibility } from '../credibility/judge-credibility.js';
import type { FoundSource } from '../sources/source-provider.js';
import type { LiveClaims } from './live-claims.js';
import type { ReadSource } from './read-sources.js';
import type { WrittenAnswer } from './write-answer.js';
import { snippetsOnly } from './written-warnings.js';

export interface Completion {
  analysisId: string;
  written: WrittenAnswer;
  /** The claims of the answer, all of them settled. */
  settled: LiveClaims;
  gathered: FoundSource[];
  read: ReadSource[];
  warnings: Warning[];
  searchTerms: string[];
  model: string;
  judgeCredibility: JudgeCredibility;
  providers: ProviderReport[];
  /** Null unless the answer was researched. */
  research: ResearchUsage | null;
}

/** The terminal body: the whole truth about the analysis, citations checked against the text they cite. */
export function completeBody(completion: Completion): CompleteBody {
  const { analysisId, written, gathered, read, settled } = completion;
  const outcome = outcomeOf(completion);
  // An explanation of Groundwire's own claims nothing about the world.
  const claims = outcome === 'answered' ? settled.settlement.claims() : [];
  const citations = outcome === 'answered' ? withCorroboration(settled.settlement.citations(), claims, (number) => settled.sourceOf(number)?.found, completion.judgeCredibility) : [];
  const idBySource = new Map(citations.map((citation) => [settled.sourceOf(citation.number)?.found.source_id, citation.id]));
  return {
    type: 'complete',
    analysis_id: analysisId,
    citations,
    usage: { ...written.usage, ...(completion.research === null ? {} : { research: completion.research }) },
    outcome,
    answer: written.answer,
    claims,
    sources: gathered.map((source) => summary(source, read, idBySource.get(source.source_id) ?? null)),
    warnings: [...completion.warnings, ...snippetsOnly(citations)],
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
  const { source_id, provider, title, domain, published_at } = source;
  const text = read.find((candidate) => candidate.found === source)?.text;
  return { source_id, provider, url: shownAddress(source), title, domain, published_at, read: text?.read ?? null, citation };
}

/** As a citation of this source has it. A document without an address on the web has none. */
function shownAddress(source: FoundSource): string | null {
  const isWeb = source.url !== null && /^https?:/i.test(source.url) && parseUrl(source.url) !== null;
  return isWeb ? addressOf(source, undefined, '').url : source.url;
}
