import type { Judgement } from './judge-support.js';

/** What another judge says of a claim and a source. */
export interface OtherOpinion {
  support: 'full' | 'partial' | 'none';
  contradicts: boolean;
}

/**
 * What holds after a second opinion. It may see meaning where words differ, so it goes before a judgement by words; but a figure, a
 * date or a quotation that was found to differ, or that is nowhere in the source, stays so, whoever says that all is well. `name`: who
 * judged. `unsourced`: such a fact in words, looked for where it counts. Pure.
 */
export function combineOpinions(own: Judgement, other: OtherOpinion, { name, unsourced }: { name: string; unsourced: () => string | null }): Pick<Judgement, 'support' | 'reason'> {
  if (own.discord === 'against' && other.support !== 'none') return { support: 'none', reason: `${own.reason} Otherwise backed, as ${name} sees it.` };
  if (own.discord === 'missing' && other.support === 'full') return { support: 'partial', reason: `${own.reason} Otherwise backed, as ${name} sees it.` };
  const fact = other.support === 'full' ? unsourced() : null;
  if (fact !== null) return { support: 'partial', reason: `${fact} Otherwise backed, as ${name} sees it.` };
  if (other.support === 'full') return { support: 'full', reason: `The cited text says it, as ${name} sees it.` };
  if (other.support === 'partial') return { support: 'partial', reason: `The cited text says a part of it, as ${name} sees it.` };
  if (own.discord != null) return { support: 'none', reason: own.reason };
  return { support: 'none', reason: other.contradicts ? `The cited text says otherwise, as ${name} sees it.` : `The cited text does not say it, as ${name} sees it.` };
}
