import type { Claim } from '@groundwire/protocol';

/** A claim with what it says: without markers and Markdown signs. */
export interface ReadClaim extends Claim {
  text: string;
}

const READ = new WeakMap<Claim, ReadClaim>();

/** The same claim gives the same object again: while an answer grows, what was settled is not drawn anew. */
export function readClaims(answer: string, claims: readonly Claim[]): ReadClaim[] {
  return claims.map((claim) => {
    const text = plainText(answer.slice(claim.start, claim.end));
    const known = READ.get(claim);
    if (known?.text === text) return known;
    const read = { ...claim, text };
    READ.set(claim, read);
    return read;
  });
}

/** Claims that a reader should not take on trust, in the order of the answer. */
export function unsupported(claims: readonly ReadClaim[]): ReadClaim[] {
  return claims.filter(({ support }) => support !== 'full');
}

/** What Markdown says, on one line: without markers and signs. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\[\d{1,3}\]/g, '')
    .replace(/\[([^[\]\n]*)\]\([^\s()]*\)/g, '$1')
    .replace(/\*+|__+|`+|(?<!\S)#{1,6}(?=\s)|\|/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s+(?=[.,;:!?])/g, '')
    .trim();
}
