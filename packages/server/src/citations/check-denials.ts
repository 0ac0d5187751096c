import { denialsIn, type Denial, hedgesIn } from './denials.js';
import { asEnglish, type LaidOut, type LaidWord } from './laid-out.js';
import { firmest } from './firmest.js';
import { isDeniedForm, oppositesOf } from './opposites.js';
import { segmentsOf } from './segments.js';
import type { Discord } from './support-checks.js';

/** What one of two texts denies, or leaves open, and the other states. For sentences that share nearly all else. Pure. */

export function denialDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  // What shares nearly all words is of one language, though a short sentence may not show which.
  const english = claim.english || stretch.english;
  const [mine, theirs] = english ? [denialsIn(asEnglish(claim)), denialsIn(asEnglish(stretch))] : [denialsIn(claim), denialsIn(stretch)];
  return firmest([leftOutDenial(claim, stretch, mine, theirs), addedDenial(stretch, mine, theirs)]);
}

/** What the source denies and the claim states. Where the claim denies something of its own, it may deny the same in other words. */
function leftOutDenial(claim: LaidOut, stretch: LaidOut, mine: readonly Denial[], theirs: readonly Denial[]): Discord | null {
  for (const denial of theirs) {
    // "Neither side won": it is the winning that is denied.
    const word = denial.shown.toLowerCase() === 'neither' ? denial.about[1] : keyOf(denial);
    if (word === undefined || !has(claim, word) || isDenied(mine, word)) continue;
    const weak = denial.weak || mine.some((own) => !own.weak) || standsUndenied(stretch, theirs, word) || denial.about.some((about) => hasOpposite(claim, about));
    return { kind: weak ? 'doubt' : 'against', reason: `The source has “${denial.shown}” where this sentence has no denial.` };
  }
  return null;
}

/** What the claim denies and the source states. "Not in the hall" may stand there as "in the yard, but not in the hall". */
function addedDenial(stretch: LaidOut, mine: readonly Denial[], theirs: readonly Denial[]): Discord | null {
  for (const denial of mine) {
    const word = keyOf(denial);
    if (word === undefined || isDenied(theirs, word) || stretch.words.some((other) => isDeniedForm(word, other))) continue;
    const reason = `This sentence denies (“${denial.shown}”) what the source states without a denial.`;
    if (theirs.some((other) => shareAbout(other, denial))) continue;
    if (has(stretch, word)) return { kind: denial.weak || theirs.some((other) => !other.weak) || hasOpposite(stretch, word) ? 'doubt' : 'against', reason };
    if (theirs.length === 0) return { kind: 'doubt', reason };
  }
  return null;
}

function shareAbout(one: Denial, other: Denial): boolean {
  return one.about.some((word) => other.about.some((each) => isForm(word, each)));
}

function hasOpposite({ words }: LaidOut, { stem }: LaidWord): boolean {
  return oppositesOf(stem).some(({ other }) => words.some((word) => other.has(word.stem)));
}

/**
 * One of the texts denies something where the other denies nothing, whatever it is: where the word that is denied can't be told, as in languages whose verbs stand last.
 * Of the source, the segments count of which the claim has most.
 */
export function denialCountDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const english = claim.english || stretch.english;
  const [mine, theirs] = english ? [denialsIn(asEnglish(claim)), denialsIn(asEnglish(stretch))] : [denialsIn(claim), denialsIn(stretch)];
  const said = new Set(claim.words.map(({ stem }) => stem));
  const parts = segmentsOf(stretch).filter(({ words }) => words.filter(({ stem }) => said.has(stem)).length * 2 >= words.length);
  const [own] = mine;
  const other = theirs.find(({ weak, at }) => !weak && parts.some(({ start, end }) => at >= start && at < end));
  if (own === undefined && other !== undefined) return { kind: 'doubt', reason: `The source has “${other.shown}” where this sentence has no denial.` };
  if (own !== undefined && !own.weak && theirs.length === 0) return { kind: 'doubt', reason: `This sentence denies (“${own.shown}”) what the source states without a denial.` };
  return null;
}

/** The claim leaves it open in words of its own. */
const OPEN = /(?<![\p{L}\p{N}])(?:can|able|capable|could|may|might|would|if|unless|possibly|perhaps|allegedly|reportedly|alleged|likely|plan(?:s|ned|ning)?|expect(?:s|ed)?|propos(?:es|ed|al)|accused|suspected|said|says|claims?|claimed|according)(?![\p{L}\p{N}])/iu;

/** What the source says may be, or is said to be, and the claim that it is. */
export function hedgeDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  if (OPEN.test(claim.text)) return null;
  for (const hedge of hedgesIn(stretch)) {
    const word = keyOf(hedge);
    if (word === undefined || !has(claim, word) || claim.text.toLowerCase().includes(hedge.shown) || stretch.words.filter(({ stem }) => stem === word.stem).length > 1) continue;
    return { kind: 'doubt', reason: `The source says “${hedge.shown} ${word.raw}”, this sentence leaves out “${hedge.shown}”.` };
  }
  return null;
}

/** The word that is denied: the nearest, but for adverbs. */
function keyOf({ about }: Denial): LaidWord | undefined {
  return about.find(({ folded }) => !folded.endsWith('ly')) ?? about[0];
}

function has({ words }: LaidOut, given: LaidWord): boolean {
  return words.some((word) => isForm(word, given));
}

function isDenied(denials: readonly Denial[], given: LaidWord): boolean {
  return denials.some(({ about }) => about.some((word) => isForm(word, given)));
}

function standsUndenied({ words }: LaidOut, denials: readonly Denial[], given: LaidWord): boolean {
  const denied = new Set(denials.flatMap(({ about }) => about.map(({ start }) => start)));
  return words.some((word) => isForm(word, given) && !denied.has(word.start));
}

/** Letters that two forms of one word share at least, where their stems differ. */
const PREFIX = 6;

function isForm(left: LaidWord, right: LaidWord): boolean {
  return left.stem === right.stem || (left.folded.length >= PREFIX && left.folded.slice(0, PREFIX) === right.folded.slice(0, PREFIX));
}
