import { textMemo } from '../../base/text-memo.js';
import { textOf } from '../html-tree.js';
import { toIsoDate } from '../iso-date.js';
import type { PageMetadata } from '../html-metadata.js';
import { IN } from '../html-surroundings.js';
import { isArticle, isDocument } from '../json-ld.js';
import { distancesFrom } from '../scoring/page-layout.js';
import type { DateCandidate, DatedPage } from './date-candidate.js';
import { areaFactor, cardFactor } from './date-places.js';
import { ATTRIBUTE_LIKE, DATED_CLASS, META_LIKE, META_MODIFIED, META_NAMES, META_VAGUE, OTHER_THINGS, SCRIPT_DAY, URL_DAY } from './date-words.js';
import { findDays } from './find-days.js';
import { blockAt, blocksOf, LONG, PASSING, type TextDate, textDates } from './text-dates.js';

const MOST_ATTRIBUTES = 100;
const MOST_IN_SCRIPT = 8;

/** Everything on a page that names a day in full, weighed by what kind of thing it is. */
export function collectDates(page: DatedPage): DateCandidate[] {
  const found: DateCandidate[] = [];
  const add = (value: string | null | undefined, source: string, weight: number, extra: Partial<DateCandidate> = {}) => {
    if (value === null || value === undefined || value.length > 3000) return;
    const iso = toIsoDate(value);
    const day = iso?.slice(0, 10) ?? findDays(value, page.options)[0]?.day;
    if (day === undefined || day < '1990') return;
    if (page.lastDay !== null && day > page.lastDay) return;
    const instant = iso !== null && iso.length > 10 ? iso : null;
    found.push({ day, source, weight, instant, modified: false, utc: instant !== null && /(?:Z|[+-]00:00)$/.test(instant), shown: false, labelled: false, ...extra });
  };
  addStatements(page.metadata, add);
  const texts = textDates(page);
  for (const address of page.addresses) {
    const match = URL_DAY.exec(address);
    if (match !== null) add(`${match[1] ?? match[4]}-${match[2] ?? match[5]}-${match[3] ?? match[6]}`, 'address', 2.5, { shown: true });
  }
  addElements(page, texts, add);
  addAttributes(page, add);
  addScripts(page, add);
  return [...found, ...texts.filter(({ role }) => role !== 'other').map(({ candidate }) => candidate)];
}

type Add = (value: string | null | undefined, source: string, weight: number, extra?: Partial<DateCandidate>) => void;

function addStatements({ metas, jsonLd }: PageMetadata, add: Add): void {
  add(metas.get('article:published_time'), 'published_time', 3);
  for (const [name, content] of metas) {
    if (META_NAMES.has(name)) add(fromSeconds(content), 'meta', 2.3);
    else if (META_VAGUE.has(name)) add(fromSeconds(content), 'meta-vague', 2.3);
    else if (META_MODIFIED.has(name)) add(content, 'modified', 0.6, { modified: true });
    else if (name !== 'article:published_time' && META_LIKE.test(name) && !/expir|modif|updat/.test(name)) add(fromSeconds(content), 'meta-like', 2);
  }
  for (const node of jsonLd.slice(0, 30)) {
    add(node.published, isArticle(node) || isDocument(node) ? 'json-ld' : 'json-ld-other', isArticle(node) || isDocument(node) ? 2.6 : 1.5);
    if (node.published === null) add(node.created, 'json-ld-created', isArticle(node) || isDocument(node) ? 1.5 : 0.9);
    add(node.modified, 'modified', 0.6, { modified: true });
  }
}

function fromSeconds(content: string): string {
  return /^1\d{9}$/.test(content.trim()) ? new Date(Number(content) * 1000).toISOString() : content;
}

function addElements(page: DatedPage, texts: readonly TextDate[], add: Add): void {
  const { tree, metadata, layout, words } = page;
  const [changes, others] = [blocksOf(texts, 'changed'), blocksOf(texts, 'other')];
  const valueOf = (node: number) => {
    const attributes = tree.attributes[node];
    return attributes?.get('content') ?? attributes?.get('datetime') ?? textOf(tree, node, 200);
  };
  const isMeta = (node: number) => tree.names[node] === 'meta';
  for (const node of metadata.published) add(valueOf(node), 'itemprop', isMeta(node) ? 2.6 : 2.7 * areaFactor(distancesFrom(layout, node)), { shown: !isMeta(node) });
  for (const node of metadata.modified) add(valueOf(node), 'modified', 0.6, { modified: true });
  for (const node of metadata.times) {
    const attributes = tree.attributes[node];
    const names = `${attributes?.get('itemprop') ?? ''} ${attributes?.get('class') ?? ''}`;
    const block = blockAt(page, node);
    if (OTHER_THINGS.test(names) || others.has(block)) continue;
    const modified = (/modif|update/i.test(names) && !/publish/i.test(names)) || changes.has(block);
    const passing = tree.names[page.holders[block] ?? 0] === 'p' && (words[block] ?? 0) > LONG ? PASSING : 1;
    const label = /publish|\bentry-date|pubdate/i.test(names) || attributes?.has('pubdate') === true ? 1.1 : 1;
    add(valueOf(node), modified ? 'modified' : 'time', modified ? 0.8 : 1.8 * label * passing * areaFactor(distancesFrom(layout, node)) * cardFactor(layout, node), { modified, shown: true });
  }
}

/** Characters of classes of one page that are remembered. */
const KEPT_CLASSES = 500_000;

/** Elements of a site's own making carry their dates in attributes; those that it shows late, or shows shortened, say in their class that they are dates. */
function addAttributes({ tree, marks, layout }: DatedPage, add: Add): void {
  const isDated = textMemo((classes) => DATED_CLASS.test(classes.slice(0, 300)), KEPT_CLASSES);
  let count = 0;
  for (let node = 1; node < tree.size && count < MOST_ATTRIBUTES; node += 1) {
    const attributes = tree.attributes[node];
    if (attributes === undefined || attributes.size === 0 || tree.names[node] === 'meta') continue;
    const values: string[] = [];
    for (const name of attributes.keys()) {
      const value = attributes.get(name) ?? '';
      if (value.length >= 8 && value.length <= 40 && name.length <= 40 && ATTRIBUTE_LIKE.test(name)) values.push(value);
    }
    if (isDated(attributes.get('class') ?? '')) {
      values.push(attributes.get('title')?.slice(0, 60) ?? '');
      if (((marks[node] ?? 0) & IN.skipped) !== 0) values.push(textOf(tree, node, 60));
    }
    for (const value of values) {
      if (value.length < 8) continue;
      count += 1;
      add(value, 'attribute', areaFactor(distancesFrom(layout, node)) * cardFactor(layout, node));
    }
  }
}

function addScripts(page: DatedPage, add: Add): void {
  const named = datesInScripts(page);
  // What was created on several days are the records of a list.
  const creations = new Set(named.filter(({ isCreation }) => isCreation).map(({ value }) => value.slice(0, 10)));
  for (const { isCreation, isStated, value } of named) add(value, 'script', isStated ? 2 : !isCreation ? 1.3 : creations.size > 1 ? 0.2 : 0.9);
}

/** Structured data that is malformed is read here too: what it calls `datePublished` is stated. */
function datesInScripts({ tree, metadata }: DatedPage): Array<{ isCreation: boolean; isStated: boolean; value: string }> {
  let reach = 400_000;
  return metadata.scripts.flatMap((node) => {
    const text = (tree.texts[node + 1] ?? '').slice(0, Math.min(reach, 200_000));
    reach -= text.length;
    if (text.length < 30 || !/publi|created|date/i.test(text)) return [];
    const isData = /ld\+json/i.test(tree.attributes[node]?.get('type') ?? '');
    return [...text.matchAll(SCRIPT_DAY)].slice(0, MOST_IN_SCRIPT).map(([, key = '', value = '']) => ({ isCreation: /^(?:creat|date_?c)/i.test(key), isStated: isData && key === 'datePublished', value }));
  });
}
