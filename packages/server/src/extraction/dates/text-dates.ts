import { distancesFrom, FAR, type PageLayout } from '../scoring/page-layout.js';
import { isSameTitle } from '../page-title.js';
import type { DateCandidate, DatedPage } from './date-candidate.js';
import { areaFactor, cardFactor, PLACES } from './date-places.js';
import { MODIFIED_WORDS, NAMES_YEAR, PUBLISHED_WORDS } from './date-words.js';
import { findDays } from './find-days.js';

/** What a date counts that stands in a long text. */
/** Blocks above the headline that still belong to it. */
const NEAR_ABOVE = 3;
const MOST_TITLE = 300;
const PASSING = 0.15;
/** A sentence goes on with this many words. */
const WORDS_OF_PROSE = 3;

/** A page with more blocks that tell of changes is a list of them. */
const MOST_CHANGES = 500;

/** What stands before the day on which a program made or sent the page, which says nothing of its matter. */
const MACHINE_WORDS = /\b(?:page )?(?:generated|rendered|deploy(?:ed)?|cached|compiled|built)\b(?! (?:by|in)\b)|\btoday(?: is)?\b|\bgeneriert\b|\bgénérée?\b|\bgenerad[oa]\b|\bheute\b|\baujourd[’']hui\b|\bhoy\b|\boggi\b/iu;

export interface TextDate {
  /** Index of the block. */
  block: number;
  candidate: DateCandidate;
}

export function textDates(page: DatedPage): TextDate[] {
  const { blocks, layout, metadata, options } = page;
  const heading = headingIndex(page, metadata.headings);
  const found: TextDate[] = [];
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'code' || !NAMES_YEAR.test(block.text)) continue;
    const days = findDays(block.text, options).filter(({ day }) => page.lastDay === null || day <= page.lastDay);
    for (const [position, { day, start, end }] of days.entries()) {
      const before = block.text.slice(Math.max(0, start - 40, days[position - 1]?.end ?? 0), start);
      const above = before.length < 4 && position === 0 ? (blocks[index - 1]?.text.slice(-25) ?? '') : '';
      // What stands behind the last date may be its label too, in languages that put it there.
      const behind = position === days.length - 1 && before.trim() === '' ? block.text.slice(end, end + 12) : '';
      const label = `${above} ${before} ${behind}`;
      if (MACHINE_WORDS.test(label)) continue;
      if (isInProse(block.text, end) && !MODIFIED_WORDS.test(label) && !PUBLISHED_WORDS.test(label)) continue;
      const { weight, modified } = weighText(page, index, label, heading, layout);
      const source = modified ? 'modified-text' : weight < 0.5 ? 'passing-text' : heading >= 0 && index < heading - NEAR_ABOVE ? 'text-above' : 'text';
      found.push({ block: index, candidate: { day, source, weight: position > 2 ? weight * 0.5 : weight, instant: null, modified, utc: false, shown: true } });
    }
  }
  return found;
}

/** Does a sentence go on behind a date, which tells of that day then? A time of day may stand there too. */
function isInProse(text: string, end: number): boolean {
  const rest = /^,?\s+\p{Ll}[^.!?:\d]*[.!?]/u.exec(text.slice(end, end + 300))?.[0];
  return rest !== undefined && rest.split(/[^\p{L}]+/u).filter((word) => word.length > 1).length >= WORDS_OF_PROSE;
}

/** The block of the page's own heading, else the one that says its title; -1 where it has none. */
function headingIndex({ blocks, tree, title }: DatedPage, headings: readonly number[]): number {
  for (const node of headings) {
    const index = blocks.findIndex((block) => block.first >= node && block.first < (tree.ends[node] ?? 0));
    if (index >= 0) return index;
  }
  return title === null ? -1 : blocks.findIndex((block) => block.text.length < MOST_TITLE && isSameTitle(block.text, title));
}

function weighText(page: DatedPage, index: number, label: string, heading: number, layout: PageLayout): { weight: number; modified: boolean } {
  const words = page.words[index] ?? 0;
  const holder = page.holders[index] ?? 0;
  const modified = MODIFIED_WORDS.test(label) && !/publi[sc]?h?ed on/i.test(label);
  const published = !modified && PUBLISHED_WORDS.test(label);
  if (!modified && /©|copyright|\(c\)/i.test(label)) return { weight: 0.1, modified: false };
  const short = words <= 12 ? 1 : words <= 30 ? 0.6 : PASSING;
  const distances = distancesFrom(layout, holder);
  const area = areaFactor(distances) * cardFactor(layout, holder);
  if (modified) return { weight: 0.8 * area * (words <= 30 ? 1 : 0.3), modified };
  let weight = short * (published && words <= 40 ? 2.4 : 1);
  if (words <= 30 && (distances[PLACES.byline] ?? FAR) <= 2) weight *= 1.5;
  const distance = heading < 0 ? null : index - heading;
  if (distance !== null && words <= 30) weight *= distance < -NEAR_ABOVE ? 0.6 : distance <= 8 ? 1.5 : 0.8;
  return { weight: weight * area, modified };
}

/** Blocks whose dates are all of changes. */
export function blocksOfChanges(texts: readonly TextDate[]): number[] {
  const others = new Set(texts.filter(({ candidate }) => !candidate.modified).map(({ block }) => block));
  const changes = new Set(texts.map(({ block }) => block).filter((block) => !others.has(block)));
  return [...changes].slice(0, MOST_CHANGES);
}
