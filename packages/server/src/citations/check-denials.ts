import { denialsIn, type Denial, hedgesIn } from './denials.js';
import type { LaidOut, LaidWord } from './laid-out.js';
import { isDeniedForm } from './opposites.js';
import type { Discord } from './support-checks.js';

/** What one of two texts denies, or leaves open, and the other states. For sentences that share nearly all else. Pure. */

export function denialDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  // What shares nearly all words is of one language, though a short sentence may not show which.
  const english = claim.english || stretch.english;
  const [mine, theirs] = [denialsIn({ ...claim, english }), denialsIn({ ...stretch, english })];
  for (const denial of theirs) {
    // "Neither side won": it is the winning that is denied.
    const word = denial.shown.toLowerCase() === 'neither' ? denial.about[1] : keyOf(denial);
    if (word === undefined || !has(claim, word) || isDenied(mine, word)) continue;
    const reason = `The source has “${denial.shown}” where this sentence has no denial.`;
    return { kind: denial.weak || standsUndenied(stretch, theirs, word) ? 'doubt' : 'against', reason };
  }
  for (const denial of mine) {
    const word = keyOf(denial);
    if (word === undefined || isDenied(theirs, word) || stretch.words.some((other) => isDeniedForm(word, other))) continue;
    const reason = `This sentence denies (“${denial.shown}”) what the source states without a denial.`;
    if (has(stretch, word)) return { kind: denial.weak ? 'doubt' : 'against', reason };
    if (theirs.length === 0) return { kind: 'doubt', reason };
  }
  return null;
}

/** The claim leaves it open in words of its own. */
const OPEN = /(?<![\p{L}\p{N}])(?:can|could|may|might|would|if|unless|possibly|perhaps|allegedly|reportedly|alleged|likely|plan(?:s|ned|ning)?|expect(?:s|ed)?|propos(?:es|ed|al)|accused|suspected|said|says|claims?|claimed|according)(?![\p{L}\p{N}])/iu;

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
