import type { PageBlock } from '../html-blocks.js';
import type { PageMetadata } from '../html-metadata.js';
import { type HtmlTree, textOf } from '../html-tree.js';
import { toIsoDate } from '../iso-date.js';
import { isArticle, isDocument } from '../json-ld.js';
import { distancesFrom, FAR, groupAt, type PageLayout, partAt } from '../scoring/page-layout.js';
import { type DayOptions, findDays } from './find-days.js';

/** A day that something on a page names, and what that is worth. */
export interface DateCandidate {
  day: string;
  source: string;
  weight: number;
  /** The instant, where one is written with its zone. */
  instant: string | null;
  /** Of a change of the page, not of its publication. */
  modified: boolean;
  /** Given in UTC by a machine, which may be a day off what readers were shown. */
  utc: boolean;
  /** Shown to readers, or part of the address. */
  shown: boolean;
}

export interface DatedPage {
  tree: HtmlTree;
  blocks: readonly PageBlock[];
  /** The element that each block stands in. */
  holders: readonly number[];
  words: readonly number[];
  layout: PageLayout;
  metadata: PageMetadata;
  addresses: readonly string[];
  options: DayOptions;
  /** Days after this one are none that a page can have been published on; null where nobody says which day it is. */
  lastDay: string | null;
}

const META_NAMES = new Set(
  'date dc.date dc.date.issued dc.date.created dcterms.date dcterms.issued dcterms.created dcterms.available datepublished date.published date_published publishdate publish-date publish_date publishtime pubdate pub_date pubtime publication_date publication-date publicationdate article.published article:published article_date_original article:publish_date originalpublicationdate published published_date publisheddate published-date published_time published_at og:published_time og:article:published_time og:pubdate og:publish_date parsely-pub-date sailthru.date citation_publication_date citation_date citation_online_date cxenseparse:recs:publishtime cxense:publishtime rnews:datepublished datecreated date.created creation_date created displaydate dat:date issue_date issued release_date vr:published_time video:release_date bt:pubdate analyticsattributes.articledate eomportal-lastupdate shareaholic:article_published_time prism.publicationdate gentime ptime weibo:article:create_at'.split(' '),
);
const META_MODIFIED = new Set(
  'article:modified_time og:updated_time og:modified_time last-modified lastmod last_modified lastmodified modified datemodified dcterms.modified dc.date.modified article:modified modified_time modificationdate revised date.updated updated_time date_modified shareaholic:article_modified_time cxenseparse:recs:modifiedtime'.split(' '),
);
/** Names of the same kind that a site made up. */
const META_LIKE = /publi(?:sh|shed|cation|c)?[-_.: ]?(?:date|time|on|at)|(?:date|time)[-_.: ]?(?:of[-_ ]?)?publi/;
const ATTRIBUTE_LIKE = /publish|created|posted|pub-?date/;
const PUBLISHED_WORDS =
  /publi|posted|veröffentlicht|erstellt|erschienen|geschrieben|stand:|pubbl|publié|publicad|created|written|released|first|added|issued|date[d:]|datum|fecha|data:|opublikowano|dodano|zveřejn|vydáno|gepubliceerd|geplaatst|дата|опубликован|размещен|опубліковано|đăng|tanggal|yayın|giriş|eklen|közz|publis|发布|發布|发表|时间|時間|日期|公開|投稿|掲載|등록|입력|작성|نشر|منتشر|प्रकाशित|প্রকাশ|เผยแพร่|δημοσ|objavlj|julkais/iu;
const MODIFIED_WORDS =
  /updat|modif|edited|revised|last (?:change|review)|aktualis|geändert|mis à jour|mise à jour|actualizad|atualizad|aggiorn|bijgewerkt|обновлен|оновлено|güncelle|aktualiz|uppdaterad|opdateret|oppdatert|更新|最終|수정|تحديث|แก้ไข|cập nhật|diperbarui/iu;
const NAMES_YEAR = /\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2}|[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59]{4}|[’']\d\d/;
const URL_DAY = /[/_-]((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?![\d])|\/((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)/;
const SCRIPT_DAY = /(publish(?:ed)?(?:_?at|_?on|_?date|_?time|_?first)*|date_?publi\w{0,12}|pub_?date|pubtime|publication_?date|created_?at|date_?created|release_?date|display_?date|first_?published\w{0,5}|creation_?date|post_?date)["']?\s*[:=]\s*\\?["']([^"'\\]{6,40})/gi;

/** What a date counts that stands in a long text. */
const PASSING = 0.15;
/** A sentence goes on with this many words. */
const WORDS_OF_PROSE = 3;

/** A page with more blocks that tell of changes is a list of them. */
const MOST_CHANGES = 500;
const MOST_ATTRIBUTES = 100;

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
    found.push({ day, source, weight, instant, modified: false, utc: instant !== null && /(?:Z|[+-]00:00)$/.test(instant), shown: false, ...extra });
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
  return [...found, ...texts.map(({ candidate }) => candidate)];
}

type Add = (value: string | null | undefined, source: string, weight: number, extra?: Partial<DateCandidate>) => void;

function addStatements({ metas, jsonLd }: PageMetadata, add: Add): void {
  add(metas.get('article:published_time'), 'published_time', 3);
  for (const [name, content] of metas) {
    if (META_NAMES.has(name)) add(fromSeconds(content), 'meta', 2.3);
    else if (META_MODIFIED.has(name)) add(content, 'modified', 0.6, { modified: true });
    else if (name !== 'article:published_time' && META_LIKE.test(name) && !/expir|modif|updat/.test(name)) add(fromSeconds(content), 'meta', 2);
  }
  for (const node of jsonLd.slice(0, 30)) {
    add(node.published, 'json-ld', isDocument(node) ? 2.6 : isArticle(node) ? 2.6 : 1.5);
    add(node.modified, 'modified', 0.6, { modified: true });
  }
}

function fromSeconds(content: string): string {
  return /^1\d{9}$/.test(content.trim()) ? new Date(Number(content) * 1000).toISOString() : content;
}

function addElements({ tree, metadata, layout, blocks }: DatedPage, texts: readonly TextDate[], add: Add): void {
  const changes = blocksOfChanges(texts).map((index) => blocks[index]);
  /** Does the block that an element stands in say that its date is that of a change? */
  const isChange = (node: number) => changes.some((block) => block !== undefined && block.first <= (tree.ends[node] ?? 0) && block.last >= node);
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
    const modified = (/modif|update/i.test(names) && !/publish/i.test(names)) || isChange(node);
    const label = /publish|\bentry-date|pubdate/i.test(names) || attributes?.has('pubdate') === true ? 1.1 : 1;
    add(valueOf(node), modified ? 'modified' : 'time', modified ? 0.8 : 2.4 * label * areaFactor(distancesFrom(layout, node)) * cardFactor(layout, node), { modified, shown: true });
  }
}

/** Elements of a site's own making carry their dates in attributes. */
function addAttributes({ tree, layout }: DatedPage, add: Add): void {
  let count = 0;
  for (let node = 1; node < tree.size && count < MOST_ATTRIBUTES; node += 1) {
    const attributes = tree.attributes[node];
    if (attributes === undefined || attributes.size === 0 || tree.names[node] === 'meta') continue;
    for (const [name, value] of attributes) {
      if (name.length > 40 || value.length < 8 || value.length > 40 || !ATTRIBUTE_LIKE.test(name)) continue;
      count += 1;
      add(value, 'attribute', areaFactor(distancesFrom(layout, node)) * cardFactor(layout, node));
    }
  }
}

const PLACES = { comment: partAt('comment'), related: partAt('related'), side: partAt('side'), slides: partAt('slides'), foot: partAt('foot'), byline: partAt('byline'), aside: groupAt('aside'), nav: groupAt('nav'), footer: groupAt('footer') };

/** Blocks whose dates are all of changes. */
function blocksOfChanges(texts: readonly TextDate[]): number[] {
  const others = new Set(texts.filter(({ candidate }) => !candidate.modified).map(({ block }) => block));
  const changes = new Set(texts.map(({ block }) => block).filter((block) => !others.has(block)));
  return [...changes].slice(0, MOST_CHANGES);
}

/** Dates of other things than the page's own stand in some parts. */
function areaFactor(distances: Uint8Array): number {
  const near = (place: keyof typeof PLACES, reach: number) => (distances[PLACES[place]] ?? FAR) < reach;
  if (near('comment', FAR)) return 0.2;
  if (near('related', 8) || near('side', FAR) || near('aside', FAR) || near('nav', FAR) || near('slides', 8)) return 0.3;
  return near('footer', FAR) || near('foot', 6) ? 0.35 : 1;
}

/** One of many of its kind is the date of an entry in a list. */
function cardFactor(layout: PageLayout, node: number): number {
  const repeated = layout.repeatedAt[node] ?? 0;
  if ((layout.repeats[node] ?? 0) < 3 || layout.tree.names[repeated] === 'p' || layout.tree.names[repeated] === 'span') return 1;
  const end = layout.tree.ends[repeated] ?? 0;
  // A whole article may be one of several on a page.
  return (layout.sums.words[end] ?? 0) - (layout.sums.words[repeated] ?? 0) > 150 ? 1 : 0.5;
}

function addScripts({ tree, metadata }: DatedPage, add: Add): void {
  let reach = 400_000;
  for (const node of metadata.scripts) {
    const text = (tree.texts[node + 1] ?? '').slice(0, Math.min(reach, 200_000));
    reach -= text.length;
    if (text.length < 30 || !/publi|created|date/i.test(text)) continue;
    let count = 0;
    for (const match of text.matchAll(SCRIPT_DAY)) {
      if ((count += 1) > 8) break;
      const key = (match[1] ?? '').toLowerCase();
      add(match[2], 'script', key.startsWith('creat') || key.startsWith('date_c') || key.startsWith('datec') ? 0.9 : 1.3);
    }
  }
}

interface TextDate {
  /** Index of the block. */
  block: number;
  candidate: DateCandidate;
}

function textDates(page: DatedPage): TextDate[] {
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
      if (isInProse(block.text, end) && !MODIFIED_WORDS.test(label) && !PUBLISHED_WORDS.test(label)) continue;
      const { weight, modified } = weighText(page, index, label, heading, layout);
      const source = modified ? 'modified-text' : weight < 0.5 ? 'passing-text' : 'text';
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

/** The block of the page's own heading; -1 where it has none. */
function headingIndex({ blocks, tree }: DatedPage, headings: readonly number[]): number {
  for (const node of headings) {
    const index = blocks.findIndex((block) => block.first >= node && block.first < (tree.ends[node] ?? 0));
    if (index >= 0) return index;
  }
  return -1;
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
  if (distance !== null && words <= 30) weight *= distance >= -3 && distance <= 8 ? 1.5 : distance < -3 ? 0.6 : 0.8;
  return { weight: weight * area, modified };
}
