import { BREAKS, breakBetween, type LaidOut, type LaidWord } from './laid-out.js';
import type { Place } from './places.js';
import type { Discord } from './support-checks.js';

/**
 * Who did it to whom, from where to where: two things of one clause that have changed places. Each is told by the small words
 * before it ("from", "to"); where they have none, by which of them stands before what both share, unless one of the texts
 * turns it round ("by"). Which verb it is, and whether it means the same both ways, is not known: so it is a doubt. Pure.
 */
export function roleDiscord({ claim, stretch }: { claim: LaidOut; stretch: LaidOut }, places: { claim: readonly Place[]; stretch: readonly Place[] }): Discord | null {
  const [here, there] = [onlyOnce(places.claim), onlyOnce(places.stretch)];
  for (const [index, one] of here.entries()) {
    for (const other of here.slice(index + 1)) {
      const [theirOne, theirOther] = [there.find(({ key }) => key === one.key), there.find(({ key }) => key === other.key)];
      if (theirOne === undefined || theirOther === undefined || isParted(claim, one, other) || isParted(stretch, theirOne, theirOther)) continue;
      if (areExchanged({ laid: claim, one, other }, { laid: stretch, one: theirOne, other: theirOther })) return { kind: 'doubt', reason: `The source has “${one.shown}” and “${other.shown}” the other way round.` };
    }
  }
  for (const one of here) {
    const theirs = there.find(({ key }) => key === one.key);
    const [mine, other] = [labelOf(claim, one), theirs === undefined ? '' : labelOf(stretch, theirs)];
    if (isOtherWay(mine, other) || isOtherWay(other, mine)) return { kind: 'doubt', reason: `The source says “${other} ${one.shown}”, not “${mine} ${one.shown}”.` };
  }
  return null;
}

/** Telling words as places, for sentences that have no others: "the dog bit the man". */
export function wordPlaces({ words }: LaidOut): Place[] {
  return words.filter(({ telling, folded }) => telling && !/^\d/.test(folded)).map(({ stem, start, raw }) => ({ key: stem, at: start, end: start + raw.length, shown: raw }));
}

interface Pair {
  laid: LaidOut;
  one: Place;
  other: Place;
}

const MOST_PLACES = 12;

function onlyOnce(places: readonly Place[]): Place[] {
  return places.filter(({ key }) => places.filter((other) => other.key === key).length === 1).slice(0, MOST_PLACES);
}

function isParted(laid: LaidOut, one: Place, other: Place): boolean {
  const [first, second] = one.at < other.at ? [one, other] : [other, one];
  return breakBetween(laid, first.end, second.at).strength >= BREAKS.and;
}

function areExchanged(here: Pair, there: Pair): boolean {
  const [mine, theirs] = [labelsOf(here), labelsOf(there)];
  if (mine.one !== mine.other && theirs.one !== theirs.other) {
    if (mine.one === theirs.other && mine.other === theirs.one) return true;
    if (mine.one === theirs.one && mine.other === theirs.other) return false;
  }
  const shared = pivotsOf(there);
  const pivot = pivotsOf(here).find((word) => shared.some(({ stem }) => stem === word.stem));
  const theirPivot = shared.find(({ stem }) => stem === pivot?.stem);
  if (pivot === undefined || theirPivot === undefined || BOTH_WAYS.has(pivot.stem)) return false;
  const reversed = here.one.at < here.other.at !== there.one.at < there.other.at;
  return reversed !== (isTurnedRound(here, pivot) !== isTurnedRound(there, theirPivot));
}

/** Verbs, as stems, that say the same of both whoever is named first. */
const BOTH_WAYS: ReadonlySet<string> = new Set('meet marri border resembl equal match near differ'.split(' '));
const BY = /(?<![\p{L}\p{N}])(?:by|von|durch|par|por|da|dal|dalla|door|av|af|przez)(?![\p{L}\p{N}]|\s\d)/giu;

function labelsOf({ laid, one, other }: Pair): { one: string; other: string } {
  return { one: labelOf(laid, one), other: labelOf(laid, other) };
}

function isOtherWay(one: string, other: string): boolean {
  return /\bfrom$/.test(one) && /\b(?:to|into)$/.test(other);
}

/** The small words right before a place, without articles. */
function labelOf({ text, words }: LaidOut, { at }: Place): string {
  const before = words.filter(({ start }) => start < at);
  const run: LaidWord[] = [];
  for (const word of before.toReversed()) {
    if (word.telling || run.length === 3 || /[.,;:!?]/.test(text.slice(word.start + word.raw.length, run.at(-1)?.start ?? at))) break;
    run.push(word);
  }
  return run.map(({ folded }) => folded).filter((word) => !/^(?:the|an?|is|was|are|were|has|had|have|its?|their|his|her|and)$/.test(word)).toReversed().join(' ');
}

function pivotsOf({ laid: { words }, one, other }: Pair): LaidWord[] {
  const [first, second] = one.at < other.at ? [one, other] : [other, one];
  return words.filter(({ telling, start }) => telling && start >= first.end && start < second.at);
}

/** "… was beaten by …": behind the verb, and with nothing but its own attributes before the second of the two. */
function isTurnedRound({ laid: { text, words }, one, other }: Pair, pivot: LaidWord): boolean {
  const second = Math.max(one.at, other.at);
  const by = [...text.slice(pivot.start, second).matchAll(BY)].at(-1);
  if (by === undefined) return false;
  const behind = words.filter(({ start }) => start > pivot.start + by.index + 1 && start < second);
  return behind.length <= MOST_ATTRIBUTES && behind.every(({ telling, folded }) => telling || ARTICLE.test(folded));
}

const MOST_ATTRIBUTES = 3;
const ARTICLE = /^(?:the|an?|its?|their|his|her|de[rmns]|die|das|eine[rmns]?|le|la|les|une?|el|los|las|un[ao]?|il|lo|gli|o|os|as|um|uma|het|een|den|det|en|ett?)$/;
