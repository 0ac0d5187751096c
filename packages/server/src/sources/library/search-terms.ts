import { isStopWord, readsAsEnglish } from '../../ranking/stop-words.js';
import { wordsOf } from '../../ranking/words.js';
import { indexText } from './index-text.js';

/** One thing to look up. */
export interface SearchTerm {
  /** FTS5 string: quoted, so that nothing in it is an operator. */
  match: string;
  /** The plain text within it, for counting. */
  text: string;
  /** The word's forms as ranking may ask for them in the statistics. */
  keys: string[];
}

/** A longer question is cut: nobody types this, and each term costs a look-up. */
const LONGEST_QUESTION = 2000;
const MOST_TERMS = 40;
/** Words held together by signs, as identifiers and file names are: `wal_level`, `max-age`, `fs.promises`. */
const COMPOUND = /[\p{L}\p{N}]+(?:[-_.:/@#]+[\p{L}\p{N}]+){1,5}/gu;
const ONLY_HIRAGANA = /^\p{Script=Hiragana}+$/u;

/**
 * What to look up for a question: its words, without those that only carry grammar where others remain, and its
 * compounds as phrases. Any input gives terms that are valid in FTS5, or none.
 */
export function searchTerms(question: string): SearchTerm[] {
  const text = question.slice(0, LONGEST_QUESTION).replace(/[\p{Surrogate}\p{Cc}]/gu, ' ');
  const words = wordsOf(text);
  const english = readsAsEnglish(words.map((word) => word.folded));
  const telling = words.filter((word) => !isStopWord(word.folded, english) && !ONLY_HIRAGANA.test(word.raw));
  const chosen = telling.length > 0 ? telling : words;
  const terms = chosen.flatMap((word) => termsOf(word.raw, [word.folded, word.raw.toLowerCase(), word.stem]));
  const compounds = [...text.matchAll(COMPOUND)].flatMap((match) => phraseOf(match[0]));
  return distinct([...terms, ...compounds]).slice(0, MOST_TERMS);
}

function termsOf(raw: string, keys: string[]): SearchTerm[] {
  const pieces = indexText(raw).trim().split(/\s+/);
  return pieces.map((piece) => ({ match: isSingleIdeograph(piece) ? `${quoted(piece)} *` : quoted(piece), text: piece, keys: [...new Set([...keys, piece.toLowerCase()])] }));
}

/** Text is indexed in pairs of characters, so one character alone is looked for as the start of a pair. */
function isSingleIdeograph(piece: string): boolean {
  return [...piece].length === 1 && /[\p{Script=Han}\p{Script=Hangul}]/u.test(piece);
}

function phraseOf(compound: string): SearchTerm[] {
  const text = indexText(compound).trim();
  return [{ match: quoted(text), text, keys: [compound.toLowerCase()] }];
}

/** Inside double quotes only the double quote itself has a meaning. */
function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function distinct(terms: SearchTerm[]): SearchTerm[] {
  const byMatch = new Map<string, SearchTerm>();
  for (const term of terms) {
    const known = byMatch.get(term.match.toLowerCase());
    if (known === undefined) byMatch.set(term.match.toLowerCase(), term);
    else known.keys = [...new Set([...known.keys, ...term.keys])];
  }
  return [...byMatch.values()];
}
