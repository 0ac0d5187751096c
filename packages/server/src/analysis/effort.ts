/** How much an answer may take on itself before it is written. Times in milliseconds. */
export interface Effort {
  /** From the first search: then the answer goes on with what has arrived. */
  searchMs: number;
  /** … and so long it waits when nothing at all has arrived by then. */
  patienceMs: number;
  /** As long as this for the library where nobody else is asked: what a machine is busy with passes, and there is nothing to go on with. */
  libraryMs: number;
  /** From the first page that is fetched: then those that are still on their way are given up. */
  readMs: number;
  /** Pages that are read in all, and at once. */
  pages: number;
  readsAtOnce: number;
  /** Time for a model to plan queries. */
  planMs: number;
  /** Queries that a model may add in one round. */
  plannedQueries: number;
  /** For pages that the question names itself. */
  namedMs: number;
  /** For an embedding model to order the passages. */
  embedMs: number;
  /** Rounds of searching and reading, the first one included. */
  rounds: number;
  /** Parts of a question that are searched for; each costs a search. */
  parts: number;
  /** All rounds together. */
  totalMs: number;
  /** Output tokens of a model that plans, in all rounds together. */
  planTokens: number;
}

export type Mode = 'quick' | 'research';

/**
 * What each mode takes on itself where the wiring says nothing else. Search services mostly answer within a second and a page
 * is read in less; a reader of a quick answer should see its first word within three.
 */
export const EFFORT: Readonly<Record<Mode, Effort>> = {
  quick: { searchMs: 1_200, patienceMs: 4_000, libraryMs: 15_000, readMs: 1_500, pages: 8, readsAtOnce: 8, planMs: 1_500, plannedQueries: 2, namedMs: 8_000, embedMs: 800, rounds: 1, parts: 1, totalMs: 10_000, planTokens: 400 },
  research: { searchMs: 4_000, patienceMs: 8_000, libraryMs: 15_000, readMs: 6_000, pages: 24, readsAtOnce: 8, planMs: 8_000, plannedQueries: 4, namedMs: 20_000, embedMs: 4_000, rounds: 3, parts: 4, totalMs: 40_000, planTokens: 2_000 },
};

/** Parts of the effort that the wiring sets, by mode. */
export type EffortOverrides = Partial<Record<Mode, Partial<Effort>>>;

export function effortFor(mode: Mode, overrides: EffortOverrides = {}): Effort {
  return { ...EFFORT[mode], ...overrides[mode] };
}
