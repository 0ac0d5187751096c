import { RANK_CONSTANT } from './rank-constant.js';

/**
 * One order from two by reciprocal rank: that in which the items stand, and that of their similarity, the most similar first. Each item is
 * in it once. Equal similarity, and an equal sum, keep the order in which the items stand. Pure.
 */
export function fuseOrders<T>(ordered: readonly T[], similarities: readonly number[]): T[] {
  const similarity = (place: number) => similarities[place] ?? Number.NEGATIVE_INFINITY;
  const places = ordered.map((_item, place) => place);
  const bySimilarity = new Map(places.toSorted((left, right) => compare(similarity(right), similarity(left))).map((place, other) => [place, other]));
  const score = (place: number) => 1 / (RANK_CONSTANT + place + 1) + 1 / (RANK_CONSTANT + (bySimilarity.get(place) ?? place) + 1);
  return places.toSorted((left, right) => score(right) - score(left)).flatMap((place) => ordered.slice(place, place + 1));
}

/** By subtraction two infinities would give no number. */
function compare(left: number, right: number): number {
  return left === right ? 0 : left < right ? -1 : 1;
}
