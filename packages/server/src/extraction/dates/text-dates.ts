import { distancesFrom, FAR } from '../scoring/page-layout.js';
import { isSameTitle } from '../page-title.js';
import type { DateCandidate, DatedPage } from './date-candidate.js';
import { type DayRole, isLabel, roleBefore, roleBehind } from './date-labels.js';
import { areaFactor, cardFactor, PLACES } from './date-places.js';
import { NAMES_YEAR } from './date-words.js';
import { isInName, isInProse, isInRange, restOfSentence } from './day-context.js';
import { type FoundDay, findDays } from './find-days.js';

/** Blocks above the headline that still belong to it. */
const NEAR_ABOVE = 3;
const MOST_TITLE = 300;
/** A text of more words is long. */
export const LONG = 30;
/** What a date counts that stands in one, or among others in a table. */
export const PASSING = 0.15;
/** Characters before a day in which its label stands. */
const LABEL_REACH = 40;

export interface TextDate {
  /** Index of the block. */
  block: number;
  /** `other`: the day is no candidate. */
  role: DayRole | null;
  candidate: DateCandidate;
}

/** The days that readers are shown, with what is said of them. */
export function textDates(page: DatedPage): TextDate[] {
  const { blocks, metadata, options } = page;
  const heading = headingIndex(page, metadata.headings);
  const found: TextDate[] = [];
  for (const [index, block] of blocks.entries()) {
    if (block.kind === 'code' || !NAMES_YEAR.test(block.text)) continue;
    const days = findDays(block.text, options).filter(({ day }) => page.lastDay === null || day <= page.lastDay);
    for (const [position, day] of days.entries()) {
      const role = roleOf(page, index, days, position);
      const weight = weightOf(page, index, role, heading);
      const modified = role === 'changed';
      const source = modified ? 'modified-text' : weight < 0.5 ? 'passing-text' : heading >= 0 && index < heading - NEAR_ABOVE ? 'text-above' : 'text';
      found.push({ block: index, role, candidate: { day: day.day, source, weight: position > 2 ? weight * 0.5 : weight, instant: null, modified, utc: false, shown: true, labelled: role === 'published' } });
    }
  }
  return found;
}

function roleOf(page: DatedPage, index: number, days: readonly FoundDay[], position: number): DayRole | null {
  const text = page.blocks[index]?.text ?? '';
  const day = days[position];
  if (day === undefined || isInName(text, day) || isInRange(text, day)) return 'other';
  const before = textBefore(page, index, day.start, days[position - 1]?.end ?? 0);
  const above = before.trim().length < 4 && position === 0 ? `${endAbove(page, index)} ` : '';
  const named = roleBefore(before) ?? (isLabel(before) ? 'other' : roleBefore(above + before));
  if (named === 'other' || isInProse(text, day)) return 'other';
  // What stands behind the last date may be its label too.
  const behind = position === days.length - 1 && before.trim() === '' ? text.slice(day.end, day.end + 12) : restOfSentence(text, day);
  return named ?? roleBehind(behind);
}

/** What stands before a day and behind the one before it. Cells of a row, and terms of a list, are labels of what follows them. */
function textBefore({ blocks, holders, tree }: DatedPage, index: number, start: number, from: number): string {
  const block = blocks[index];
  const before = block?.text.slice(Math.max(0, start - LABEL_REACH, from), start) ?? '';
  if (block?.kind === 'table') return before.slice(before.lastIndexOf('\n') + 1).replace(/ \| /g, ': ');
  const isValue = /^(?:dd|td)$/.test(tree.names[holders[index] ?? 0] ?? '') && /^(?:dt|th)$/.test(tree.names[holders[index - 1] ?? 0] ?? '');
  return isValue && from === 0 ? `${blocks[index - 1]?.text.slice(-LABEL_REACH) ?? ''}: ${before}` : before;
}

/** The end of the block above, unless it is said of a day of its own. */
function endAbove({ blocks, options }: DatedPage, index: number): string {
  const above = blocks[index - 1]?.text.slice(-80) ?? '';
  return findDays(above, options).length > 0 ? '' : above.slice(-25);
}

/** The block of the page's own heading, else the one that says its title; -1 where it has none. */
function headingIndex({ blocks, tree, title }: DatedPage, headings: readonly number[]): number {
  for (const node of headings) {
    const index = blocks.findIndex((block) => block.first >= node && block.first < (tree.ends[node] ?? 0));
    if (index >= 0) return index;
  }
  return title === null ? -1 : blocks.findIndex((block) => block.text.length < MOST_TITLE && isSameTitle(block.text, title));
}

function weightOf({ words: counts, holders, layout, blocks }: DatedPage, index: number, role: DayRole | null, heading: number): number {
  const words = counts[index] ?? 0;
  const holder = holders[index] ?? 0;
  const distances = distancesFrom(layout, holder);
  const area = areaFactor(distances) * cardFactor(layout, holder);
  if (role === 'changed') return 0.8 * area * (words <= LONG ? 1 : 0.3);
  const short = role === null && blocks[index]?.kind === 'table' ? PASSING : words <= 12 ? 1 : words <= LONG ? 0.6 : PASSING;
  let weight = short * (role !== null && words <= 40 ? 2.4 : 1);
  if (words <= LONG && (distances[PLACES.byline] ?? FAR) <= 2) weight *= 1.5;
  const distance = heading < 0 ? null : index - heading;
  if (distance !== null && words <= LONG) weight *= distance < -NEAR_ABOVE ? 0.6 : distance <= 8 ? 1.5 : 0.8;
  return weight * area;
}

/** Blocks whose days are all of one kind. */
export function blocksOf(texts: readonly TextDate[], role: DayRole): ReadonlySet<number> {
  const others = new Set(texts.filter((text) => text.role !== role).map(({ block }) => block));
  return new Set(texts.map(({ block }) => block).filter((block) => !others.has(block)));
}

/** The block that an element stands in, or the last of those in it; -1 for none. Blocks are in order. */
export function blockAt({ blocks, tree }: DatedPage, node: number): number {
  const end = tree.ends[node] ?? 0;
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle]?.first ?? end) < end) low = middle + 1;
    else high = middle;
  }
  return (blocks[low - 1]?.last ?? -1) >= node ? low - 1 : -1;
}
