import { cleanLine } from './clean-text.js';
import type { PageBlock } from './html-blocks.js';
import type { PageMetadata } from './html-metadata.js';
import { readTree, textOf } from './html-tree.js';
import { isArticle, isDocument } from './json-ld.js';
import { comparableName, siteNames } from './site-names.js';

/** What parts the title of a page from the name of its site. */
const SEPARATOR = /\s+[|\-–—·•:»«›‹~/－]+\s+|\s*[|｜丨│┃∣–—·•»«›‹]\s*|\s*::\s*|:\s+(?=[^:]*$)|：(?=[^：]*$)|(?<=[\p{Lo}\p{N}】」』）?？!！])[-_－＿]+(?=\p{Lo})/u;
const STRONG_SEPARATOR = /\s+[|\-–—·•»«›‹~－]+\s+|\s*[|｜丨│┃∣•»«›‹]\s*|\s*::\s*/u;
const MOST_WORDS = 40;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

interface Titles {
  headings: string[];
  /** What the head says, best first. */
  declared: string[];
  /** All whole titles and their parts, in the form that is compared. */
  parts: Map<string, string>;
}

/**
 * The title of a page without the name of its site. A heading that the head of the page repeats, whole or as a part, is the
 * title. Else articles go by their heading, and other pages by the first part of what the head says where the two have
 * words in common. Null where the page names none.
 */
export function chooseTitle(metadata: PageMetadata, headings: readonly string[], article: boolean): string | null {
  const sites = siteNames(metadata);
  const titles = gather(metadata, headings);
  const repeated = repeatedHeading(titles);
  if (repeated !== undefined) return repeated;
  const [heading] = titles.headings;
  const [declared] = titles.declared;
  if (declared === undefined) return heading ?? null;
  const short = withoutSite(declared, sites);
  if (heading === undefined) return short;
  if (article) return overlap(heading, short) > 0 || titles.headings.length === 1 ? heading : short;
  return overlap(heading, short) >= 0.5 ? short : heading;
}

/** Of several the longest: the shorter ones name the site or a section of it. */
function repeatedHeading({ headings, parts }: Titles): string | undefined {
  const repeated = headings.filter((heading) => parts.has(comparableName(heading)));
  return repeated.sort((a, b) => wordsOf(b).length - wordsOf(a).length)[0];
}

function gather({ metas, title, jsonLd }: PageMetadata, headings: readonly string[]): Titles {
  const described = jsonLd.filter((node) => isArticle(node) || isDocument(node)).map(({ headline }) => headline);
  const declared = [metas.get('og:title'), title, metas.get('twitter:title'), ...described, metas.get('title'), metas.get('dc.title'), metas.get('citation_title')]
    .map((text) => cleanLine(unescaped((text ?? '').slice(0, 1000))))
    .filter((text) => text !== '');
  const parts = new Map<string, string>();
  for (const text of declared) for (const part of partsOf(text)) if (!parts.has(comparableName(part))) parts.set(comparableName(part), part);
  const usable = headings.map(withoutResidue).filter((text) => text !== '' && text.split(' ').length <= MOST_WORDS);
  return { headings: usable, declared, parts };
}

/** Programs escape a title twice. */
function unescaped(text: string): string {
  return /&#?\w{2,10};/.test(text) && !text.includes('<') ? textOf(readTree(text), 0) : text;
}

/** A title whole, without what stands behind its last separator, and each part. */
function partsOf(text: string): string[] {
  const parts = text.split(new RegExp(SEPARATOR.source, 'gu')).map((part) => part.trim()).filter((part) => part.length > 1);
  const ends: string[] = [];
  const pattern = new RegExp(SEPARATOR.source, 'gu');
  for (const match of text.matchAll(pattern)) ends.push(text.slice(0, match.index).trim(), text.slice((match.index ?? 0) + match[0].length).trim());
  return [text, ...ends, ...parts];
}

function withoutSite(text: string, sites: ReadonlySet<string>): string {
  const parts = text.split(new RegExp(STRONG_SEPARATOR.source, 'gu')).map((part) => part.trim()).filter((part) => part !== '');
  const first = parts.find((part) => !sites.has(comparableName(part)));
  if (first === undefined) return text;
  // Other separators stand in titles too: what is behind the last one, or before the first, must be the name of the site.
  const cuts = [...first.matchAll(new RegExp(SEPARATOR.source, 'gu'))].map(({ index, 0: sign }) => ({ before: first.slice(0, index).trim(), behind: first.slice(index + sign.length).trim() }));
  const [start, end] = [cuts[0], cuts.at(-1)];
  if (end !== undefined && end.before !== '' && sites.has(comparableName(end.behind))) return end.before;
  return start !== undefined && start.behind !== '' && sites.has(comparableName(start.before)) ? start.behind : first;
}

/** What sites put before and behind headings. */
function withoutResidue(text: string): string {
  return cleanLine(text)
    .replace(/^(?:thread|topic|question)\s*:\s*/i, '')
    .replace(/\s*(?:[¶§#🔗]|\[ ?edit ?\]|copy (?:item )?(?:path|link)|permalink)$/iu, '');
}

/** Share of the words of the shorter that both have. */
function overlap(a: string, b: string): number {
  const [left, right] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  const both = [...left].filter((word) => right.has(word)).length;
  return both / Math.max(1, Math.min(left.size, right.size));
}

/** The words of a title; in writings without spaces, pairs of letters. */
function wordsOf(text: string): string[] {
  return comparableName(text).split(' ').flatMap((word) => (UNSPACED.test(word) && word.length > 2 ? Array.from({ length: word.length - 1 }, (_, index) => word.slice(index, index + 2)) : [word]));
}

/** Is the page one article, by what it says of itself? */
export function isArticlePage({ metas, jsonLd }: PageMetadata): boolean {
  return /article|blog|news/i.test(metas.get('og:type') ?? '') || metas.has('article:published_time') || jsonLd.some(isArticle);
}

/** Texts of the headings of the first level: those within the declared main part or an article first, those that merely name the site not at all. */
export function headingTexts(blocks: readonly PageBlock[], inMatter: (block: PageBlock) => boolean, isSite: (block: PageBlock) => boolean): string[] {
  const first = blocks.filter((block) => block.kind === 'heading' && block.level === 1 && !isSite(block));
  return [...first.filter(inMatter), ...first.filter((block) => !inMatter(block))].map((block) => block.text);
}

/** Do two titles say the same, signs and case aside? */
export function isSameTitle(a: string, b: string): boolean {
  return comparableName(withoutResidue(a)) === comparableName(b);
}
