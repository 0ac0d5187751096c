import type { PageBlock } from '../html-blocks.js';
import { IN } from '../html-surroundings.js';
import type { BlockMeasures } from './block-measures.js';
import type { PageFacts } from './page-facts.js';
import { type PageLayout, partsAbove } from './page-layout.js';
import { maskOf } from './part-names.js';

export const PAGE_FEATURE_NAMES: readonly string[] = [
  'words', 'blocks', 'linkShare', 'goodShare', 'listShare', 'tableShare', 'codeShare', 'headingShare', 'meanWords', 'longest', 'aroundShare', 'mainShare', 'articleShare', 'noscriptShare', 'commentShare',
  'cardShare', 'productShare', 'forumShare', 'prices', 'questions', 'headings', 'articles', 'forms', 'times', 'images',
].map((name) => `page.${name}`);

/** What holds for a page as a whole. */
export function pageFeatures(layout: PageLayout, blocks: readonly PageBlock[], measures: readonly BlockMeasures[], marks: Uint8Array, facts: PageFacts): number[] {
  const all = Math.max(1, measures.reduce((sum, measure) => sum + measure.words, 0));
  const share = (counts: (block: PageBlock, measure: BlockMeasures) => number) => blocks.reduce((sum, block, index) => sum + counts(block, measures[index] ?? NOTHING), 0) / all;
  const ofKind = (kind: string) => share((block, measure) => (block.kind === kind ? measure.words : 0));
  const marked = (bit: number) => share((block, measure) => (((marks[block.first] ?? 0) & bit) !== 0 ? measure.words : 0));
  const masks = blocks.map((block) => partsAbove(layout, block.first));
  const named = (part: string) => {
    const bit = maskOf(part);
    return masks.reduce((sum, mask, index) => sum + ((mask & bit) !== 0 ? (measures[index]?.words ?? 0) : 0), 0) / all;
  };
  return [
    all, blocks.length, share((_, measure) => measure.words * measure.linkShare), share((_, measure) => (measure.good ? measure.words : 0)), ofKind('list_item'), ofKind('table'), ofKind('code'), ofKind('heading'),
    all / Math.max(1, blocks.length), measures.reduce((most, measure) => Math.max(most, measure.words), 0), marked(IN.around), marked(IN.main), marked(IN.article), marked(IN.noscript),
    named('comment'), named('card'), named('product'), named('forum'), measures.reduce((sum, measure) => sum + measure.prices, 0), blocks.reduce((sum, block) => sum + (block.text.endsWith('?') ? 1 : 0), 0),
    facts.headings, facts.articles, facts.forms, facts.times, facts.images,
  ];
}

const NOTHING: BlockMeasures = {
  words: 0, linkShare: 0, links: 0, tags: 0, sentenceEnds: 0, commas: 0, digitShare: 0, capitalShare: 0, wordLength: 0, endsSentence: false, endsColon: false, startsLower: false, separators: 0, prices: 0,
  hasDate: false, phrases: 0, good: false,
};
