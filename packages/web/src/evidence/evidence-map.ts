import type { Citation, Support } from '@groundwire/protocol';
import type { ReadClaim } from '../answer/read-claims.js';

export interface EvidenceCell {
  /** `better`: the claim does not name this source, which would back it. */
  support: Support | 'better' | null;
  /** The sentence names this source. */
  cited: boolean;
}

export interface EvidenceRow {
  claim: ReadClaim;
  cells: EvidenceCell[];
}

export interface EvidenceMap {
  /** Most credible first; among equals by number. */
  sources: Citation[];
  rows: EvidenceRow[];
}

/**
 * Claims across sources. A cell says how well the claim is backed where it names the source; the wire judges the claim with all
 * of its sources together, so that all its cells agree. Pure.
 */
export function evidenceMap(claims: readonly ReadClaim[], citations: readonly Citation[]): EvidenceMap {
  const sources = [...citations].sort((left, right) => right.credibility - left.credibility || left.number - right.number);
  return { sources, rows: claims.map((claim) => ({ claim, cells: sources.map((source) => cellOf(claim, source)) })) };
}

function cellOf(claim: ReadClaim, { id }: Citation): EvidenceCell {
  if (claim.citations.includes(id)) return { support: claim.support, cited: true };
  return { support: claim.better_citation === id ? 'better' : null, cited: false };
}

/** A cell in words, for those who don't see it. */
export function cellWords({ support }: EvidenceCell): string {
  switch (support) {
    case 'full':
      return 'backs it';
    case 'partial':
      return 'backs it in part';
    case 'none':
      return 'is named, but does not back it';
    case 'unchecked':
      return 'is named, not checked';
    case 'better':
      return 'is not named, but would back it';
    case null:
      return 'is not named';
  }
}
