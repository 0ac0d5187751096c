import { BREAKS, type LaidOut, type LaidWord, layOut, tongueOf } from './laid-out.js';
import { scopeOf, segmentsOf, sentencesLike } from './segments.js';
import type { Discord } from './support-checks.js';
import { BOUNDING, CONDITIONS, EXCEPTIONS, HELD_BY, IN_CHARGE, LEFT_OPEN, NOT_IN_CHARGE, OR_WORDS, RESPECTIVELY, SAID_BY, TURNED_SENSES, wordsOfSense } from './turning-words.js';

/** Small words that were exchanged, added or left out, in languages other than English as well. For sentences that share nearly all else. Pure. */

/** Words of two senses that are not the same: "avant" and "après", "todos" and "algunos". */
export function senseDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  if (claim.english || stretch.english) return null;
  const source = sentencesLike(claim, stretch);
  for (const [one, other] of TURNED_SENSES) {
    const [mine, theirs] = [sideOf(claim.text, one, other), sideOf(source, one, other)];
    if (mine !== null && theirs !== null && mine.side !== theirs.side) return { kind: 'doubt', reason: `The source has “${theirs.shown}” where this sentence has “${mine.shown}”.` };
  }
  for (const words of BOUNDING) {
    const mine = words.exec(claim.text)?.[0];
    if (mine !== undefined && !words.test(source)) return { kind: 'doubt', reason: `This sentence says “${mine}”, the source does not.` };
  }
  const open = LEFT_OPEN.exec(partsUsed(claim, stretch))?.[0];
  return open === undefined || LEFT_OPEN.test(claim.text) ? null : { kind: 'doubt', reason: `The source says “${open}”, this sentence leaves it out.` };
}

function sideOf(text: string, one: RegExp, other: RegExp): { side: 0 | 1; shown: string } | null {
  const second = other.exec(text)?.[0];
  // "Sauf si" is no "si".
  const first = one.exec(second === undefined ? text : text.replace(second, ''))?.[0];
  if ((first === undefined) === (second === undefined)) return null;
  return first !== undefined ? { side: 0, shown: first } : { side: 1, shown: second ?? '' };
}

/** What the source has as somebody's version and the claim as a fact. */
export function versionDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const english = claim.english || stretch.english;
  if (wordsOfSense(SAID_BY, english).test(claim.text)) return null;
  const scope = scopeOf(claim, stretch);
  const found = wordsOfSense(HELD_BY, english).exec(scope);
  const held = found === null || isAddedClause(scope, found.index, claim) ? undefined : found[0];
  return held === undefined ? null : { kind: 'doubt', reason: `The source has this as what somebody holds (“${held}”), not as a fact.` };
}

/** Who leads by the claim, where the source has them hand it on, or stand in for somebody. */
export function chargeDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const english = claim.english || stretch.english;
  const gone = wordsOfSense(NOT_IN_CHARGE, english);
  const source = sentencesLike(claim, stretch);
  const found = wordsOfSense(IN_CHARGE, english).test(claim.text) && !gone.test(claim.text) ? gone.exec(source) : null;
  const leader = claim.words.find(({ telling }) => telling);
  // To whom it was handed leads now.
  if (found === null || leader === undefined || source.slice(found.index).includes(leader.raw)) return null;
  return { kind: 'doubt', reason: `The source says “${found[0]}”, by which it may be somebody else now.` };
}

/** What the source says of all but one, and the claim without the exception, or with what is excepted. In languages other than English. */
export function exceptionDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  if (claim.english || stretch.english || EXCEPTIONS.test(claim.text)) return null;
  const shown = EXCEPTIONS.exec(scopeOf(claim, stretch))?.[0];
  return shown === undefined ? null : { kind: 'doubt', reason: `The source makes an exception (“${shown}”), which this sentence leaves out.` };
}

/** Does a word that gives an opinion stand in a clause that "and" adds behind all that the claim says: "…, and critics believe that …"? */
function isAddedClause(text: string, at: number, claim: LaidOut): boolean {
  const laid = layOut(text);
  const last = laid.breaks.findLast((each) => each.at < at);
  if (last?.strength !== BREAKS.and || NO_VERB.test(text.slice(at))) return false;
  const subject = laid.words.filter(({ telling, start }) => telling && start > last.at && start < at);
  const said = new Set(claim.words.filter(({ telling }) => telling).map(({ stem }) => stem));
  return subject.length <= MOST_SUBJECT && !laid.words.some(({ stem, start }) => start > last.at && said.has(stem));
}

const MOST_SUBJECT = 2;
/** They name whose word it is for all that stands before them. */
const NO_VERB = /^(?:according|in the|laut|zufolge|nach|selon|d[’']|según|secondo|segundo|de acordo|volgens|по)(?!\p{L})/iu;

/** What the source says on a condition, and the claim without any. */
export function conditionDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const pattern = wordsOfSense(CONDITIONS, claim.english || stretch.english);
  if (pattern.test(claim.text)) return null;
  const said = new Set(claim.words.map(({ stem }) => stem));
  const parts = segmentsOf(stretch).map((part) => ({ ...part, taken: part.words.some(({ stem }) => said.has(stem)), shown: pattern.exec(stretch.text.slice(part.start, endOf(part.words[0]) ?? part.end))?.[0] }));
  const left = parts.find(({ shown, taken }, index) => shown !== undefined && !taken && (parts[index - 1]?.taken === true || (index === 0 && parts[1]?.taken === true)));
  return left === undefined ? null : { kind: 'doubt', reason: `The source says it on a condition (“${left.shown}”), which this sentence leaves out.` };
}

/** Two things of which the source has one or the other, and the claim both. */
export function choiceDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const pattern = wordsOfSense(OR_WORDS, claim.english || stretch.english);
  if (pattern.test(claim.text)) return null;
  const said = new Set(claim.words.map(({ stem }) => stem));
  for (const { 0: shown, index } of stretch.text.matchAll(new RegExp(pattern, 'giu'))) {
    const [before, behind] = neighbours(stretch, index, index + shown.length);
    if (/^o$/i.test(shown) && tongueOf(stretch.text) === 'portuguese') continue;
    if (before.some(({ stem }) => said.has(stem)) && behind.some(({ stem }) => said.has(stem))) return { kind: 'doubt', reason: `The source has “${shown}” between what this sentence says together.` };
  }
  return null;
}

const NEXT = 2;

function neighbours({ words }: LaidOut, from: number, to: number): [LaidWord[], LaidWord[]] {
  const telling = words.filter((word) => word.telling);
  return [telling.filter(({ start, raw }) => start + raw.length <= from).slice(-NEXT), telling.filter(({ start }) => start >= to).slice(0, NEXT)];
}

/** "A and B went to X and Y respectively": each of the first goes with the one of the second that stands in the same place. */
export function respectiveDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const pattern = wordsOfSense(RESPECTIVELY, claim.english || stretch.english);
  const shown = pattern.exec(stretch.text)?.[0];
  if (shown === undefined || pattern.test(claim.text)) return null;
  const said = new Set(claim.words.map(({ stem }) => stem));
  const lists = listsIn(stretch);
  for (const [index, one] of lists.entries()) {
    for (const other of lists.slice(index + 1)) {
      if (one.length !== other.length) continue;
      const [mine, theirs] = [one, other].map((list) => list.map((stems) => stems.some((stem) => said.has(stem))));
      if (mine?.some((has, place) => has !== theirs?.[place]) === false) return null;
    }
  }
  return { kind: 'doubt', reason: `The source tells by “${shown}” which belongs to which; this sentence may not have it so.` };
}

/** Runs of members parted by commas and conjunctions: the telling words next to each of these. */
function listsIn(laid: LaidOut): string[][][] {
  const telling = laid.words.filter((word) => word.telling);
  const lists: Array<{ members: LaidWord[] }> = [];
  for (const { at, strength } of laid.breaks.slice(0, MOST_BREAKS)) {
    const [before, behind] = [telling.findLast(({ start }) => start < at), telling.find(({ start }) => start > at)];
    if (strength > BREAKS.and || before === undefined || behind === undefined) continue;
    const open = lists.at(-1);
    if (open?.members.at(-1) === before) open.members.push(behind);
    else if (open?.members.at(-1) !== behind) lists.push({ members: [before, behind] });
  }
  return lists.map(({ members }) => members.map(({ stem }) => [stem]));
}

const MOST_BREAKS = 40;

/** The segments of the source of which the claim has at least half. */
function partsUsed(claim: LaidOut, stretch: LaidOut): string {
  const said = new Set(claim.words.map(({ stem }) => stem));
  const parts = segmentsOf(stretch).filter(({ words }) => words.filter(({ stem }) => said.has(stem)).length * 2 >= words.length);
  return parts.map(({ start, end }) => stretch.text.slice(start, end)).join(' ');
}

function endOf(word: LaidWord | undefined): number | undefined {
  return word === undefined ? undefined : word.start + word.raw.length;
}
