import { BREAKS, breakBetween, type LaidOut, sentenceAround } from './laid-out.js';
import type { Place } from './places.js';
import type { Discord } from './support-checks.js';

/**
 * Does the source say it of the same? "A sold 5, B sold 7" has all words of "A sold 7". Each figure, year or name owns the
 * stretch of text that is nearer to it than to others of its kind, cut at the firmest break between them; what the claim has
 * around one must not stand around another of its kind in the source. `sure`: things of this kind are told apart without doubt. Pure.
 */
export function bindingDiscord({ claim, stretch }: Texts, places: { claim: readonly Place[]; stretch: readonly Place[] }, sure: boolean): Discord | null {
  if (places.claim.length === 0 || new Set(places.stretch.map(({ key }) => key)).size < 2) return null;
  const keys = new Set([...places.claim, ...places.stretch].map(({ key }) => key));
  // Where the claim leaves out of which year it is, or how much, the source may say it.
  const counts = claim.words.some(({ stem, start }) => /^\d/.test(stem) && !places.claim.some(({ at, end }) => at <= start && start < end));
  const here = territories(claim, places.claim.slice(0, MOST_PLACES), keys, counts);
  const there = territories(stretch, places.stretch.slice(0, MOST_PLACES), keys, counts);
  for (const { place, words, joined } of here) {
    const own = there.filter((territory) => territory.place.key === place.key);
    if (words.size === 0 || own.length === 0 || own.some((territory) => territory.words.size === 0)) continue;
    const near = new Set(here.filter((territory) => territory.joined === joined).map((territory) => territory.place.key));
    const rival = there.find((territory) => !near.has(territory.place.key) && own.every((mine) => mine.joined !== territory.joined && fitsBetter(words, territory.words, mine.words, sure ? ENOUGH : NEARLY_ALL)));
    if (rival === undefined) continue;
    const reason = `What this sentence says of “${place.shown}”, the source says of “${rival.place.shown}”.`;
    return { kind: sure && shareOf(words, rival.words) >= ALL ? 'against' : 'doubt', reason };
  }
  return null;
}

interface Texts {
  claim: LaidOut;
  stretch: LaidOut;
}

interface Territory {
  place: Place;
  /** What stands in it, as stems; without what is of the kind that is looked at. */
  words: ReadonlySet<string>;
  /** Equal for places that nothing parts: what stands around them belongs to all of them. */
  joined: number;
}

const MOST_PLACES = 12;
/** A place fits better only by so much more. */
const MARGIN = 0.15;
/** And only where so much of what the claim says of it stands there. */
const ENOUGH = 0.5;
const NEARLY_ALL = 0.75;
const ALL = 0.95;

function fitsBetter(words: ReadonlySet<string>, rival: ReadonlySet<string>, own: ReadonlySet<string>, least: number): boolean {
  const share = shareOf(words, rival);
  return share >= least && shareOf(rival, words) >= ENOUGH && share >= shareOf(words, own) && shareOf(rival, words) > shareOf(own, words) + MARGIN && [...rival].some((stem) => words.has(stem) && !own.has(stem));
}

/** How much of what one has the other has, too. */
function shareOf(of: ReadonlySet<string>, among: ReadonlySet<string>): number {
  return of.size === 0 ? 0 : [...of].filter((stem) => among.has(stem)).length / of.size;
}

function territories(laid: LaidOut, own: readonly Place[], keys: ReadonlySet<string>, counts: boolean): Territory[] {
  const sorted = [...own].sort((left, right) => left.at - right.at);
  const words = laid.words.filter(({ telling, stem, start }) => telling && !keys.has(stem) && (counts || !/^\d/.test(stem)) && !sorted.some(({ at, end }) => at <= start && start < end));
  return groupsOf(laid, sorted).flatMap(({ members, from, to }, joined) => {
    const around = new Set(words.filter(({ start }) => start >= from && start < to).map(({ stem }) => stem));
    return members.map((place) => ({ place, words: around, joined }));
  });
}

/** Places that nothing parts go together. Each group reaches to the firmest break between it and the next, the outer ones to the end of their sentence. */
function groupsOf(laid: LaidOut, sorted: readonly Place[]): Array<{ members: Place[]; from: number; to: number }> {
  const groups: Array<{ members: Place[]; from: number; to: number }> = [];
  for (const place of sorted) {
    const { start, end } = sentenceAround(laid, place.at, place.end);
    const last = groups.at(-1);
    const before = last === undefined ? null : breakBetween(laid, last.members.at(-1)?.end ?? 0, place.at);
    if (last !== undefined && before?.strength === BREAKS.none) {
      last.members.push(place);
      last.to = end;
      continue;
    }
    if (last !== undefined && before !== null) last.to = Math.min(last.to, before.at);
    groups.push({ members: [place], from: Math.max(before?.at ?? 0, start), to: end });
  }
  return groups;
}
