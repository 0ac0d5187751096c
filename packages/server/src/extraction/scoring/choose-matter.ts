import type { PageBlock } from '../html-blocks.js';
import type { PageMetadata } from '../html-metadata.js';
import { IN } from '../html-surroundings.js';
import { isArticlePage, isSameTitle } from '../page-title.js';
import type { PageFeatures } from './block-features.js';
import { chooseBlocks, surerBlocks } from './choose-blocks.js';
import { commentSections, invitesComments } from './comment-sections.js';
import { withCompanions } from './keep-companions.js';
import { offerPlaces } from './keep-offer.js';
import { distancesFrom, FAR, groupAt, partAt } from './page-layout.js';
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
const ASIDE = groupAt('aside');
const COMMENT = partAt('comment');
/** An article may have this many times its own words in comments. */
const MOST_BESIDE = 5;

/** The blocks that are the matter of a page. A document that has nothing around its matter is taken whole, a very short or an immense one by rule. */
export function chooseMatter(page: ScoredPage): Matter {
  const { blocks, marks, features } = page;
  const words = features.measures.map((measure) => measure.words);
  const total = words.reduce((sum, count) => sum + count, 0);
  if (total < FEW_WORDS || features.rows.length === 0 || isPlain(page)) return { chosen: mainBlocks(blocks, marks), confidence: null };
  const probabilities = scoreBlocks(features);
  const { chosen: likely, expected } = chooseBlocks(probabilities, words);
  // Articles are whole, and lose only by what stands around them.
  const sure = isArticlePage(page.metadata) ? surerBlocks(likely, probabilities, words) : likely;
  const chosen = withCompanions(features.layout.tree, blocks, sure);
  const isKept = articleFilter(page, probabilities, chosen);
  const offer = offerPlaces(page);
  const kept = blocks.filter((block, index) => isKept(block, index) || offer.has(index));
  return { chosen: kept.length === 0 ? mainBlocks(blocks, marks) : kept, confidence: Math.round(expected * 100) / 100 };
}

/** Has it no part that stands around its matter, by element, role or name? */
function isPlain({ blocks, marks, features: { layout, holders } }: ScoredPage): boolean {
  return blocks.every((block, index) => ((marks[block.first] ?? 0) & (IN.around | IN.main | IN.article)) === 0 && (layout.nearestAround[holders[index] ?? 0] ?? 0) === 0);
}

/** On the page of an article the title is told apart, captions describe what is not there, and the text may be stated. What asks for comments has a text, too. */
function articleFilter(page: ScoredPage, probabilities: Float64Array, chosen: readonly boolean[]): (block: PageBlock, index: number) => boolean {
  const { blocks, features, metadata, title } = page;
  if (!isArticlePage(metadata)) {
    const comments = invitesComments(blocks) ? besideArticle(page, chosen, [COMMENT]) : new Set<number>();
    return (_, index) => chosen[index] === true && !comments.has(index);
  }
  const inFigure = (index: number) => (distancesFrom(features.layout, features.holders[index] ?? 0)[FIGURE] ?? FAR) < FAR;
  const besides = besideArticle(page, chosen, [ASIDE, COMMENT]);
  const isAside = (block: PageBlock, index: number) =>
    besides.has(index) || inFigure(index) || (block.kind === 'heading' && block.level === 1 && title !== null && isSameTitle(block.text, title));
  const stated = statedBody(metadata.jsonLd, blocks);
  if (stated === null) return (block, index) => chosen[index] === true && !isAside(block, index);
  const [first, last] = [stated.indexOf(true), stated.lastIndexOf(true)];
  return (block, index) => stated[index] === true || (index > first && index < last && chosen[index] === true && (probabilities[index] ?? 0) > DESPITE_STATED && !isAside(block, index));
}

/**
 * Chosen blocks that stand beside an article: in such places, by their names, or below a label that says that comments follow. None where
 * little would be left: sites call their columns "comment", too.
 */
function besideArticle({ blocks, features: { layout, holders, measures } }: ScoredPage, chosen: readonly boolean[], places: readonly number[]): Set<number> {
  const beside = new Set<number>();
  const comments = commentSections(layout.tree, blocks);
  let [inside, outside] = [0, 0];
  for (const [index, taken] of chosen.entries()) {
    if (!taken) continue;
    const distances = distancesFrom(layout, holders[index] ?? 0);
    const words = measures[index]?.words ?? 0;
    if (comments.has(index) || places.some((place) => (distances[place] ?? FAR) < FAR)) {
      beside.add(index);
      outside += words;
    } else inside += words;
  }
  return inside >= FEW_WORDS && outside <= inside * MOST_BESIDE ? beside : new Set();
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
