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

/** Regions that write the month first. */
const MONTH_FIRST = /^en(?:$|-(?:us|ca|ph)\b)/i;

/** When a page was published and last changed, as far as it says. */
export function findDatesOf({ features, baseUrl, today, ...page }: Page): VotedDates {
  const language = declaredLanguage(page.metadata);
  const addresses = [...page.metadata.addresses, ...(baseUrl === undefined ? [] : [baseUrl])];
  const { layout, holders, measures } = features;
  const candidates = collectDates({ ...page, holders, words: measures.map(({ words }) => words), layout, addresses, lastDay: today === undefined ? null : dayAfter(today), options: { monthFirst: language !== null && MONTH_FIRST.test(language) } });
  return voteDate(candidates);
}

/** In the east of the world it is tomorrow already. */
function dayAfter(day: string): string | null {
  const moment = Date.parse(day);
  return Number.isNaN(moment) ? null : new Date(moment + 86_400_000).toISOString().slice(0, 10);
}
