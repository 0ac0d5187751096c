import { withoutAskingWords } from './asking-words.js';
import { commonShare } from './common-words.js';
import { identifiersIn } from './identifiers.js';
import type { TermStatistics } from './passage.js';
import { splitSentences } from './split-sentences.js';
import { isStopWord, readsAsEnglish } from './stop-words.js';
import { relativesOf } from './word-relations.js';
import { wordsOf, type Word } from './words.js';

/** A word of the question that a passage may share. */
export interface QuestionTerm {
  stem: string;
  folded: string;
  /** Inverse document frequency: the rarer the word, the more it counts. Always above 0. */
  weight: number;
  /** Stands in the sentence that asks, rather than in what leads up to it. */
  asked: boolean;
  /** Written with a capital inside the sentence, as an option, or holding a digit: a name, a number. */
  named: boolean;
}

export interface Question {
  text: string;
  /** Its words, folded, each with a space to either side. */
  folded: string;
  /** The sentence that asks: the last one with a question mark, else the last. */
  asking: string;
  terms: QuestionTerm[];
  byStem: ReadonlyMap<string, QuestionTerm>;
  /** Stems of words that may state what a term asks for ("paid" for "cost"), to the stems of those terms. */
  relatives: ReadonlyMap<string, readonly string[]>;
  /** What counts as all of the question: the weights of its heaviest terms, since no sentence repeats every word of a long one. */
  weight: number;
  /** Sum of the weights of the terms in the asking sentence. */
  askedWeight: number;
  /** Stem of the noun behind "how many", or null. */
  counted: string | null;
  english: boolean;
}

/** No other language's questions begin so; in a short one, "die" or "war" would be taken for a word of grammar. */
const ASKS_IN_ENGLISH = /^\W{0,3}(?:(?:in|on|at|by|to|for|from|of|with) )?(?:who|whom|whose|what|when|where|why|which|how)\s/i;
const ESSENTIAL_TERMS = 6;
/** So many passages of real statistics weigh as much as the built-in expectation. */
const PRIOR_PASSAGES = 300;

/** The question's words with their weights. A question of stop words only keeps them all. */
export function analyseQuestion(text: string, statistics: TermStatistics | null, language?: string): Question {
  const telling = wordsOf(withoutAskingWords(text));
  const words = telling.length > 0 ? telling : wordsOf(text);
  const english = language === undefined ? ASKS_IN_ENGLISH.test(text) || readsAsEnglish(words.map((word) => word.folded)) : /^en\b/i.test(language);
  const asking = askingSpan(text);
  const content = words.filter((word) => !isStopWord(word.folded, english) && (word.folded.length > 1 || /[^a-z]/.test(word.folded)));
  const byStem = new Map<string, QuestionTerm>();
  for (const word of content.length > 0 ? content : words) {
    const asked = word.start >= asking.start && word.start < asking.end;
    const earlier = byStem.get(word.stem);
    if (earlier === undefined) byStem.set(word.stem, { stem: word.stem, folded: word.folded, weight: inverseFrequency(word, statistics), asked, named: isNamed(word, text) });
    else earlier.asked ||= asked;
  }
  addIdentifiers(text, asking, byStem);
  const terms = [...byStem.values()];
  return {
    text,
    folded: ` ${words.map((word) => word.folded).join(' ')} `,
    asking: text.slice(asking.start, asking.end),
    terms,
    byStem,
    relatives: relativesOfTerms(terms, byStem, english),
    weight: essentialWeight(terms),
    askedWeight: weightOf(terms.filter((term) => term.asked)),
    counted: countedNoun(words.filter((word) => word.start >= asking.start), byStem),
    english,
  };
}

/** Only of what the question itself asks; names stand for themselves. */
function relativesOfTerms(terms: readonly QuestionTerm[], byStem: ReadonlyMap<string, QuestionTerm>, english: boolean): Map<string, string[]> {
  const relatives = new Map<string, string[]>();
  for (const term of terms) {
    if (!term.asked || (term.named && english)) continue;
    for (const stem of relativesOf(term.stem)) if (!byStem.has(stem) && !isStopWord(stem, english)) relatives.set(stem, [...(relatives.get(stem) ?? []), term.stem]);
  }
  return relatives;
}

/** A name like `shared_buffers` is a term of its own beside its parts, as rare as the rarest of them: the parts alone may stand for other things. */
function addIdentifiers(text: string, asking: { start: number; end: number }, byStem: Map<string, QuestionTerm>): void {
  for (const { folded, start, end } of identifiersIn(text)) {
    const parts = wordsOf(text.slice(start, end)).flatMap((word) => byStem.get(word.stem) ?? []);
    const weight = Math.max(0, ...parts.map((part) => part.weight));
    if (weight > 0) byStem.set(folded, { stem: folded, folded, weight, asked: start >= asking.start && start < asking.end, named: true });
  }
}

function countedNoun(words: Word[], byStem: ReadonlyMap<string, QuestionTerm>): string | null {
  const many = words.findIndex((word, index) => word.folded === 'many' && words[index - 1]?.folded === 'how');
  return many === -1 ? null : (words.slice(many + 1, many + 4).find((word) => byStem.has(word.stem))?.stem ?? null);
}

/** What counts as all of some terms: the weights of the heaviest. */
export function essentialWeight(terms: readonly QuestionTerm[]): number {
  return weightOf(terms.toSorted((left, right) => right.weight - left.weight).slice(0, ESSENTIAL_TERMS));
}

/** The weights of all of some terms. */
export function weightOf(terms: readonly QuestionTerm[]): number {
  return terms.reduce((sum, term) => sum + term.weight, 0);
}

function askingSpan(text: string): { start: number; end: number } {
  const spans = splitSentences(text);
  return spans.findLast((span) => /[?？؟]/.test(text.slice(span.start, span.end))) ?? spans.at(-1) ?? { start: 0, end: text.length };
}

/** What stands before the name of an option, as in `--quiet`. */
const OPTION = /(?:^|\s)--$/;

function isNamed(word: Word, text: string): boolean {
  if (/\p{N}/u.test(word.raw) || OPTION.test(text.slice(Math.max(0, word.start - 3), word.start))) return true;
  return /^\p{Lu}/u.test(word.raw) && /[\p{L}\p{N},’')”"-]\s*["“‘'(-]?$/u.test(text.slice(Math.max(0, word.start - 6), word.start));
}

/**
 * Robertson and Spärck Jones' weight over the share of passages that hold the word. A small library says little about a
 * word's rarity (and the passages that were found for a question are no sample), so its counts are smoothed by what is expected of the word.
 */
function inverseFrequency(word: Word, statistics: TermStatistics | null): number {
  const passages = statistics?.passages ?? 0;
  const holding = Math.max(statistics?.passagesWith.get(word.folded) ?? 0, statistics?.passagesWith.get(word.stem) ?? 0);
  const share = (holding + commonShare(word.stem) * PRIOR_PASSAGES) / (passages + PRIOR_PASSAGES);
  return Math.log(1 + 1 / Math.max(share, 1e-6));
}
