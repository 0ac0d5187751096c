import type { Warning } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { inTime } from '../base/in-time.js';
import type { Logger } from '../base/logger.js';
import type { Embeddings } from '../models/embeddings.js';
import { fuseOrders } from '../ranking/fuse-orders.js';
import type { RankedPassage } from '../ranking/ranked-passage.js';
import type { Note, ResumePoint } from './analysis-params.js';
import { whyNot } from './why-not.js';

/** So many of the best by words are ordered anew: several times what a prompt takes. */
const MOST_PASSAGES = 60;
/** Of a passage with its headings, in UTF-16 units: more than nearly all have, and within what small embedding models take. */
const MOST_LENGTH = 1_500;
const KEY = 'meaning';

export interface MeaningOptions {
  /** Null: the order stays as it is. */
  embeddings: Embeddings | null;
  /** The run before, where this one goes on with its sources. */
  resume: ResumePoint | undefined;
  /** What holds for every order of passages. */
  settle(passages: RankedPassage[]): RankedPassage[];
  clock: Clock;
  signal: AbortSignal;
  limitMs: number;
  logger: Logger;
}

interface OrderedPassages {
  passages: RankedPassage[];
  warnings: Warning[];
}

/** What came of it, to be found again by a run that goes on with this answer. */
interface NotedOrder {
  /** Source number and start of each passage that was ordered anew, best first; empty where none was. */
  places: Array<[source: number, start: number]>;
  warnings: Warning[];
}

/**
 * Puts the passages that are best by words into an order that their meaning has a say in: by reciprocal rank of the order that they have
 * and of their nearness to the question. No passage is lost. A model that fails or is late changes nothing, and a warning says so.
 *
 * The order is noted before anything is written from it: another try might end otherwise, and an answer that is gone on with must see the
 * same. Rejects only when `signal` aborts.
 */
export async function* orderByMeaning(question: string, passages: RankedPassage[], options: MeaningOptions): AsyncGenerator<Note, OrderedPassages, void> {
  const { embeddings, resume } = options;
  const noted = resume?.notes[KEY] as NotedOrder | undefined;
  if (noted !== undefined) return { passages: inOrder(passages, noted.places), warnings: noted.warnings };
  // What was shown without such an order goes on without it.
  if (embeddings === null || passages.length < 2 || (resume?.shown ?? '') !== '') return { passages, warnings: [] };
  const outcome = await fusedOrder(question, passages, embeddings, options);
  const fresh: NotedOrder = 'warning' in outcome ? { places: [], warnings: [outcome.warning] } : { places: outcome.fused.map(placeOf), warnings: [] };
  yield { type: 'note', key: KEY, value: fresh };
  return { passages: inOrder(passages, fresh.places), warnings: fresh.warnings };
}

async function fusedOrder(question: string, passages: RankedPassage[], embeddings: Embeddings, { settle, logger, ...limits }: MeaningOptions): Promise<{ fused: RankedPassage[] } | { warning: Warning }> {
  const best = passages.slice(0, MOST_PASSAGES);
  let failed: unknown = null;
  const outcome = await inTime((signal) => embeddings.embed([shortened(question), ...best.map(textOf)], signal, (failure) => (failed = failure)), limits);
  if ('value' in outcome) {
    const [asked, ...vectors] = outcome.value;
    return { fused: settle(fuseOrders(best, vectors.map((vector) => (asked === undefined ? 0 : cosine(asked, vector))))) };
  }
  if ('failure' in outcome) logger.warn({ err: outcome.failure }, 'the embedding model failed');
  return { warning: { code: 'EMBEDDINGS_FAILED', message: `The passages were ordered by their words alone: the embedding model ${whyNot('failure' in outcome ? outcome : failed === null ? { late: true } : { failure: failed })}` } };
}

function textOf({ passage: { heading, text } }: RankedPassage): string {
  return shortened(heading === '' ? text : `${heading}\n${text}`);
}

/** Halves of characters, as cutting makes them, are no text to many servers. */
function shortened(text: string): string {
  return text.slice(0, MOST_LENGTH).replace(/\p{Surrogate}/gu, '');
}

/** Both have length 1. */
function cosine(one: Float32Array, other: Float32Array): number {
  return one.reduce((sum, number, index) => sum + number * (other[index] ?? 0), 0);
}

function placeOf({ source_number, passage }: RankedPassage): [number, number] {
  return [source_number, passage.start];
}

/** Those at these places first, in their order, then the others as they stand. */
function inOrder(passages: readonly RankedPassage[], places: ReadonlyArray<[number, number]>): RankedPassage[] {
  const place = new Map(places.map((named, index) => [named.join(' '), index]));
  const placed = (ranked: RankedPassage) => place.get(placeOf(ranked).join(' ')) ?? places.length;
  return passages.toSorted((left, right) => placed(left) - placed(right));
}
