import type { PageBlock } from '../html-blocks.js';
import type { PageMetadata } from '../html-metadata.js';
import { IN } from '../html-surroundings.js';
import { isArticlePage, isSameTitle } from '../page-title.js';
import type { PageFeatures } from './block-features.js';
import { chooseBlocks } from './choose-blocks.js';
import { distancesFrom, FAR, groupAt } from './page-layout.js';
import { scoreBlocks } from './score-blocks.js';
import { statedBody } from './stated-body.js';

export interface Matter {
  chosen: PageBlock[];
  /** How likely it is that these are the matter and all of it; null where there was nothing to choose. */
  confidence: number | null;
}

export interface ScoredPage {
  blocks: readonly PageBlock[];
  marks: Uint8Array;
  features: PageFeatures;
  metadata: PageMetadata;
  title: string | null;
}

/** Fewer words than this are not weighed against each other. */
const FEW_WORDS = 80;
/** A block that the stated text of an article leaves out must be this probable. */
const DESPITE_STATED = 0.5;
const FIGURE = groupAt('figure');

/** The blocks that are the matter of a page. A document that has nothing around its matter is taken whole, a very short one by rule. */
export function chooseMatter(page: ScoredPage): Matter {
  const { blocks, marks, features } = page;
  const words = features.measures.map((measure) => measure.words);
  const total = words.reduce((sum, count) => sum + count, 0);
  if (total < FEW_WORDS || isPlain(page)) return { chosen: mainBlocks(blocks, marks), confidence: null };
  const probabilities = scoreBlocks(features);
  const { chosen, expected } = chooseBlocks(probabilities, words);
  const kept = blocks.filter(articleFilter(page, probabilities, chosen));
  return { chosen: kept.length === 0 ? mainBlocks(blocks, marks) : kept, confidence: Math.round(expected * 100) / 100 };
}

/** Has it no part that stands around its matter, by element, role or name? */
function isPlain({ blocks, marks, features: { layout, holders } }: ScoredPage): boolean {
  return blocks.every((block, index) => ((marks[block.first] ?? 0) & (IN.around | IN.main | IN.article)) === 0 && (layout.nearestAround[holders[index] ?? 0] ?? 0) === 0);
}

/** On the page of an article the title is told apart, captions describe what is not there, and the text may be stated. */
function articleFilter(page: ScoredPage, probabilities: Float64Array, chosen: readonly boolean[]): (block: PageBlock, index: number) => boolean {
  const { blocks, features, metadata, title } = page;
  if (!isArticlePage(metadata)) return (_, index) => chosen[index] === true;
  const inFigure = (index: number) => (distancesFrom(features.layout, features.holders[index] ?? 0)[FIGURE] ?? FAR) < FAR;
  const isAside = (block: PageBlock, index: number) =>
    inFigure(index) || (block.kind === 'heading' && block.level === 1 && title !== null && isSameTitle(block.text, title));
  const stated = statedBody(metadata.jsonLd, blocks);
  if (stated === null) return (block, index) => chosen[index] === true && !isAside(block, index);
  const [first, last] = [stated.indexOf(true), stated.lastIndexOf(true)];
  return (block, index) => stated[index] === true || (index > first && index < last && chosen[index] === true && (probabilities[index] ?? 0) > DESPITE_STATED && !isAside(block, index));
}

/** Without what stands around the matter; only the declared main part, where a page declares one and that holds a fair share of the text; all where nothing else is left. */
export function mainBlocks(all: readonly PageBlock[], marks: Uint8Array): PageBlock[] {
  const isIn = (block: PageBlock, bits: number) => ((marks[block.first] ?? 0) & bits) !== 0;
  const blocks = all.filter((block) => !isIn(block, IN.around));
  if (blocks.length === 0) return [...all];
  const lengthOf = (list: readonly PageBlock[]) => list.reduce((sum, block) => sum + block.text.length, 0);
  const length = lengthOf(blocks);
  for (const bits of [IN.main, IN.main | IN.article]) {
    const inside = blocks.filter((block) => isIn(block, bits));
    const held = lengthOf(inside);
    if (held >= 200 && held >= length * 0.25) return inside;
  }
  return blocks;
}
