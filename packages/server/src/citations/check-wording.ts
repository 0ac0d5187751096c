import { isSamePlace } from './check-turns.js';
import { BREAKS, breakBetween, type LaidOut, type LaidWord, layOut } from './laid-out.js';
import { canonicalSentence } from './compare-text.js';
import { quotationSpans } from './names-of-text.js';
import { oppositesOf } from './opposites.js';
import type { Discord } from './support-checks.js';

/** One word in the place of another, and a quotation in another mouth. For sentences that share nearly all else. Pure. */

/** Letters in which two forms of one word agree. */
const PREFIX = 4;

/** A telling word that the source does not have, where it has another between the same neighbours. It may mean the same, or the contrary: no count of words can tell. */
export function substitutionDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const [said, there] = [stemsOf(claim), stemsOf(stretch)];
  for (const [index, word] of claim.words.entries()) {
    if (!isTold(word) || there.has(word.stem)) continue;
    const place = stretch.words.findIndex((other, at) => isTold(other) && !said.has(other.stem) && !areForms(word, other) && isEnclosed(claim.words, index, stretch.words, at));
    const theirs = stretch.words[place];
    if (theirs !== undefined) return { kind: 'doubt', reason: `The source has “${theirs.raw}” where this sentence has “${word.raw}”.` };
  }
  return null;
}

/** Forms of one word, or words that a dictionary of opposites has on one side: they say the same. */
function areForms(word: LaidWord, other: LaidWord): boolean {
  return other.folded.slice(0, PREFIX) === word.folded.slice(0, PREFIX) || oppositesOf(word.stem).some(({ one }) => one.has(other.stem));
}

function isTold({ telling, folded }: LaidWord): boolean {
  return telling && /^\p{L}{3,}/u.test(folded);
}

/** The same word before both and the same word behind both; the border of a text counts as one. */
function isEnclosed(here: readonly LaidWord[], index: number, there: readonly LaidWord[], place: number): boolean {
  return here[index - 1]?.stem === there[place - 1]?.stem && here[index + 1]?.stem === there[place + 1]?.stem && isSamePlace(here, index, there, place);
}

const SPEECH: ReadonlySet<string> = new Set(layOut('said says tell told added argued according claimed stated called described wrote noted explained warned insisted asked replied announced declared commented remarked admitted reporters quoted').words.map(({ stem }) => stem));
/** Words around a quotation that may name who says it. */
const NEAR = 6;

/** A quotation that stands in the source, with nobody around it whom the claim has around it. */
export function speakerDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const there = quotationSpans(stretch.text);
  for (const quotation of quotationSpans(claim.text)) {
    const wanted = canonicalSentence(quotation.text);
    const other = there.find(({ text }) => canonicalSentence(text).includes(wanted) || wanted.includes(canonicalSentence(text)));
    if (other === undefined) continue;
    const speakers = speakersOf(claim, quotation);
    const theirs = speakersOf(stretch, other);
    if (speakers.length === 0 || theirs.length === 0 || shareOne(speakers, theirs)) continue;
    return { kind: 'doubt', reason: `The source has this quotation beside “${theirs.map(({ raw }) => raw).slice(0, 3).join(' ')}”, not “${speakers.map(({ raw }) => raw).slice(0, 3).join(' ')}”.` };
  }
  return null;
}

/** Where both name somebody, the names tell; else any word that both have. */
function shareOne(speakers: readonly LaidWord[], theirs: readonly LaidWord[]): boolean {
  const named = [speakers, theirs].map((words) => words.filter(({ raw }) => /^\p{Lu}/u.test(raw)));
  const [mine = [], others = []] = named.every(({ length }) => length > 0) ? named : [speakers, theirs];
  return mine.some(({ stem }) => others.some((other) => other.stem === stem));
}

/** The telling words next to a quotation, in its sentence. */
function speakersOf({ breaks, words }: LaidOut, { start, end }: { start: number; end: number }): LaidWord[] {
  const own = words.filter((word) => word.telling && !SPEECH.has(word.stem));
  const before = own.filter((word) => word.start < start && breakBetween({ breaks }, word.start, start).strength < BREAKS.sentence).slice(-NEAR);
  const behind = own.filter((word) => word.start >= end && breakBetween({ breaks }, end, word.start).strength < BREAKS.sentence).slice(0, NEAR);
  return [...before, ...behind];
}

function stemsOf({ words }: LaidOut): ReadonlySet<string> {
  return new Set(words.map(({ stem }) => stem));
}

/** Scripts whose words are not parted by spaces, and figures in them. */
const TELLING_CHARACTER = /[\p{Script=Han}\p{Script=Katakana}\p{N}]/u;
/** Characters that may have been exchanged, and as many of both sides together as must be the same around them. */
const MOST_EXCHANGED = 4;
const AROUND = 3;
/** Places with the same characters before that are looked at. */
const MOST_PLACES = 16;

/**
 * In Chinese and Japanese: characters in whose place the source has others, between the same neighbours. One character is a digit,
 * a name or the whole contrary there, and hardly shows among pairs of characters.
 */
export function characterDiscord({ text: claim }: LaidOut, { text: stretch }: LaidOut): Discord | null {
  if (!/\p{Script=Han}/u.test(claim)) return null;
  for (let at = 0; at < claim.length; at += 1) {
    for (const before of [2, 1]) {
      if (at < before || stretch.includes(claim.slice(at - before, at + 1))) continue;
      const theirs = exchangedFor(claim, stretch, at, before);
      if (theirs !== null) return { kind: 'doubt', reason: `The source has “${theirs.theirs}” where this sentence has “${theirs.mine}”.` };
    }
  }
  return null;
}

function exchangedFor(claim: string, stretch: string, at: number, before: number): { mine: string; theirs: string } | null {
  const head = claim.slice(at - before, at);
  if (!TELLING_CHARACTER.test(head) && before === 1) return null;
  for (let found = stretch.indexOf(head), places = 0; found >= 0 && places < MOST_PLACES; found = stretch.indexOf(head, found + 1), places += 1) {
    for (let mine = 1; mine <= MOST_EXCHANGED; mine += 1) {
      const tail = claim.slice(at + mine, at + mine + AROUND - before);
      if (tail.length < AROUND - before) break;
      for (let theirs = 1; theirs <= MOST_EXCHANGED; theirs += 1) {
        const [here, there] = [claim.slice(at, at + mine), stretch.slice(found + before, found + before + theirs)];
        if (here.includes(there) || there.includes(here)) continue;
        if (stretch.startsWith(tail, found + before + theirs) && TELLING_CHARACTER.test(here) && TELLING_CHARACTER.test(there)) return { mine: here, theirs: there };
      }
    }
  }
  return null;
}
