import { FAR, groupAt, type PageLayout, partAt, within } from '../scoring/page-layout.js';

export const PLACES = { comment: partAt('comment'), related: partAt('related'), side: partAt('side'), slides: partAt('slides'), foot: partAt('foot'), byline: partAt('byline'), aside: groupAt('aside'), nav: groupAt('nav'), footer: groupAt('footer') };

/** Dates of other things than the page's own stand in some parts. */
export function areaFactor(distances: Uint8Array): number {
  const near = (place: keyof typeof PLACES, reach: number) => (distances[PLACES[place]] ?? FAR) < reach;
  if (near('comment', FAR)) return 0.2;
  if (near('related', 8) || near('side', FAR) || near('aside', FAR) || near('nav', FAR) || near('slides', 8)) return 0.3;
  return near('footer', FAR) || near('foot', 6) ? 0.35 : 1;
}

/** One of many of its kind is the date of an entry in a list. */
export function cardFactor(layout: PageLayout, node: number): number {
  const repeated = layout.repeatedAt[node] ?? 0;
  if ((layout.repeats[node] ?? 0) < 3 || layout.tree.names[repeated] === 'p' || layout.tree.names[repeated] === 'span') return 1;
  const words = within(layout, layout.sums.words, repeated);
  // A whole article may be one of several on a page, and a date one of several short things that are said of it.
  return words > 150 || words <= 4 ? 1 : 0.5;
}
