import { cleanLine } from './clean-text.js';
import type { PageBlock } from './html-blocks.js';
import type { PageMetadata } from './html-metadata.js';
import { readTree, textOf } from './html-tree.js';
import { isArticle, isDocument } from './json-ld.js';

/** What parts the title of a page from the name of its site. */
const SEPARATOR = /\s+[|\-–—·•:»«›‹~/]+\s+|\s*[|–—·•»«›‹]\s*|\s*::\s*|:\s+(?=[^:]*$)/u;
const STRONG_SEPARATOR = /\s+[|\-–—·•»«›‹~]+\s+|\s*[|•»«›‹]\s*|\s*::\s*/u;
const MOST_WORDS = 40;

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
  const titles = gather(metadata, headings);
  const repeated = repeatedHeading(titles);
  if (repeated !== undefined) return repeated;
  const [heading] = titles.headings;
  const [declared] = titles.declared;
  if (declared === undefined) return heading ?? null;
  const short = withoutSite(declared, metadata);
  if (heading === undefined) return short;
  if (article) return overlap(heading, short) > 0 || titles.headings.length === 1 ? heading : short;
  return overlap(heading, short) >= 0.5 ? short : heading;
}

/** Of several the longest: the shorter ones name the site or a section of it. */
function repeatedHeading({ headings, parts }: Titles): string | undefined {
  const repeated = headings.filter((heading) => parts.has(comparable(heading)));
  return repeated.sort((a, b) => b.split(' ').length - a.split(' ').length)[0];
}

function gather({ metas, title, jsonLd }: PageMetadata, headings: readonly string[]): Titles {
  const site = comparable(metas.get('og:site_name') ?? '');
  const described = jsonLd.filter((node) => isArticle(node) || isDocument(node)).map(({ headline }) => headline);
  const declared = [metas.get('og:title'), title, metas.get('twitter:title'), ...described, metas.get('title'), metas.get('dc.title'), metas.get('citation_title')]
    .map((text) => cleanLine(unescaped((text ?? '').slice(0, 1000))))
    .filter((text) => text !== '');
  const parts = new Map<string, string>();
  for (const text of declared) for (const part of partsOf(text)) if (!parts.has(comparable(part))) parts.set(comparable(part), part);
  const usable = headings.map(withoutResidue).filter((text) => text !== '' && text.split(' ').length <= MOST_WORDS && (site === '' || comparable(text) !== site));
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

function withoutSite(text: string, { metas }: PageMetadata): string {
  const site = comparable(metas.get('og:site_name') ?? '');
  const parts = text.split(new RegExp(STRONG_SEPARATOR.source, 'gu')).map((part) => part.trim()).filter((part) => part !== '');
  const kept = site === '' ? parts : parts.filter((part) => comparable(part) !== site);
  const [first] = kept;
  return first === undefined ? text : first;
}

/** What sites put before and behind headings. */
function withoutResidue(text: string): string {
  return cleanLine(text)
    .replace(/^(?:thread|topic|question)\s*:\s*/i, '')
    .replace(/\s*(?:[¶§#🔗]|\[ ?edit ?\]|copy (?:item )?(?:path|link)|permalink)$/iu, '');
}

function comparable(text: string): string {
  return text.toLowerCase().normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Share of the words of the shorter that both have. */
function overlap(a: string, b: string): number {
  const [left, right] = [new Set(comparable(a).split(' ')), new Set(comparable(b).split(' '))];
  const both = [...left].filter((word) => right.has(word)).length;
  return both / Math.max(1, Math.min(left.size, right.size));
}

/** Is the page one article, by what it says of itself? */
export function isArticlePage({ metas, jsonLd }: PageMetadata): boolean {
  return /article|blog|news/i.test(metas.get('og:type') ?? '') || metas.has('article:published_time') || jsonLd.some(isArticle);
}

/** Texts of the headings of the first level: those within the declared main part or an article first. */
export function headingTexts(blocks: readonly PageBlock[], inMatter: (block: PageBlock) => boolean): string[] {
  const first = blocks.filter((block) => block.kind === 'heading' && block.level === 1);
  return [...first.filter(inMatter), ...first.filter((block) => !inMatter(block))].map((block) => block.text);
}

/** Do two titles say the same, signs and case aside? */
export function isSameTitle(a: string, b: string): boolean {
  return comparable(withoutResidue(a)) === comparable(b);
}
