import type { HtmlTree } from '../html-tree.js';
import { textOf } from '../html-tree.js';

/** What a page says of its own kind, in numbers for the scorer. */
export interface PageFacts {
  /** 1 where its structured data names such a thing. */
  kinds: number[];
  titleWords: ReadonlySet<string>;
  describedWords: ReadonlySet<string>;
  /** The first heading of the first level; 0 for none. */
  heading: number;
  headings: number;
  articles: number;
  forms: number;
  times: number;
  images: number;
}

const KINDS: ReadonlyArray<readonly [name: string, pattern: RegExp]> = [
  ['article', /(?:News|Blog|Tech|Scholarly)?(?:Article|Posting)$|^Report$/],
  ['product', /^(?:Product|Offer|AggregateOffer|ProductGroup)$/],
  ['discussion', /^(?:DiscussionForumPosting|QAPage|Question|SocialMediaPosting|Comment)$/],
  ['list', /^(?:ItemList|CollectionPage|SearchResultsPage|OfferCatalog)$/],
  ['service', /^(?:Service|LocalBusiness|Organization|ProfessionalService|Dentist|Store|FAQPage)$/],
  ['recipe', /^(?:Recipe|HowTo)$/],
  ['person', /^(?:Person|ProfilePage)$/],
];
export const KIND_NAMES = [...KINDS.map(([name]) => name), 'shared-as-article'];

export function wordsOf(text: string): Set<string> {
  return new Set(text.slice(0, 1000).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

export function readFacts(tree: HtmlTree): PageFacts {
  const kinds = KIND_NAMES.map(() => 0);
  const facts: PageFacts = { kinds, titleWords: new Set(), describedWords: new Set(), heading: 0, headings: 0, articles: 0, forms: 0, times: 0, images: 0 };
  for (let node = 1; node < tree.size; node += 1) {
    const name = tree.names[node];
    if (name === '' || name === undefined) continue;
    if (name === 'meta') readMeta(tree, node, facts);
    else if (name === 'script') readKinds(tree, node, kinds);
    else if (name === 'title' && facts.titleWords.size === 0) facts.titleWords = wordsOf(textOf(tree, node));
    else if (name === 'h1') {
      facts.headings += 1;
      if (facts.heading === 0) facts.heading = node;
    } else if (name === 'article') facts.articles += 1;
    else if (name === 'form') facts.forms += 1;
    else if (name === 'time') facts.times += 1;
    else if (name === 'img') facts.images += 1;
  }
  return facts;
}

function readMeta(tree: HtmlTree, node: number, facts: PageFacts): void {
  const attributes = tree.attributes[node];
  const name = (attributes?.get('property') ?? attributes?.get('name') ?? '').toLowerCase();
  const content = attributes?.get('content') ?? '';
  if (name === 'og:type' && /article|blog|news/i.test(content)) facts.kinds[KINDS.length] = 1;
  if ((name === 'description' || name === 'og:description') && facts.describedWords.size === 0) facts.describedWords = wordsOf(content);
}

function readKinds(tree: HtmlTree, node: number, kinds: number[]): void {
  if (!/ld\+json/i.test(tree.attributes[node]?.get('type') ?? '')) return;
  const text = (tree.texts[node + 1] ?? '').slice(0, 200_000);
  for (const match of text.matchAll(/"@type"\s*:\s*\[?\s*"([A-Za-z]{1,40})"/g)) {
    for (const [index, [, pattern]] of KINDS.entries()) if (pattern.test(match[1] ?? '')) kinds[index] = 1;
  }
}
