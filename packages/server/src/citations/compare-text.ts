import { isStopWord, readsAsEnglish } from '../ranking/stop-words.js';
import { fold, type Word } from '../ranking/words.js';

/** Bracketed reference numbers that stand in copied text: `[12]`, `[a]`, `[note 3]`. */
export const COPIED_REFERENCE = /\[(?:\d{1,4}|[a-z]|note \d{1,3}|citation needed)\]/gi;
/** Where and by whom a report was filed: `LONDON (Reuters) -`. It belongs to the report, not to its first sentence. */
const DATELINE = /^\s*(?:\p{Lu}[\p{L}.,'’ ]{0,40}\s)?\((?:CNN|AP|Reuters|AFP|UPI|dpa|BBC)[^)]{0,20}\)\s*[—–-]*\s*/u;
const ENDS = /^[\s"'([{*_•·–—-]+|[\s"')\]}.!?…。！？:;,*_]+$/g;

/**
 * A sentence as far as its words go: two sentences are the same word for word when this is equal. White space, case, kinds
 * of quotation marks and dashes, copied reference numbers, signs of emphasis, colons and semicolons (they stand for the border between a term or cell and what is told of it), a dateline before it, and what stands around the sentence do not count.
 */
export function canonicalSentence(text: string): string {
  return text
    .normalize('NFKC')
    .replace(COPIED_REFERENCE, ' ')
    .replace(DATELINE, '')
    .replace(/[*|]+|__+|[:;](?=\s)/g, ' ')
    .replace(/[‘’‚‛′`]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐‑‒–—―]/g, '-')
    .replace(/[\s\p{Cf}]+/gu, ' ')
    .replace(/\s+(?=[.,;:!?])/g, '')
    .toLowerCase()
    .replace(ENDS, '')
    .trim();
}

/** What a text is made of, for comparing: `content` are stems of words that carry matter, all of them where none does. */
export interface TextFeatures {
  stems: ReadonlySet<string>;
  content: ReadonlySet<string>;
  /** Pairs of neighbouring words, in order; made when they are first asked for. */
  readonly bigrams: ReadonlySet<string>;
}

export function featuresOf(words: readonly Word[]): TextFeatures {
  const english = readsAsEnglish(words.map((word) => word.folded));
  const stems = words.map((word) => word.stem);
  const content = words.filter((word) => !isStopWord(word.folded, english)).map((word) => word.stem);
  let bigrams: Set<string> | null = null;
  return {
    stems: new Set(stems),
    content: new Set(content.length > 0 ? content : stems),
    get bigrams() {
      return (bigrams ??= new Set(stems.slice(1).map((stem, index) => `${stems[index]} ${stem}`)));
    },
  };
}

/** Runs of five characters of the folded text: they see through endings and compounds that stems do not. */
export function characterRuns(text: string): Set<string> {
  const folded = fold(text).replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim();
  const runs = new Set<string>();
  for (let start = 0; start + 5 <= folded.length; start++) runs.add(folded.slice(start, start + 5));
  if (runs.size === 0 && folded !== '') runs.add(folded);
  return runs;
}

/** How many of `wanted` occur in any of `sets`. */
export function countIn(wanted: ReadonlySet<string>, sets: ReadonlyArray<ReadonlySet<string>>): number {
  let count = 0;
  for (const item of wanted) {
    for (const set of sets) {
      if (!set.has(item)) continue;
      count++;
      break;
    }
  }
  return count;
}
