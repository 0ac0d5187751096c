import { isSameSequence } from './check-clauses.js';
import { type LaidOut, layOut } from './laid-out.js';
import { scopeOf } from './segments.js';
import type { Discord } from './support-checks.js';

/** Small words that stand for each other in a sentence and say something else: why and despite what, before and since when. For sentences that share nearly all else. Pure. */

const ORDER = [/\b(?:before|until|till|prior to|ahead of)\b/i, /\b(?:after|since|following)\b/i] as const;
/** Each line: phrases of one side, then of others. Where a text has one side only and the other text another only, they were exchanged. */
const CONTRASTS: ReadonlyArray<readonly RegExp[]> = [
  [/\b(?:because|due to|owing to|thanks to|as a result of|caused by)\b/i, /\b(?:despite|in spite of|although|even though|regardless of|notwithstanding)\b/i],
  ORDER,
  [/\b(?:could|may|might)\b(?! not)/i, /\b(?:will|shall)\b(?! not)/i],
  [/\b(?:may|can|might|could)\b(?! not)/i, /\b(?:must|shall|(?:has|have|had|is|are) (?:required )?to)\b(?! not)/i],
  [/\bthan\b/i, /\bas (?!(?:well|far|soon) as\b)\p{L}+(?: \p{L}+){0,2} as\b/iu],
  [/\b(?:except|apart from|other than|but for|(?:all|every|every(?:one|body|thing)|any(?:one|body|thing))(?: \p{L}+)? but (?:the|its|his|her|one|two|on|in|at))\b/iu, /\b(?:not even|even the|even (?:with|without|on|in|at|for|by|if|when)|including)\b/i],
  [/\bin favou?r of\b/i, /\bagainst\b/i],
  [/\bonly\b/i, /\b(?:all but|not only)\b/i],
  [/\bunless\b/i, /\b(?:if|when)\b/i],
  [/\b(?:until|till|up to) (?=\d)/i, /\b(?:from|since|starting in) (?=\d)/i],
  [/\b(?:by|before) (?=\d{4}\b)/i, /\b(?:after|since) (?=\d{4}\b)/i],
  [/\b(?:most|the majority) of\b|\bmost (?=\p{Ll}+s\b)/iu, /\b(?:some|several|a few|a minority)\b/i],
  [/\b(?:fully|completely|wholly|entirely|in full)\b/i, /\b(?:in part|partly|partially)\b/i],
  [/(?<!\bat )\bonce\b(?! again)/i, /\b(?:twice|two times)\b/i, /\b(?:thrice|three times)\b/i],
  [/\b(?:since|in \d+ years)\b/i, /\b(?:ever|of all time|in history)\b/i],
];
/** How many times as much. */
const FACTOR = /\b(?:twice|half|double|triple|(?:two|three|four|five|six|ten|\d+) times) (?=as\b)/i;
const AS_MUCH = /\bas (?:much|many|\p{L}+)\b.{0,40}\bas\b/iu;
/** Somebody holds it; whether it is so is another matter. */
const HELD = /\b(?:argu(?:e|es|ed|ing)|claim(?:s|ed|ing)?|alleg(?:e|es|ed|ing)|believ(?:e|es|ed|ing)|contend(?:s|ed)?|speculat(?:e|es|ed)|suspect(?:s|ed)?|fear(?:s|ed)?) that (.{1,300}?)(?:[.;]\s|$)/giu;
const SPEECH = /\b(?:argu|claim|alleg|believ|contend|speculat|suspect|fear|accord|said|say|think|thought|state|insist|critic|opinion|view)\p{L}*/iu;

export function contrastDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const sequence = isSameSequence(claim, stretch);
  for (const sides of CONTRASTS) {
    if (sequence && sides === ORDER) continue;
    const [mine, theirs] = [onlySide(sides, claim.text), onlySide(sides, stretch.text)];
    if (mine !== null && theirs !== null && mine.side !== theirs.side) return { kind: 'doubt', reason: `The source has “${theirs.shown}” where this sentence has “${mine.shown}”.` };
  }
  const factor = FACTOR.exec(stretch.text)?.[0].trim();
  if (factor !== undefined && AS_MUCH.test(claim.text) && !FACTOR.test(claim.text)) return { kind: 'doubt', reason: `The source says “${factor} as”, this sentence leaves out “${factor}”.` };
  return null;
}

/** What the source has as somebody's opinion, and the claim as a fact. */
export function heldDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  if (SPEECH.test(claim.text)) return null;
  const stems = claim.words.filter(({ telling }) => telling).map(({ stem }) => stem);
  const scope = layOut(scopeOf(claim, stretch));
  for (const held of scope.text.matchAll(HELD)) {
    const at = held.index;
    const within = new Set(scope.words.filter(({ start }) => start > at && start < at + held[0].length).map(({ stem }) => stem));
    if (stems.length > 1 && stems.every((stem) => within.has(stem))) return { kind: 'doubt', reason: `The source has this as what somebody holds (“${held[0].split(' ')[0]} that”), not as a fact.` };
  }
  return null;
}

/** The one side of a contrast that a text has; null where it has none, or several. */
function onlySide(sides: readonly RegExp[], text: string): { side: number; shown: string } | null {
  const found = sides.flatMap((pattern, side) => {
    const shown = pattern.exec(text)?.[0].trim();
    return shown === undefined ? [] : [{ side, shown }];
  });
  return found.length === 1 ? (found[0] ?? null) : null;
}
