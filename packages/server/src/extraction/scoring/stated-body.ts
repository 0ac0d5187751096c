import type { PageBlock } from '../html-blocks.js';
import type { JsonLdNode } from '../json-ld.js';

/** Words of a run by which a text is found again. */
const RUN = 4;
const LEAST_WORDS = 80;
const MOST_LENGTH = 300_000;
/** Share of the stated text that the page must show, */
const SHOWN = 0.7;
/** and share of a block that must be of it. */
const COVERED = 0.6;

/**
 * Many pages state the whole text of their article in their structured data. For each block whether it is of that text,
 * or null where there is none, the page doesn't show it, or it breaks off before the article does.
 */
export function statedBody(nodes: readonly JsonLdNode[], blocks: readonly PageBlock[]): boolean[] | null {
  const body = nodes.map((node) => node.body).find((text) => text !== null && text.length > LEAST_WORDS * 3);
  if (body === undefined || body === null) return null;
  const stated = wordsOf(body.slice(0, MOST_LENGTH).replace(/<[^<>]{0,500}>/g, ' '));
  if (stated.length < LEAST_WORDS) return null;
  const runs = new Set(stated.slice(0, -RUN + 1).map((_, at) => stated.slice(at, at + RUN).join(' ')));
  const shares = blocks.map((block) => shareIn(wordsOf(block.text), runs));
  const shown = blocks.reduce((sum, block, index) => sum + (shares[index] ?? 0) * wordsOf(block.text).length, 0);
  if (shown < stated.length * SHOWN || !isWhole(stated, blocks, shares)) return null;
  return shares.map((share) => share >= COVERED);
}

/** Does it end where a block ends? A text that was cut ends within one. */
function isWhole(stated: readonly string[], blocks: readonly PageBlock[], shares: readonly number[]): boolean {
  const end = stated.slice(-RUN).join(' ');
  return blocks.some((block, index) => (shares[index] ?? 0) >= COVERED && wordsOf(block.text).slice(-RUN).join(' ') === end);
}

function shareIn(words: readonly string[], runs: ReadonlySet<string>): number {
  if (words.length < RUN) return 0;
  const found = new Array<boolean>(words.length).fill(false);
  for (let at = 0; at + RUN <= words.length; at += 1) if (runs.has(words.slice(at, at + RUN).join(' '))) found.fill(true, at, at + RUN);
  return found.filter(Boolean).length / words.length;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
