import { BREAKS, type LaidOut } from './laid-out.js';
import { type Segment, segmentsOf } from './segments.js';
import type { Discord } from './support-checks.js';

/**
 * "A designed the towers, while B designed the deck" has all words of "B designed the towers". Where one clause of the claim takes words from two segments of the
 * source, and leaves out some of both, what is left out may be what the words that it takes are said of. Pure.
 */
export function skipDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const source = segmentsOf(stretch);
  if (source.length < 2) return null;
  const said = new Set(claim.words.map(({ stem }) => stem));
  const home = homes(source);
  for (const clause of clausesOf(claim)) {
    const taken = takenFrom(clause, { home, source, said, text: stretch.text });
    const pair = mixed(taken) ?? turned(taken) ?? withoutOwner(taken);
    if (pair !== null) return { kind: 'doubt', reason: `The source does not say “${pair[0]}” and “${pair[1]}” of the same.` };
  }
  return null;
}

/** What a clause of the claim takes from a segment of the source. */
interface Taken {
  segment: number;
  /** As the claim writes it. */
  shown: string;
  /** Telling words of the segment that the claim does not have: before the first that it takes, and behind. */
  before: number;
  behind: number;
  /** What it takes stands at the segment's beginning, and directly before something that is left out. */
  head: boolean;
  /** It is said of something that the claim leaves out: "whose brother …", or ", which …" behind a word that is not in the claim. */
  ofAnother: boolean;
}

/** The segment of each stem that stands in one alone. */
function homes(source: readonly Segment[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  source.forEach(({ words }, index) => {
    for (const { stem } of words) found.set(stem, found.has(stem) && found.get(stem) !== index ? MANY : index);
  });
  return found;
}

const MANY = -1;
/** Clauses of a claim that are looked at, and words in which a subject is told. */
const MOST_CLAUSES = 12;
const MOST_HEAD = 2;

/** The claim's own clauses: cut at conjunctions and semicolons, not at commas. */
function clausesOf(claim: LaidOut): Segment[] {
  return segmentsOf({ ...claim, breaks: claim.breaks.filter(({ strength }) => strength > BREAKS.comma) }).slice(0, MOST_CLAUSES);
}

interface Source {
  home: ReadonlyMap<string, number>;
  source: readonly Segment[];
  said: ReadonlySet<string>;
  text: string;
}

function takenFrom(clause: Segment, from: Source): Taken[] {
  const { home, source, said } = from;
  const taken = new Map<number, Taken>();
  for (const { stem, raw } of clause.words) {
    const segment = home.get(stem);
    if (segment === undefined || segment === MANY || taken.has(segment)) continue;
    const words = source[segment]?.words ?? [];
    const left = words.map((word) => !said.has(word.stem));
    const first = words.findIndex((word) => home.get(word.stem) === segment && said.has(word.stem));
    const rest = left.indexOf(true);
    const head = first <= 1 && rest > 0 && rest <= MOST_HEAD && !left.includes(false, rest);
    taken.set(segment, { segment, shown: raw, before: left.slice(0, first).filter(Boolean).length, behind: left.slice(first).filter(Boolean).length, head, ofAnother: isOfAnother(segment, left.slice(0, first), from) });
  }
  return [...taken.values()];
}

/** Both are taken in part, one of them without its beginning. */
function mixed(taken: readonly Taken[]): [string, string] | null {
  const parts = taken.filter(({ before, behind }) => before + behind > 0);
  for (const one of parts) {
    const other = parts.find((each) => each !== one && (one.before > 0 || each.before > 0));
    if (other !== undefined) return [one.shown, other.shown];
  }
  return null;
}

/** What the claim begins with is the beginning of a later segment, whose rest is left out for what an earlier one says. */
function turned([first, ...rest]: readonly Taken[]): [string, string] | null {
  const earlier = first?.head === true ? rest.find(({ segment }) => segment < first.segment) : undefined;
  return first === undefined || earlier === undefined ? null : [first.shown, earlier.shown];
}

const OWNER = /^[\s,(]*(?:whose|deren|dessen|cuy[oa]s?|cuj[oa]s?|wiens|чей|чья|чьё|чьи)(?!\p{L})/iu;
const RELATIVE = /^[\s,(]*(?:which|who|that|die|der|das|welche[rs]?|qui|que|che|quien(?:es)?|котор(?:ый|ая|ое|ые)|الذي|التي)(?!\p{L})/iu;

function isOfAnother(segment: number, before: readonly boolean[], { source, said, text }: Source): boolean {
  const own = source[segment];
  const opening = own === undefined ? '' : text.slice(own.start, own.words[0]?.start);
  const antecedent = source[segment - 1]?.words.at(-1);
  if (OWNER.test(opening)) return before.includes(true);
  return RELATIVE.test(opening) && antecedent !== undefined && !said.has(antecedent.stem);
}

/** A relative clause is taken without what it is about. */
function withoutOwner(taken: readonly Taken[]): [string, string] | null {
  const clause = taken.find(({ ofAnother }) => ofAnother);
  const other = taken.find((each) => each !== clause);
  return clause === undefined || other === undefined ? null : [other.shown, clause.shown];
}
