import { analyseQuestion } from './analyse-question.js';
import { termMatcher } from './lexical.js';
import type { RankOptions, RankSource } from './rank-source.js';
import { wordsOf } from './words.js';

/**
 * The words of a question that no passage holds, as the question writes them: what is left to look for. Words of grammar don't count. Pure.
 */
export function missingWords(question: string, sources: readonly RankSource[], { statistics, language }: Pick<RankOptions, 'statistics' | 'language'>): string[] {
  const analysed = analyseQuestion(question, statistics, language);
  const match = termMatcher(analysed);
  const open = new Set(analysed.terms.map(({ stem }) => stem));
  for (const { title, passages } of sources) {
    for (const text of [title, ...passages.map((passage) => `${passage.heading} ${passage.text}`)]) {
      if (open.size === 0) return [];
      for (const stem of match(wordsOf(text).map((word) => word.stem)).keys()) open.delete(stem);
    }
  }
  const written = new Map(wordsOf(question).map(({ stem, raw }) => [stem, raw]));
  return [...open].map((stem) => written.get(stem) ?? stem);
}

/** A question as the words that carry it, in their order: what a search engine does more with than with a sentence. Pure. */
export function keywordsOf(question: string, language?: string): string {
  const { terms } = analyseQuestion(question, null, language);
  const carried = new Set(terms.map(({ stem }) => stem));
  const seen = new Set<string>();
  return wordsOf(question)
    .filter(({ stem }) => carried.has(stem) && !seen.has(stem) && seen.add(stem))
    .map(({ raw }) => raw)
    .join(' ');
}
