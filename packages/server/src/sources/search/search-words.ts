import { commonShare } from '../../ranking/common-words.js';
import { stem } from '../../ranking/stem.js';
import { isStopWord, readsAsEnglish } from '../../ranking/stop-words.js';
import { fold } from '../../ranking/words.js';

/*
 * Questions as the words that services match. Services that take a question as it is (Tavily, Exa, Google, Brave) get it whole; those
 * that want every word to occur get few, the telling ones, and nothing that their query language would read as an operator. Pure.
 */

/** Longer runs are data, not words. */
const LONGEST_WORD = 40;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

export interface SearchWord {
  /** Letters, digits, and the marks that join them (`node.js`, `c++`, `COVID-19`); never an operator. */
  text: string;
  /** How much it tells, more for the rare, for names and for numbers. */
  weight: number;
}

/** The telling words of a question in their order, at most `most` of them. Of a question that has only others, those. */
export function searchWords(question: string, most: number, language?: string): string[] {
  const all = tokens(question);
  const english = language === undefined ? readsAsEnglish(all.map((word) => fold(word))) : /^en\b/i.test(language);
  const content = all.filter((word) => !isStopWord(fold(word), english) && (word.length > 1 || !/^\p{Script=Latin}$/u.test(word)));
  const words = (content.length > 0 ? content : all).map((text, index) => ({ text, weight: weightOf(text, index) }));
  const seen = new Set<string>();
  const distinct = words.filter(({ text }) => !seen.has(fold(text)) && seen.add(fold(text)) !== undefined);
  const kept = new Set(distinct.toSorted((left, right) => right.weight - left.weight).slice(0, most));
  return distinct.filter((word) => kept.has(word)).map(({ text }) => text);
}

/**
 * Letters and digits alone, with a space for everything else, and boolean words in lower case: safe in every query language at
 * hand (Lucene's, PubMed's, arXiv's, GDELT's).
 */
export function bareWords(words: readonly string[]): string[] {
  return words
    .flatMap((word) => word.normalize('NFC').split(/[^\p{L}\p{N}\p{M}]+/u))
    .filter((word) => word !== '' && /[\p{L}\p{N}]/u.test(word))
    .map((word) => (/^(?:and|or|not|andnot|near|to)$/i.test(word) ? word.toLowerCase() : word));
}

/** A question for a service that takes it whole, without what its command language would read: bangs, language switches, `site:` and the like. */
export function withoutCommands(question: string, longest: number, mostWords: number): string {
  const apart = question.replace(/[\p{C}\s"“”]+/gu, ' ').replace(/\b(site|filetype|ext|intitle|inurl|inbody|inpage|lang|loc|related|cache|link):/gi, '$1 ');
  const words = apart.split(' ').map((word) => word.replace(/^[!:?+~-]+(?=[^!:?+~-])/u, ''));
  const text = words.filter((word) => word !== '').join(' ').replace(/\b(AND|OR|NOT)\b/g, (operator) => operator.toLowerCase());
  const few = text.split(' ').slice(0, mostWords).join(' ');
  return few.length <= longest ? few : few.slice(0, longest).replace(/[\ud800-\udbff]$/, '').replace(/\s+\S*$/, '');
}

/** ` site:a.org`, ` (site:a.org OR site:b.org)`, ` -site:c.org`: how web search engines are narrowed to domains. Empty without any. */
export function siteOperators(include: readonly string[], exclude: readonly string[], most: number): string {
  const sites = include.slice(0, most).map((domain) => `site:${domain}`);
  const wanted = sites.length > 1 ? ` (${sites.join(' OR ')})` : sites.map((site) => ` ${site}`).join('');
  return wanted + exclude.slice(0, most).map((domain) => ` -site:${domain}`).join('');
}

function tokens(question: string): string[] {
  return question
    .normalize('NFC')
    .slice(0, 2_000)
    .split(/[\s\p{C}]+/u)
    .flatMap((chunk) => wordsIn(chunk))
    .filter((word) => word.length <= LONGEST_WORD || UNSPACED.test(word));
}

/** Splits at punctuation, but keeps what is written as one: `node.js`, `C++`, `C#`, `COVID-19`, `3.5`, `O’Brien`. */
function wordsIn(chunk: string): string[] {
  const found = chunk.match(/[\p{L}\p{N}\p{M}]+(?:[.'’_-][\p{L}\p{N}\p{M}]+)*(?:\+\+|#)?/gu) ?? [];
  return found.map((word) => word.replace(/['’]s$/u, ''));
}

function weightOf(word: string, index: number): number {
  const rarity = Math.log(1 / Math.max(commonShare(stem(fold(word))), 1e-4));
  const isName = index > 0 && /^\p{Lu}/u.test(word);
  return rarity + (isName ? 3 : 0) + (/\p{N}/u.test(word) ? 2 : 0);
}
