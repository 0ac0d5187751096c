import type { DateCandidate } from './date-candidate.js';

export interface VotedDates {
  /** ISO 8601 day or instant; null where nothing says when the page was published. */
  published: string | null;
  /** The likeliest of days that too little speaks for; null where `published` is known. */
  guess: string | null;
  /** Never before `published`. */
  modified: string | null;
  /** How sure the day of `published` or `guess` is, 0 to 1; null with no day. */
  confidence: number | null;
}

/** Sources that state when a page was published, for machines. */
const STATED = new Set(['published_time', 'json-ld', 'itemprop', 'meta', 'meta-vague', 'meta-like', 'json-ld-other']);
/** What a candidate counts whose source has named another day before, */
const FURTHER = 0.45;
/** and one whose source has named the same day. */
const AGAIN = 0.1;
/** Weight at which a day is as good as sure. */
const ENOUGH = 4;
/** A day that the page shows and that is this heavy is believed against a time stamp in UTC one day off. */
const SHOWN_ENOUGH = 0.7;
/** It must be shown this many times as heavily as that day. */
const SHOWN_MORE = 1.5;
/** At these hours in UTC a day begins where most of the east lives. */
const EASTERN_MIDNIGHT = /T(?:1[5-9]|2[0-3]):00(?::00)?(?:Z|[+-]00:00)$/;
/** What is stated weighs more. */
const OUTRIGHT = 2;
/**
 * A day that is less sure is a guess. Of such days on the pages of wcxb, which are dated or not as the web is, 39 % are right,
 * and 79 % from here on (a day on a page whose date nobody noted counts as wrong); on those of htmldate, which all have a date, 83 % and 94 %.
 */
const SURE_ENOUGH = 0.35;
/** A day with less weight is not even a guess where the page says when it was changed. */
const DOUBTFUL = 0.3;
const DAY = 86_400_000;
/** The greatest lead on UTC. */
const EAST = 14 * 3_600_000;

interface Day {
  day: string;
  weight: number;
  /** Weight without what tells of changes. */
  own: number;
  /** By source, the most that something weighs that shows the day to readers. */
  shown: Map<string, number>;
  candidates: DateCandidate[];
}

/**
 * The day of publication by weighted vote: each candidate adds the weight of its source to its day, and the heaviest day
 * wins. What tells of a change supports a day that something else names too, and is never the date of publication alone.
 */
export function voteDate(collected: readonly DateCandidate[]): VotedDates {
  const candidates = tellChanges(collected);
  const days = weighDays(candidates);
  const modified = dayOfChange(candidates);
  const published = days.filter((day) => day.own > 0 && !comesTooLate(day, modified)).sort((a, b) => b.weight - a.weight || a.day.localeCompare(b.day));
  const [heaviest] = published;
  const best = nearShownDay(heaviest, days);
  const weight = Math.max(best?.weight ?? 0, heaviest?.weight ?? 0);
  if (best === undefined || (weight < DOUBTFUL && modified !== null)) return { published: null, guess: null, modified, confidence: null };
  const confidence = Math.round(Math.min(1, weight / ENOUGH) * 100) / 100;
  const day = instantOf(best) ?? best.day;
  if (confidence < SURE_ENOUGH) return { published: null, guess: day, modified, confidence };
  return { published: day, guess: null, modified: isAfter(best.day, modified) ? null : modified, confidence };
}

/** A day after the last change is none of publication, unless the page says outright that it is. */
function comesTooLate({ day, own, candidates }: Day, modified: string | null): boolean {
  return isAfter(day, modified) && own < OUTRIGHT && !candidates.some(({ labelled }) => labelled);
}

/** Does a day come after a change? It begins in the east before it does in UTC. */
function isAfter(day: string, modified: string | null): boolean {
  return modified !== null && Date.parse(day) - EAST > Date.parse(modified);
}

/** Where a page states both, what it shows on the day of its change is the date of the change. */
function tellChanges(candidates: readonly DateCandidate[]): DateCandidate[] {
  const stated = new Set(candidates.filter(({ source }) => STATED.has(source)).map(({ day }) => day));
  const changed = new Set(candidates.filter(({ source, day }) => source === 'modified' && !stated.has(day)).map(({ day }) => day));
  if (stated.size === 0 || changed.size === 0) return [...candidates];
  return candidates.map((candidate) => (changed.has(candidate.day) && !candidate.modified && !STATED.has(candidate.source) ? { ...candidate, modified: true, weight: Math.min(candidate.weight, 0.8) } : candidate));
}

function weighDays(candidates: readonly DateCandidate[]): Day[] {
  const days = new Map<string, Day>();
  const first = new Map<string, string>();
  const counted = new Set<string>();
  for (const candidate of candidates) {
    const { source, day: name } = candidate;
    if (!first.has(source)) first.set(source, name);
    const again = counted.has(`${source} ${name}`);
    counted.add(`${source} ${name}`);
    const weight = candidate.weight * (again ? AGAIN : first.get(source) === name ? 1 : FURTHER);
    const day = days.get(name) ?? { day: name, weight: 0, own: 0, shown: new Map<string, number>(), candidates: [] };
    day.weight += weight;
    if (!candidate.modified) day.own += weight;
    if (candidate.shown) day.shown.set(source, Math.max(day.shown.get(source) ?? 0, candidate.weight));
    day.candidates.push(candidate);
    days.set(name, day);
  }
  return [...days.values()];
}

/** A time in UTC may fall on the day before or after the one that readers were shown: the shown one is taken. */
function nearShownDay(best: Day | undefined, days: readonly Day[]): Day | undefined {
  if (best === undefined || !best.candidates.some(({ utc }) => utc)) return best;
  const isMidnight = best.candidates.some(({ instant }) => instant !== null && EASTERN_MIDNIGHT.test(instant));
  const least = Math.max(SHOWN_ENOUGH, SHOWN_MORE * shownWeight(best));
  return days.find((day) => {
    const step = Date.parse(day.day) - Date.parse(best.day);
    if (Math.abs(step) !== DAY) return false;
    return (day.own > 0 && shownWeight(day) >= least) || (isMidnight && step === DAY && shownWeight(day) > shownWeight(best));
  }) ?? best;
}

function shownWeight({ shown }: Day): number {
  return [...shown.values()].reduce((sum, weight) => sum + weight, 0);
}

function instantOf({ candidates }: Day): string | null {
  return candidates.find(({ instant, modified }) => instant !== null && !modified)?.instant ?? null;
}

/** The day that most says was that of a change; of equal ones the latest. */
function dayOfChange(candidates: readonly DateCandidate[]): string | null {
  const days = weighDays(candidates.filter(({ modified }) => modified));
  const [best] = days.sort((a, b) => b.weight - a.weight || b.day.localeCompare(a.day));
  return best === undefined ? null : (best.candidates.find(({ instant }) => instant !== null)?.instant ?? best.day);
}
