import { wordTokens } from './word-tokens.js';

/** Runs of this many words count as taken over from one text into the other. */
const RUN = 4;
/** A block this long has a place in the reference text; a shorter one may stand there by accident. */
const LONG = 6;
/** How many words a short block may stand away from the places of its neighbours. */
const SLACK = 3;

interface Place {
  start: number;
  end: number;
}

/**
 * How much of each block of a page the reference text holds, 0 to 1. Long blocks are looked up by their runs of words;
 * a short one counts only where the reference text has it between its neighbours; of blocks with the same text no more
 * count than the reference text has, those with the best company first.
 */
export function labelBlocks(texts: readonly string[], reference: string): number[] {
  const gold = wordTokens(reference);
  const blocks = texts.map(wordTokens);
  const index = indexRuns(gold);
  const covered = blocks.map((words) => (words.length >= LONG ? coverage(words, gold, index) : { share: 0, place: null }));
  const labels = covered.map(({ share }) => share);
  for (const [position, words] of blocks.entries()) {
    if (words.length > 0 && words.length < LONG) labels[position] = standsBetween(position, words, gold, index, covered.map(({ place }) => place)) ? 1 : 0;
  }
  return withoutRepeats(labels, blocks, gold);
}

/** Where each run of up to `RUN` words begins. */
function indexRuns(gold: readonly string[]): Map<string, number[]> {
  const index = new Map<string, number[]>();
  for (let start = 0; start < gold.length; start += 1) {
    for (let length = 1; length <= RUN && start + length <= gold.length; length += 1) {
      const run = gold.slice(start, start + length).join(' ');
      const places = index.get(run);
      if (places === undefined) index.set(run, [start]);
      else if (places.length < 200) places.push(start);
    }
  }
  return index;
}

function coverage(words: readonly string[], gold: readonly string[], index: Map<string, number[]>): { share: number; place: Place | null } {
  const found = new Array<boolean>(words.length).fill(false);
  let place: Place | null = null;
  for (let start = 0; start + RUN <= words.length; start += 1) {
    const places = index.get(words.slice(start, start + RUN).join(' '));
    if (places === undefined) continue;
    found.fill(true, start, start + RUN);
    const near: number = place === null ? (places[0] ?? 0) : (places.find((candidate) => candidate >= (place?.start ?? 0)) ?? places[0] ?? 0);
    place = place === null ? { start: near, end: near + RUN } : { start: Math.min(place.start, near), end: Math.max(place.end, Math.min(near + RUN, gold.length)) };
  }
  const share = found.filter(Boolean).length / words.length;
  return share >= 0.3 ? { share, place } : { share: 0, place: null };
}

function standsBetween(position: number, words: readonly string[], gold: readonly string[], index: Map<string, number[]>, places: ReadonlyArray<Place | null>): boolean {
  const starts = (index.get(words.slice(0, RUN).join(' ')) ?? []).filter((start) => words.every((word, offset) => gold[start + offset] === word));
  if (starts.length === 0) return false;
  const before = lastPlace(places.slice(Math.max(0, position - 40), position).reverse());
  const after = lastPlace(places.slice(position + 1, position + 41));
  if (before === null && after === null) return false;
  const from = (before === null ? (after?.start ?? 0) - 60 : before.end) - SLACK;
  const to = (after === null ? (before?.end ?? 0) + 60 : after.start) + SLACK;
  return starts.some((start) => start >= from && start + words.length <= to);
}

function lastPlace(places: ReadonlyArray<Place | null>): Place | null {
  return places.find((place) => place !== null) ?? null;
}

function withoutRepeats(labels: readonly number[], blocks: ReadonlyArray<readonly string[]>, gold: readonly string[]): number[] {
  const result = [...labels];
  const groups = new Map<string, number[]>();
  for (const [position, words] of blocks.entries()) {
    if ((labels[position] ?? 0) > 0) groups.set(words.join(' '), [...(groups.get(words.join(' ')) ?? []), position]);
  }
  const text = ` ${gold.join(' ')} `;
  for (const [words, positions] of groups) {
    if (positions.length < 2) continue;
    const occurrences = Math.max(1, text.split(` ${words} `).length - 1);
    const company = (position: number) => [-3, -2, -1, 1, 2, 3].reduce((sum, step) => sum + (labels[position + step] ?? 0), 0);
    for (const position of [...positions].sort((a, b) => company(b) - company(a)).slice(occurrences)) result[position] = 0;
  }
  return result;
}
