import { parseUrl } from '@groundwire/protocol/parse-url';
import type { PageBlock } from '../html-blocks.js';
import { declaredLanguage, type PageMetadata } from '../html-metadata.js';
import type { HtmlTree } from '../html-tree.js';
import type { PageFeatures } from '../scoring/block-features.js';
import { collectDates } from './date-candidates.js';
import { voteDate, type VotedDates } from './vote-date.js';

interface Page {
  tree: HtmlTree;
  marks: Uint8Array;
  title: string | null;
  blocks: readonly PageBlock[];
  metadata: PageMetadata;
  features: PageFeatures;
  baseUrl: string | undefined;
  today: string | undefined;
}

/** Languages and countries that write the month first. */
const MONTH_FIRST = /^en(?:$|-(?:us|ca|ph)\b)/i;
const MONTH_FIRST_COUNTRY = /^(?:us|ph)$/;
/** Endings of two letters that are sold to all the world, or whose country writes both orders: they tell nothing. */
const NO_COUNTRY = new Set('ac ai am bz ca cc co cx fm gg gl im io la ly me ms nu pw sc sh so st tk to tv vc ws'.split(' '));

/** When a page was published and last changed, as far as it says. */
export function findDatesOf({ features, baseUrl, today, ...page }: Page): VotedDates {
  const language = declaredLanguage(page.metadata);
  const addresses = [...page.metadata.addresses, ...(baseUrl === undefined ? [] : [baseUrl])];
  const { layout, holders, measures } = features;
  const candidates = collectDates({ ...page, holders, words: measures.map(({ words }) => words), layout, addresses, lastDay: today === undefined ? null : dayAfter(today), options: { monthFirst: isMonthFirst(language, addresses) } });
  return voteDate(candidates);
}

/** In the east of the world it is tomorrow already. */
function dayAfter(day: string): string | null {
  const moment = Date.parse(day);
  return Number.isNaN(moment) ? null : new Date(moment + 86_400_000).toISOString().slice(0, 10);
}

/** English is written in either order: the country of the host says in which. */
function isMonthFirst(language: string | null, addresses: readonly string[]): boolean {
  if (language === null || !MONTH_FIRST.test(language)) return false;
  const country = addresses.map(countryOf).find((found) => found !== null);
  return country === undefined || country === null || MONTH_FIRST_COUNTRY.test(country);
}

function countryOf(address: string): string | null {
  const ending = parseUrl(address)?.hostname.split('.').at(-1) ?? '';
  return /^[a-z]{2}$/.test(ending) && !NO_COUNTRY.has(ending) ? ending : null;
}
