import type { LaidOut } from './laid-out.js';
import { clausesIn, mainClausesOf, ownSentencesOf, type Segment, segmentsOf } from './segments.js';
import type { Discord } from './support-checks.js';

/**
 * "A designed the towers, while B designed the deck" has all words of "B designed the towers". Where one clause of the claim takes words from two segments of the
 * source, and leaves out some of both, what is left out may be what the words that it takes are said of. Pure.
 */
export function skipDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const said = new Set(claim.words.map(({ stem }) => stem));
  const clauses = clausesIn(claim).slice(0, MOST_CLAUSES);
  for (const source of [segmentsOf(stretch), mainClausesOf(stretch), ownSentencesOf(stretch)]) {
    const from = { home: homes(source), source, said, text: stretch.text };
    for (const clause of source.length < 2 ? [] : clauses) {
      const taken = takenFrom(clause, from);
      const pair = mixed(taken) ?? turned(taken, claim) ?? enclosed(clause, taken, from) ?? withoutOwner(taken) ?? setOff(taken, claim, from);
      if (pair !== null) return { kind: 'doubt', reason: `The source does not say “${pair[0]}” and “${pair[1]}” of the same.` };
    }
  }
  return null;
}

/** What a clause of the claim takes from a segment of the source. */
interface Taken {
  segment: number;
  /** As the claim writes it. */
  shown: string;
  /** Telling words of the segment that the claim does not have: before the first that it takes, between those that it takes, and in all. */
  before: number;
  between: number;
  left: number;
  /** What it takes stands at the segment's beginning, and directly before all that is left out. */
  head: boolean;
  /** It is said of something that the claim leaves out: "whose brother …", or ", which …" behind a word that is not in the claim. */
  ofAnother: boolean;
}

interface Source {
  /** The segment of each stem that stands in one alone. */
  home: ReadonlyMap<string, number>;
  source: readonly Segment[];
  said: ReadonlySet<string>;
  text: string;
}

const MANY = -1;
/** Clauses of a claim that are looked at, and words in which a subject is told. */
const MOST_CLAUSES = 12;
const MOST_HEAD = 2;

function homes(source: readonly Segment[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  source.forEach(({ words }, index) => {
    for (const { stem } of words) found.set(stem, found.has(stem) && found.get(stem) !== index ? MANY : index);
  });
  return found;
}

function takenFrom(clause: Segment, from: Source): Taken[] {
  const taken = new Map<number, Taken>();
  for (const { stem, raw } of clause.words) {
    const segment = from.home.get(stem);
    if (segment !== undefined && segment !== MANY && !taken.has(segment)) taken.set(segment, { segment, shown: raw, ...shareOf(segment, from) });
  }
  return [...taken.values()];
}

function shareOf(segment: number, from: Source): Pick<Taken, 'before' | 'between' | 'left' | 'head' | 'ofAnother'> {
  const words = from.source[segment]?.words ?? [];
  const left = words.map(({ stem }) => !from.said.has(stem));
  const isOwn = ({ stem }: { stem: string }) => from.said.has(stem) && from.home.get(stem) === segment;
  const [first, last, rest] = [words.findIndex(isOwn), words.findLastIndex(isOwn), left.indexOf(true)];
  const count = (start: number, end: number) => left.slice(start, end).filter(Boolean).length;
  const head = first <= 1 && rest > 0 && rest <= MOST_HEAD && last < rest;
  return { before: count(0, first), between: count(first, last), left: count(0, left.length), head, ofAnother: isOfAnother(segment, count(0, first), from) };
}

/** Both are taken in part, one of them without its beginning. */
function mixed(taken: readonly Taken[]): [string, string] | null {
  const parts = taken.filter(({ left }) => left > 0);
  for (const one of parts) {
    const other = parts.find((each) => each !== one && (one.before > 0 || each.before > 0));
    if (other !== undefined) return [one.shown, other.shown];
  }
  return null;
}

/** What the claim begins with is the beginning of a later segment, whose rest is left out for what an earlier one says; "…, the minister said in parliament" tells who says it. */
function turned([first, ...rest]: readonly Taken[], { text }: LaidOut): [string, string] | null {
  const earlier = first?.head === true && !QUOTES.test(text) ? rest.find(({ segment }) => segment < first.segment) : undefined;
  return first === undefined || earlier === undefined ? null : [first.shown, earlier.shown];
}

/** Words of one segment stand in the place of what was left out of another: "fell in A but doubled in B" does not say "doubled in A". */
function enclosed(clause: Segment, taken: readonly Taken[], { home }: Source): [string, string] | null {
  const order = clause.words.flatMap(({ stem }) => home.get(stem) ?? []).filter((segment) => segment !== MANY);
  const outer = taken.find(({ segment, between }) => between > 0 && order.slice(order.indexOf(segment), order.lastIndexOf(segment)).some((other) => other !== segment));
  const inner = outer === undefined ? undefined : taken.find((each) => each !== outer && each.left > 0);
  return outer === undefined || inner === undefined ? null : [outer.shown, inner.shown];
}

const QUOTES = /["“”„«»]/;
const OWNER = /^[\s,(]*(?:whose|deren|dessen|cuy[oa]s?|cuj[oa]s?|wiens|чей|чья|чьё|чьи)(?!\p{L})/iu;
const COPULA = /(?<!\p{L})(?:is|are|was|were|ist|war|waren|es|era|fue|est|était|è|fu|é|foi)(?!\p{L})/iu;
const RELATIVE = /^[\s,(]*(?:which|who|that|when|where|wo|où|donde|dove|onde|где|die|der|das|welche[rs]?|qui|que|che|quien(?:es)?|котор(?:ый|ая|ое|ые)|الذي|التي)(?!\p{L})/iu;

function isOfAnother(segment: number, before: number, { source, said, text }: Source): boolean {
  const own = source[segment];
  const opening = own === undefined ? '' : text.slice(own.start, own.words[0]?.start);
  const above = source[segment - 1];
  const antecedent = above?.words.at(-1);
  if (OWNER.test(opening)) return before > 0;
  // "Its keeper was Mara, who lived there" says of the keeper that he did.
  const isSame = above !== undefined && COPULA.test(text.slice(above.start, above.end));
  return RELATIVE.test(opening) && antecedent !== undefined && !isSame && !said.has(antecedent.stem);
}

/** A relative clause is taken without what it is about. */
function withoutOwner(taken: readonly Taken[]): [string, string] | null {
  const clause = taken.find(({ ofAnother }) => ofAnother);
  const other = taken.find((each) => each !== clause);
  return clause === undefined || other === undefined ? null : [other.shown, clause.shown];
}

const UNLIKE = /^[\s,(]*(?:(?:aber|but|y|et|e|und|and)\s)?(?:unlike|anders als|im gegensatz zu|contrairement|à la différence|a diferencia|al contrario|a differenza|ao contrário|diferentemente|anders dan|in tegenstelling|в отличие|بخلاف|على عكس)(?!\p{L})/iu;

/** "Unlike B, A does it" does not say that B does. What stands behind a relative pronoun there is said of B, though. */
function setOff(taken: readonly Taken[], claim: LaidOut, { source, text }: Source): [string, string] | null {
  const opening = (segment: number, pattern: RegExp) => pattern.test(text.slice(source[segment]?.start ?? 0, source[segment]?.end));
  const other = taken.find(({ segment }) => opening(segment, UNLIKE));
  const told = other === undefined || UNLIKE.test(claim.text) ? undefined : taken.find(({ segment }) => segment !== other.segment && !(segment === other.segment + 1 && opening(segment, RELATIVE)));
  return other === undefined || told === undefined || claim.words.some(({ folded }) => folded === 'unlike') ? null : [other.shown, told.shown];
}

const OF = /^\s(?:of|von|vom|de|du|del|della|dello|dei|do|da|dos|das|van)\s(?:(?:the|a|an|its|their|la|las|los|le|les|der|dem|den|het)\s)?$|^\sde[rs]\s$/iu;

/** "The brother of the mayor resigned" does not say that the mayor did: what the claim begins with is told of something that it leaves out. */
export function headDiscord(claim: LaidOut, stretch: LaidOut): Discord | null {
  const first = claim.words.find(({ telling }) => telling);
  const telling = stretch.words.filter((word) => word.telling);
  const places = telling.flatMap(({ stem }, index) => (stem === first?.stem ? [index] : []));
  const [place] = places;
  const head = place === undefined || places.length > 1 ? undefined : telling[place - 1];
  if (first === undefined || head === undefined || claim.words.some(({ stem }) => stem === head.stem)) return null;
  const owned = telling[place ?? 0];
  if (owned === undefined || !OF.test(stretch.text.slice(head.start + head.raw.length, owned.start))) return null;
  return { kind: 'doubt', reason: `The source says it of “${stretch.text.slice(head.start, owned.start + owned.raw.length)}”, not of “${first.raw}”.` };
}
