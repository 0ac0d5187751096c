import type { LaidOut } from './laid-out.js';
import type { Discord } from './support-checks.js';

/** Words that have changed from one clause to another, and clauses that have changed places. For sentences that share nearly all else. Pure. */

/** What begins a clause besides the marks and words that `layOut` knows. */
const CONJUNCTION = /\b(?:before|after|although|though|because|when|until|since|unless|if|nachdem|bevor|obwohl|weil|wenn|avant|après|parce|quand|antes|después|porque|cuando)\b/giu;
const MOST_CLAUSES = 12;

/**
 * "A rose and B fell" has the words of "B rose and A fell". Where two clauses of the claim each mix what the source keeps apart
 * in two of its own, something is said of another thing than there.
 */
export function clauseDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const [here, there] = [clausesOf(claim), clausesOf(stretch)];
  const shared = onlyOnce(claim).filter((stem) => here.has(stem) && there.has(stem));
  /** By a clause of the claim: the clauses of the source that its words are from, each with one of them. */
  const origins = new Map<number, Map<number, string>>();
  for (const stem of shared) {
    const [mine, theirs] = [here.get(stem) ?? 0, there.get(stem) ?? 0];
    origins.set(mine, (origins.get(mine) ?? new Map<number, string>()).set(theirs, stem));
  }
  const mixed = [...origins.values()].filter(({ size }) => size > 1).slice(0, MOST_CLAUSES);
  for (const [index, one] of mixed.entries()) {
    for (const other of mixed.slice(index + 1)) {
      const both = [...one.keys()].filter((clause) => other.has(clause));
      const [first, second] = both;
      if (first === undefined || second === undefined) continue;
      return { kind: 'doubt', reason: `The source does not say “${written(claim, one.get(first))}” and “${written(claim, one.get(second))}” of the same.` };
    }
  }
  return null;
}

/** By stem: the number of the clause in which a telling word stands, for those that stand in one place alone. */
function clausesOf(laid: LaidOut): ReadonlyMap<string, number> {
  const borders = [...laid.breaks.map(({ at }) => at), ...[...laid.text.matchAll(CONJUNCTION)].map(({ index }) => index)].sort((left, right) => left - right);
  const once = new Set(onlyOnce(laid));
  let clause = 0;
  return new Map(
    laid.words.flatMap(({ stem, start }) => {
      while ((borders[clause] ?? Number.POSITIVE_INFINITY) <= start) clause += 1;
      return once.has(stem) ? [[stem, clause] as const] : [];
    }),
  );
}

function onlyOnce({ words }: LaidOut): string[] {
  const counts = new Map<string, number>();
  for (const { stem, telling } of words) if (telling) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return [...counts].flatMap(([stem, count]) => (count === 1 ? [stem] : []));
}

function written({ words }: LaidOut, stem: string | undefined): string {
  return words.find((word) => word.stem === stem)?.raw ?? '';
}

const IN_TIME = /\b(before|after|then|afterwards|subsequently)\b/giu;

/** "X before Y" where the source says "Y before X", or "X after Y". */
export function sequenceDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const [mine, theirs] = [sequenceOf(claim), sequenceOf(stretch)];
  if (mine === null || theirs === null) return null;
  return isTurned(mine, theirs) || isTurned(theirs, mine) ? { kind: 'doubt', reason: `The source has what “${mine.shown}” stands between in the other order.` } : null;
}

/** "Y after X" where the source says "X before Y". */
export function isSameSequence(claim: LaidOut, stretch: LaidOut): boolean {
  const [mine, theirs] = [sequenceOf(claim), sequenceOf(stretch)];
  return mine !== null && theirs !== null && common(mine.earlier, theirs.earlier) > common(mine.earlier, theirs.later) && common(mine.later, theirs.later) > common(mine.later, theirs.earlier);
}

/** What both are about may stand in either half: it does not count against the rest. */
function isTurned(one: Sequence, other: Sequence): boolean {
  const crossed = [common(one.earlier, other.later), common(one.later, other.earlier)] as const;
  return crossed[0] > 0 && crossed[0] >= common(one.earlier, other.earlier) && crossed[1] > common(one.later, other.later);
}

function common(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((stem) => other.has(stem)).length;
}

interface Sequence {
  earlier: ReadonlySet<string>;
  later: ReadonlySet<string>;
  shown: string;
}

/** What a text says to have come earlier and later; null where it does not say so once and once only. */
function sequenceOf({ text, words, breaks }: LaidOut): Sequence | null {
  const [found, another] = [...text.matchAll(IN_TIME)];
  if (found === undefined || another !== undefined) return null;
  const { index } = found;
  const telling = words.filter((word) => word.telling);
  const before = telling.filter(({ start }) => start < index).map(({ stem }) => stem);
  const behind = telling.filter(({ start }) => start > index + found[0].length);
  // "After X, Y": what stands before it there is the sentence before.
  const comma = before.length > 0 ? undefined : breaks.find(({ at }) => at > index)?.at;
  if (before.length === 0 && comma === undefined) return null;
  const subordinate = new Set(behind.filter(({ start }) => comma === undefined || start < comma).map(({ stem }) => stem));
  const main = new Set(comma === undefined ? before : behind.filter(({ start }) => start > comma).map(({ stem }) => stem));
  return /^after$/i.test(found[0]) ? { earlier: subordinate, later: main, shown: found[0] } : { earlier: main, later: subordinate, shown: found[0] };
}
