import type { Claim } from '@groundwire/protocol';

/** A claim with what it says: without markers and Markdown signs. */
export interface ReadClaim extends Claim {
  text: string;
}

export function readClaims(answer: string, claims: readonly Claim[]): ReadClaim[] {
  return claims.map((claim) => ({ ...claim, text: plainText(answer.slice(claim.start, claim.end)) }));
}

/** Claims that a reader should not take on trust, in the order of the answer. */
export function unsupported(claims: readonly ReadClaim[]): ReadClaim[] {
  return claims.filter(({ support }) => support !== 'full');
}

function plainText(markdown: string): string {
  return markdown
    .replace(/\[\d{1,3}\]/g, '')
    .replace(/\[([^\]\n]*)\]\([^\s()]*\)/g, '$1')
    .replace(/\*+|__+|`+|^#+|\|/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s+(?=[.,;:!?])/g, '')
    .trim();
}
