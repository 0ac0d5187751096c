import type { Question } from './analyse-question.js';

/** Terms of the question that a text holds: term stem to how often. A word that only begins like a term counts `PREFIX_FIT`, one that may state the same `RELATED_FIT`. */
export type TermCounts = ReadonlyMap<string, number>;

/** BM25's saturation and length normalisation (Robertson and Zaragoza 2009). Sentences differ little in what their length means, hence the small b. */
const K1 = 1.2;
const B = 0.3;
/** Words of other languages that share so many letters at the start count as forms of one word, at a discount: their endings are many. */
const PREFIX = 5;
const PREFIX_FIT = 0.6;
/** "Paid" for "cost". */
const RELATED_FIT = 0.7;
/** As `PREFIX`, in Hangul, whose letters are syllables. */
const HANGUL_PREFIX = 2;
const HANGUL = /^\p{Script=Hangul}/u;
/** A word of one sign: texts are read in pairs of signs, each of which may hold it. */
const IDEOGRAPH = /^\p{Script=Han}$/u;

/** Counts the question's terms among the stems of a text. */
export function termMatcher(question: Question): (stems: Iterable<string>) => TermCounts {
  const prefixes = new Map<string, string>();
  if (!question.english) for (const { stem } of question.terms) if (stem.length >= prefixLength(stem)) prefixes.set(stem.slice(0, prefixLength(stem)), stem);
  const single = new Set(question.terms.map(({ stem }) => stem).filter((stem) => IDEOGRAPH.test(stem)));
  return (stems) => {
    const counts = new Map<string, number>();
    for (const stem of stems) {
      if (question.byStem.has(stem)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
      else {
        const near = prefixes.size > 0 && stem.length >= prefixLength(stem) ? prefixes.get(stem.slice(0, prefixLength(stem))) : undefined;
        if (near !== undefined) counts.set(near, Math.max(counts.get(near) ?? 0, PREFIX_FIT));
        for (const term of question.relatives.get(stem) ?? []) counts.set(term, Math.max(counts.get(term) ?? 0, RELATED_FIT));
      }
      if (single.size > 0 && stem.length === 2) for (const sign of stem) if (single.has(sign)) counts.set(sign, 1);
    }
    return counts;
  };
}

function prefixLength(stem: string): number {
  return HANGUL.test(stem) ? HANGUL_PREFIX : PREFIX;
}

/** Share (0 to 1) of the question's essential weight that is covered; `askedOnly`: of the weight of the sentence that asks. */
export function coverageOf(counts: TermCounts, question: Question, askedOnly = false): number {
  const whole = askedOnly ? question.askedWeight : question.weight;
  if (whole === 0) return 0;
  let covered = 0;
  for (const [stem, count] of counts) {
    const term = question.byStem.get(stem);
    if (term !== undefined && (term.asked || !askedOnly)) covered += term.weight * Math.min(1, count);
  }
  return Math.min(1, covered / whole);
}

/** `b`: how far a long text must hold a word more often; sentences take the default. */
export function bm25(counts: TermCounts, question: Question, length: number, meanLength: number, b = B): number {
  let score = 0;
  for (const [stem, count] of counts) {
    const weight = question.byStem.get(stem)?.weight ?? 0;
    score += (weight * count * (K1 + 1)) / (count + K1 * (1 - b + (b * length) / meanLength));
  }
  return score;
}

/** The counts of each term, added up. */
export function sumOf(parts: readonly TermCounts[]): TermCounts {
  const all = new Map<string, number>();
  for (const part of parts) for (const [stem, count] of part) all.set(stem, (all.get(stem) ?? 0) + count);
  return all;
}

/** The larger count of each term. */
export function unionOf(...parts: Array<TermCounts | undefined>): TermCounts {
  const all = new Map<string, number>();
  for (const part of parts) if (part !== undefined) for (const [stem, count] of part) all.set(stem, Math.max(all.get(stem) ?? 0, count));
  return all;
}
