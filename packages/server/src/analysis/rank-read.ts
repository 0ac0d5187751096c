import { analyseQuestion } from '../ranking/analyse-question.js';
import { mergeRankings } from '../ranking/merge-rankings.js';
import { leadsOfParts } from '../ranking/part-leads.js';
import { passageOrder } from '../ranking/passage-order.js';
import { rankPassages } from '../ranking/rank-passages.js';
import type { RankOptions, RankSource } from '../ranking/rank-source.js';
import type { RankedPassage, RankedResult } from '../ranking/ranked-passage.js';
import type { ReadSource } from './read-sources.js';

/** What was read, best first for the question and for each of its parts; the sentence that answers a part best leads it. Pure. */
export function rankRead(question: string, parts: readonly string[], read: readonly ReadSource[], options: RankOptions): RankedResult {
  const sources = read.map(asRankSource);
  const [whole, ...ofParts] = [question, ...parts].map((text) => rankPassages(text, sources, options));
  const leads = leadsOfParts(parts, ofParts, sources, options).filter((lead) => lead !== null);
  return mergeRankings([...(whole === undefined ? [] : [whole]), ...ofParts], leads);
}

/** An order of passages that came about otherwise, with what holds for every order. Pure. */
export function settleOrder(question: string, read: readonly ReadSource[], passages: readonly RankedPassage[], options: RankOptions): RankedPassage[] {
  return passageOrder(analyseQuestion(question, options.statistics, options.language), read.map(asRankSource), passages);
}

export function asRankSource({ number, found, text }: ReadSource): RankSource {
  return { source_number: number, title: found.title, domain: found.domain, published_at: found.published_at, rank: found.rank, passages: text.passages };
}
