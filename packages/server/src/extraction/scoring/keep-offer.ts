import type { PageBlock } from '../html-blocks.js';
import type { PageMetadata } from '../html-metadata.js';
import { IN } from '../html-surroundings.js';
import type { HtmlTree } from '../html-tree.js';
import { isArticlePage } from '../page-title.js';
import type { PageFeatures } from './block-features.js';

export interface OfferPage {
  blocks: readonly PageBlock[];
  marks: Uint8Array;
  features: PageFeatures;
  metadata: PageMetadata;
}

/** So many blocks behind its name a product has its price; and where nothing says that it is one. */
const REACH = 12;
const NEAR = 3;
/** A price, with what it is called and what it includes, has no more words. */
const PRICE_WORDS = 12;
/** The price before may stand beside it. */
const MOST_PRICES = 3;
/** As many prices in elements alike are those of a list of things. */
const LISTED = 3;
const CURRENCY = String.raw`(?:\p{Sc}|(?<!\p{L})(?:EUR|USD|GBP|CHF|JPY|CNY|RMB|INR|KRW|BRL|CAD|AUD|NZD|MXN|ZAR|SGD|HKD|SEK|NOK|DKK|PLN|CZK|HUF|RON|BGN|RUB|UAH|TRY|TL|[Kk]r|zł|Kč|Ft|lei|лв|руб|грн|Rs|RM|Rp)(?!\p{L})|[円元원])`;
const PRICE = new RegExp(String.raw`${CURRENCY}\.?\s?\d|\d\s?${CURRENCY}|\d[.,:][–—-](?=$|[\s.)])`, 'u');

/**
 * Places of the name and the price of what a page offers, which are too short for the scorer to tell from what stands around a text: the
 * headline of a page that says that it is a product, and the first price shortly behind it. Where the page doesn't say so, the price must
 * follow the headline at once, and not as that of one thing in a list. None where there is no price.
 */
export function offerPlaces(page: OfferPage): ReadonlySet<number> {
  const headline = page.blocks.findIndex(({ kind, level, first }) => kind === 'heading' && level === 1 && !isAround(page, first));
  if (headline < 0) return new Set();
  const isProduct = saysProduct(page, (page.blocks[headline] as PageBlock).first);
  if (!isProduct && isArticlePage(page.metadata)) return new Set();
  const prices = pricesBehind(page, headline, isProduct);
  return new Set(prices.length > 0 ? [headline, ...prices] : []);
}

function saysProduct({ metadata, features: { layout } }: OfferPage, headline: number): boolean {
  const isDeclared = metadata.jsonLd.some(({ types }) => types.some((type) => /^Product(?:Group|Model)?$/.test(type)));
  return isDeclared || /(?:^|[.:])product(?:$|[.:])/i.test(metadata.metas.get('og:type') ?? '') || isItemOf(layout.tree, headline);
}

/** Does the headline stand in an element that is marked as a product? */
function isItemOf(tree: HtmlTree, headline: number): boolean {
  for (let node = headline; node > 0; node = tree.parents[node] ?? 0) if (/schema\.org\/Product\b/i.test(tree.attributes[node]?.get('itemtype') ?? '')) return true;
  return false;
}

function pricesBehind(page: OfferPage, headline: number, isProduct: boolean): number[] {
  const found: number[] = [];
  const end = Math.min(page.blocks.length, headline + 1 + (isProduct ? REACH : NEAR));
  for (let index = headline + 1; index < end; index += 1) {
    const block = page.blocks[index] as PageBlock;
    if (isAround(page, block.first)) continue;
    if (isPrice(page, index)) {
      if (!isProduct && isListed(page, index)) return [];
      if (!found.some((place) => page.blocks[place]?.text === block.text)) found.push(index);
    } else if (found.length > 0 || (!isProduct && !isShort(page, index))) break;
    if (found.length === MOST_PRICES) break;
  }
  return found;
}

function isPrice(page: OfferPage, index: number): boolean {
  return isShort(page, index) && PRICE.test(page.blocks[index]?.text ?? '');
}

/** Is it neither prose nor a link? */
function isShort({ blocks, features }: OfferPage, index: number): boolean {
  const measure = features.measures[index];
  return measure !== undefined && blocks[index]?.kind !== 'heading' && measure.words <= PRICE_WORDS && measure.linkShare < 0.5;
}

function isListed(page: OfferPage, price: number): boolean {
  const { layout, holders } = page.features;
  const pathOf = (index: number) => layout.paths[holders[index] ?? 0];
  return page.blocks.filter((_, index) => pathOf(index) === pathOf(price) && isPrice(page, index)).length >= LISTED;
}

function isAround({ marks }: OfferPage, node: number): boolean {
  return ((marks[node] ?? 0) & IN.around) !== 0;
}
