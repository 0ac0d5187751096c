import { commonShare } from '../ranking/common-words.js';
import { isStopWord } from '../ranking/stop-words.js';
import { fold } from '../ranking/words.js';
import type { LaidOut, LaidWord } from './laid-out.js';
import { namesIn, singleNamesIn } from './names-of-text.js';
import { oppositesOf } from './opposites.js';
import { type StatedNumber, sameNumber } from './numbers-of-text.js';
import { sameDimension } from './units.js';

/** Something of a text that another thing of its kind could stand in the place of: a figure, a year, a name. Half-open. */
export interface Place {
  /** Equal for what says the same. */
  key: string;
  at: number;
  end: number;
  shown: string;
}

/** All figures that could be taken for each other, of two texts: years, percentages, lengths, sums of money, counts, each by themselves. */
export function figurePlaces(claim: readonly StatedNumber[], stretch: readonly StatedNumber[]): Array<{ claim: Place[]; stretch: Place[] }> {
  const groups: StatedNumber[][] = [];
  // Below three, a number is more often a manner of speaking than a count.
  for (const number of [...claim, ...stretch].filter(({ value, measure }) => value >= 3 || measure !== null)) {
    const group = groups.find(([first]) => first !== undefined && isOfKind(first, number));
    if (group === undefined) groups.push([number]);
    else group.push(number);
  }
  return groups.map((group) => {
    const keyOf = (number: StatedNumber) => `${group.findIndex((other) => sameNumber(other, number))}`;
    const placed = (numbers: readonly StatedNumber[]) => numbers.filter((number) => group.includes(number)).map((number) => ({ key: keyOf(number), at: number.at, end: number.end, shown: number.shown }));
    return { claim: placed(claim), stretch: placed(stretch) };
  });
}

function isOfKind(left: StatedNumber, right: StatedNumber): boolean {
  if (left.year || right.year) return left.year && right.year;
  if (left.measure === null || right.measure === null) return left.measure === right.measure;
  return sameDimension(left.measure, right.measure);
}

/** Words of the claim whose opposites the source has as well: "rose in May and fell in June". */
export function oppositePlaces(claim: LaidOut, stretch: LaidOut): Array<{ claim: Place[]; stretch: Place[] }> {
  return claim.words.flatMap((word) =>
    oppositesOf(word.stem).filter(({ firm }) => firm).flatMap(({ one, other }) => {
      const found = stretch.words.flatMap((theirs) => (one.has(theirs.stem) ? [placeOf(theirs, word.stem)] : other.has(theirs.stem) ? [placeOf(theirs, `not ${word.stem}`)] : []));
      return found.length < 2 ? [] : [{ claim: [placeOf(word, word.stem)], stretch: found }];
    }),
  );
}

const SHARES: ReadonlySet<string> = new Set('all most many few none both neither half'.split(' '));

/** Not of a claim: what is said of most may be said of some, too. */
const AT_LEAST: ReadonlySet<string> = new Set(['some', 'several']);

/** Words for how many of something: "most use diesel, some are electric". */
export function sharePlaces({ words }: LaidOut, isClaim: boolean): Place[] {
  return words.filter(({ folded }) => SHARES.has(folded) || (!isClaim && AT_LEAST.has(folded))).map((word) => placeOf(word, word.folded));
}

function placeOf({ start, raw }: LaidWord, key: string): Place {
  return { key, at: start, end: start + raw.length, shown: raw };
}

/** Names of both texts: a surname is the name that it stands for. */
export function namePlaces(claim: LaidOut, stretch: LaidOut): { claim: Place[]; stretch: Place[] } {
  const names = [claim, stretch].flatMap(({ text }) => [...namesIn(text), ...singleNamesIn(text)]);
  const words = new Set(names.flatMap((name) => (name.includes(' ') || !isStopWord(fold(name), true) ? name.split(/\s+/) : [])));
  const small = new Set([claim, stretch].flatMap((laid) => laid.words.map(({ raw }) => raw)).filter((raw) => !isCapitalised({ raw })));
  for (const laid of [claim, stretch]) for (const word of laid.words) if (isCapitalised(word) && !small.has(word.folded) && isRare(word)) words.add(bare(word));
  return { claim: runsOf(claim, words), stretch: runsOf(stretch, words) };
}

/** A capital letter may be a sentence's beginning; a rare word that nowhere has a small one is more likely a name. */
function isRare({ telling, stem }: LaidWord): boolean {
  return telling && commonShare(stem) < RARE;
}

const RARE = 0.01;

function isCapitalised({ raw }: Pick<LaidWord, 'raw'>): boolean {
  const first = raw.charAt(0);
  return first !== first.toLowerCase();
}

function bare({ raw }: LaidWord): string {
  return raw.replace(/['’]s$/, '');
}

/** Runs of capitalised words that belong to names; the last of a run is its key. */
function runsOf({ text, words }: LaidOut, names: ReadonlySet<string>): Place[] {
  const places: Place[] = [];
  for (const word of words) {
    const raw = bare(word);
    if (!isCapitalised(word) || !names.has(raw)) continue;
    const end = word.start + raw.length;
    const last = places.at(-1);
    if (last !== undefined && /^\s$/.test(text.slice(last.end, word.start))) places[places.length - 1] = { key: word.stem, at: last.at, end, shown: text.slice(last.at, end) };
    else places.push({ key: word.stem, at: word.start, end, shown: raw });
  }
  return places;
}
