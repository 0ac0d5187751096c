import type { RankedPassage } from '../ranking/ranked-passage.js';
import type { FoundSource } from '../sources/source-provider.js';
import type { ReadSource } from './read-sources.js';

/** What an answer may be written from, in UTF-16 units: several times what a prompt takes, and little enough to be logged. */
export const MOST_TEXT = 150_000;

/** Whether the passages of these sources are more than is kept. */
export function isTooLong(sources: readonly FoundSource[], most: number = MOST_TEXT): boolean {
  return lengthOf(sources) > most;
}

/**
 * The sources with the passages that may matter: those that rank best and what stands right before and behind them, up to `most` in all. Each
 * source that has text keeps at least its best passage. Offsets stay those of the whole text. Pure.
 */
export function trimPassages(sources: readonly FoundSource[], read: readonly ReadSource[], ranked: readonly RankedPassage[], most: number = MOST_TEXT): FoundSource[] {
  const bySource = new Map(read.map(({ number, found }) => [number, found.source_id]));
  const places = new Map(sources.map(({ source_id, text }) => [source_id, new Map((text?.passages ?? []).map((passage, index) => [passage.start, index]))]));
  const kept = new Map<string, Set<number>>(sources.map(({ source_id }) => [source_id, new Set()]));
  const lengths = new Map(sources.map(({ source_id, text }) => [source_id, (text?.passages ?? []).map((passage) => passage.text.length + passage.heading.length)]));
  let left = most;
  const keep = (source_id: string, index: number) => {
    const length = lengths.get(source_id)?.[index];
    const own = kept.get(source_id);
    if (length === undefined || own === undefined || own.has(index) || (length > left && own.size > 0)) return;
    own.add(index);
    left -= length;
  };
  for (const { source_number, passage } of ranked) {
    const source_id = bySource.get(source_number);
    const index = source_id === undefined ? undefined : places.get(source_id)?.get(passage.start);
    if (source_id === undefined || index === undefined) continue;
    for (const place of [index, index - 1, index + 1]) keep(source_id, place);
  }
  return sources.map((source) => (source.text === null ? source : { ...source, text: { ...source.text, passages: source.text.passages.filter((_passage, index) => kept.get(source.source_id)?.has(index) === true) } }));
}

function lengthOf(sources: readonly FoundSource[]): number {
  return sources.reduce((sum, { text }) => sum + (text?.passages ?? []).reduce((length, passage) => length + passage.text.length + passage.heading.length, 0), 0);
}
