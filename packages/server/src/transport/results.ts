import type { Answer, Results } from '@groundwire/protocol';

/** The result of an analysis that completed, as REST shows it. Made from the fold of its frames, like everything that shows answers. */
export function resultsOf(answer: Answer): Results {
  return {
    analysis_id: answer.analysis_id ?? '',
    answer: answer.text,
    outcome: answer.outcome ?? 'no_answer',
    citations: answer.citations,
    claims: answer.claims,
    sources: answer.sources,
    usage: answer.usage ?? { tokens: 0 },
    warnings: answer.warnings,
    search_terms: answer.search_terms,
    ...(answer.model === null ? {} : { model: answer.model }),
    ...(answer.providers.length === 0 ? {} : { providers: answer.providers }),
  };
}

const SUMMARY_LENGTH = 200;

/** The beginning of an answer without its markers, cut at a word, for lists. */
export function summaryOf(text: string): string {
  const plain = text.replace(/\s*\[\d+\]/g, '').replace(/\s+/g, ' ').trim();
  if (plain.length <= SUMMARY_LENGTH) return plain;
  const cut = plain.slice(0, SUMMARY_LENGTH);
  const space = cut.lastIndexOf(' ');
  return `${(space > SUMMARY_LENGTH / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
