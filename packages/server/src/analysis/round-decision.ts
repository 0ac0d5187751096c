import type { Effort } from './effort.js';

/** How one round of searching and reading stands. */
export interface RoundState {
  /** Since the round began. */
  elapsedMs: number;
  /** The round ends after so long, whatever still runs. */
  limitMs: number;
  /** False once no answer of a search is waited for any more. */
  searchIsOpen: boolean;
  /** Searches that run. */
  searching: number;
  /** Somebody is still thinking about queries. */
  planning: boolean;
  /** Sources that were found so far, by all rounds; without what the library names for any question. */
  found: number;
  /** The library has not answered yet. It is on this machine: what it holds is not given up for a moment's delay. */
  libraryIsOut: boolean;
  /** Texts at hand: pages that were read, and what search services hold themselves. */
  texts: number;
  /** Pages that were read in this round, and those that may be. */
  pagesLeft: number;
  /** Pages on their way, */
  reading: number;
  /** and the time since the first of this round began; null before that. */
  readingMs: number | null;
}

/** With so many texts at hand nobody waits for queries that are still being thought about. */
const ENOUGH_TEXTS = 3;
/** Before all searches are there, only what one of them puts this high is worth one of the few pages; */
const SURE_PLACE = 3;
/** after this share of the time for searching everything is. */
const SURE_SHARE = 0.5;

/** Whether searching is over: all answers are there, no more could be read anyway, or the time is up. While nothing at all was found it is longer. */
export function searchIsOver({ elapsedMs, limitMs, searching, planning, found, libraryIsOut, texts, pagesLeft }: RoundState, { searchMs, patienceMs }: Effort): boolean {
  if (searching === 0 && (!planning || texts >= ENOUGH_TEXTS)) return true;
  if (pagesLeft <= 0 && texts > 0) return true;
  return elapsedMs >= Math.min(limitMs, found === 0 || libraryIsOut ? patienceMs : searchMs);
}

/** The worst place at which a source is worth reading now; 0 where none is any more. */
export function worstPlace({ elapsedMs, limitMs, searchIsOpen }: RoundState, { searchMs }: Effort): number {
  if (elapsedMs >= limitMs) return 0;
  return searchIsOpen && elapsedMs < searchMs * SURE_SHARE ? SURE_PLACE : Number.POSITIVE_INFINITY;
}

/** Whether the pages that are still on their way are given up. */
export function readingIsOver({ elapsedMs, limitMs, reading, readingMs }: RoundState, { readMs }: Effort): boolean {
  return reading > 0 && readingMs !== null && (readingMs >= readMs || elapsedMs >= limitMs);
}

/** When to look again if nothing happens before; never less than a millisecond. */
export function nextLookMs({ elapsedMs, limitMs, searchIsOpen, readingMs, reading }: RoundState, { searchMs, patienceMs, readMs }: Effort): number {
  const moments = searchIsOpen ? [searchMs * SURE_SHARE, searchMs, patienceMs].map((moment) => moment - elapsedMs) : [];
  moments.push(limitMs - elapsedMs);
  if (reading > 0 && readingMs !== null) moments.push(readMs - readingMs);
  return Math.max(1, Math.min(...moments.filter((moment) => moment > 0)));
}
