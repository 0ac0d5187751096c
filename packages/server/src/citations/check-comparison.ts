import type { LaidOut, LaidWord } from './laid-out.js';
import { oppositesOf } from './opposites.js';
import type { Discord } from './support-checks.js';

/** Which of two is more: "A is larger than B" is what "B is smaller than A" says, and not what "B is larger than A" does. Pure. */

const THAN = /(?<![\p{L}\p{N}])than(?![\p{L}\p{N}])/iu;
const SENTENCE_END = /[.!?;]\s/g;
/** Words between the one that compares and "than", or the border of the sentence: "more people in Lagos than …". */
const REACH = 8;
/** Words of each side that are looked at. */
const SIDE = 6;

interface Comparison {
  by: LaidWord;
  first: ReadonlySet<string>;
  second: ReadonlySet<string>;
  shown: string;
}

export function comparisonDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const mine = comparisonIn(claim);
  const theirs = mine === null ? null : comparisonIn(stretch);
  if (mine === null || theirs === null) return null;
  const opposite = oppositesOf(mine.by.stem).some(({ other }) => other.has(theirs.by.stem));
  if (!opposite && mine.by.stem !== theirs.by.stem) return null;
  const swapped = isSwapped(mine, theirs);
  if (swapped === opposite) return null;
  if (opposite) return { kind: 'against', reason: `The source says “${theirs.by.raw}” where this sentence says “${mine.by.raw}”.` };
  return { kind: 'against', reason: `The source compares them the other way round (“${theirs.shown}”).` };
}

/** Do the two say it of the same, each from its side? Then words that are opposites do not speak against it. */
export function isSameComparison(claim: LaidOut, stretch: LaidOut): boolean {
  const [mine, theirs] = [comparisonIn(claim), comparisonIn(stretch)];
  return mine !== null && theirs !== null && isSwapped(mine, theirs) && oppositesOf(mine.by.stem).some(({ other }) => other.has(theirs.by.stem));
}

function isSwapped(mine: Comparison, theirs: Comparison): boolean {
  const own = [...mine.second].filter((stem) => !mine.first.has(stem));
  const other = [...theirs.second].filter((stem) => !theirs.first.has(stem));
  return own.length > 0 && other.length > 0 && own.every((stem) => theirs.first.has(stem)) && other.every((stem) => mine.first.has(stem));
}

/** The first comparison of a text with "than". */
function comparisonIn({ text, words }: LaidOut): Comparison | null {
  const than = THAN.exec(text);
  if (than === null) return null;
  const begin = [...text.slice(0, than.index).matchAll(SENTENCE_END)].at(-1)?.index ?? 0;
  const before = words.filter(({ start }) => start >= begin && start < than.index);
  const place = before.findLastIndex(({ folded }, index) => index >= before.length - REACH && /^(?:more|less|fewer|better|worse|rather)$|.{2}er$/.test(folded) && !/^(?:after|under|over|other|never|ever|either|neither|whether|however|number|her|per)$/.test(folded));
  const by = before[place];
  if (by === undefined) return null;
  const end = than.index + than[0].length + (/[.,;!?](?:\s|$)/.exec(text.slice(than.index + than[0].length))?.index ?? text.length);
  const after = words.filter(({ start }) => start > than.index + 1 && start < end);
  const first = before.filter((word, index) => index !== place && word.telling).slice(-SIDE - 2);
  const second = after.filter(({ telling }) => telling).slice(0, SIDE);
  return { by, first: stemsOf(first), second: stemsOf(second), shown: text.slice(by.start, end).trim().replace(/[.,;!?]+$/, '').slice(0, 80) };
}

function stemsOf(words: readonly LaidWord[]): ReadonlySet<string> {
  return new Set(words.map(({ stem }) => stem));
}
