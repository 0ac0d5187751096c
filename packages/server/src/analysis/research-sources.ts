import type { ResearchUsage } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { keywordsOf, missingWords } from '../ranking/coverage.js';
import { leadsOfParts } from '../ranking/part-leads.js';
import { answerabilityOf, rankPassages } from '../ranking/rank-passages.js';
import type { RankOptions } from '../ranking/rank-source.js';
import type { PlanRequest, QueryPlan, QueryPlanner } from '../models/query-planner.js';
import type { Turn } from '../models/writer.js';
import type { SourceProvider } from '../sources/source-provider.js';
import { decomposeQuestion } from './decompose-question.js';
import type { Effort } from './effort.js';
import type { Gatherer } from './gatherer.js';
import { planInTime } from './plan-in-time.js';
import { asRankSource } from './rank-read.js';
import { readSources } from './read-sources.js';

export interface Research {
  question: string;
  /** What the question is searched as, beside its parts. */
  queries: readonly string[];
  providers: readonly SourceProvider[];
  gatherer: Gatherer;
  planner: QueryPlanner | null;
  history: Turn[];
  today: string;
  effort: Effort;
  rank: RankOptions;
  clock: Clock;
  signal: AbortSignal;
  tell(what: string): void;
}

export interface ResearchEnd {
  usage: ResearchUsage;
  /** Parts of the question; empty where it is one. */
  parts: string[];
  queries: string[];
}

/** Pages of the first round; the others are for what it leaves open. */
const FIRST_SHARE = 0.5;
/** Of the time that is left. A model that is slow must leave some for what it plans. */
const MOST_FOR_PLAN = 1 / 3;

/**
 * Searches in rounds: for the question and its parts, then for what no text covers yet, until everything is covered, a limit is
 * reached, or nothing new can be asked. Owns the limits of research and their account.
 */
export async function researchSources(research: Research): Promise<ResearchEnd> {
  const { question, queries, providers, gatherer, effort, clock } = research;
  const began = clock.now();
  const account = { tokens: 0 };
  const all = await partsOf(research, account, began);
  const parts = all.slice(0, effort.parts);
  const dropped = all.slice(effort.parts);
  const searched = new Set<string>(queries);
  let next = [...queries, ...parts];
  const elapsedMs = () => clock.now() - began;
  for (let round = 1; ; round += 1) {
    for (const query of next) searched.add(query);
    research.tell(roundWords(round, next, parts));
    await gatherer.round({ providers, queries: next, pages: Math.ceil(effort.pages * Math.min(1, FIRST_SHARE * round)), limitMs: effort.totalMs - elapsedMs() });
    const missing = missingParts(research, parts);
    const seconds = Math.round(elapsedMs() / 100) / 10;
    const end = (stopped: ResearchUsage['stopped']): ResearchEnd => ({ parts, queries: [...searched], usage: { rounds: round, queries: gatherer.queriesSent, pages: gatherer.pagesRead, seconds, tokens: account.tokens, limits: limitsOf(effort), stopped, sub_questions: parts, ...(dropped.length === 0 ? {} : { dropped }), missing } });
    if (missing.length === 0) return end('covered');
    if (elapsedMs() >= effort.totalMs) return end('time');
    if (round >= effort.rounds) return end('rounds');
    if (gatherer.pagesRead >= effort.pages) return end('pages');
    // A round that could not end in time is not begun.
    if (elapsedMs() + effort.searchMs > effort.totalMs) return end('time');
    next = (await furtherQueries(research, { missing, searched, account, question, began })).filter((query) => !searched.has(query));
    if (next.length === 0) return end('nothing_new');
  }
}

function limitsOf({ rounds, pages, totalMs, planTokens, parts }: Effort): ResearchUsage['limits'] {
  return { rounds, pages, seconds: totalMs / 1000, tokens: planTokens, sub_questions: parts };
}

function roundWords(round: number, queries: readonly string[], parts: readonly string[]): string {
  const about = parts.length === 0 || round > 1 ? queries.slice(0, 3) : parts;
  return `Round ${round}: ${about.join(' · ')}`;
}

/** By a model where there is one, else by the form of the question. */
async function partsOf(research: Research, account: { tokens: number }, began: number): Promise<string[]> {
  const planned = await plan(research, { account, began }, { wanted: 'sub_questions', most: research.effort.parts });
  if (planned === null) return decomposeQuestion(research.question);
  const parts = [...planned.items, ...(planned.leftOut ?? [])];
  return parts.length < 2 ? [] : parts;
}

/** The parts that nothing answers; of a question that is one, the words on which nothing was found. */
function missingParts({ question, gatherer, rank }: Research, parts: readonly string[]): string[] {
  const read = readSources(gatherer.settled().sources).read.map(asRankSource);
  if (parts.length > 0) {
    const leads = leadsOfParts(parts, parts.map((part) => rankPassages(part, read, rank)), read, rank);
    return parts.filter((_, index) => leads[index] === null);
  }
  if (answerabilityOf(question, read, rank).answerable) return [];
  const words = missingWords(question, read, rank);
  return words.length === 0 ? [question] : words;
}

async function furtherQueries(research: Research, { missing, searched, account, question, began }: { missing: string[]; searched: ReadonlySet<string>; account: { tokens: number }; question: string; began: number }): Promise<string[]> {
  const planned = await plan(research, { account, began }, { wanted: 'queries', most: research.effort.plannedQueries, missing: { searched: [...searched], parts: missing } });
  if (planned !== null && planned.items.length > 0) return planned.items;
  const language = research.rank.language;
  // Words alone are no question: what is asked about them stands in the question.
  const isPart = (text: string) => /\s/.test(text);
  return [...new Set([...missing.filter(isPart).map((part) => keywordsOf(part, language)), ...(missing.every(isPart) ? [] : [keywordsOf(question, language)])])].filter((query) => query !== '').slice(0, research.effort.plannedQueries);
}

async function plan({ planner, question, history, today, effort, clock, signal }: Research, { account, began }: { account: { tokens: number }; began: number }, wish: Pick<PlanRequest, 'wanted' | 'missing' | 'most'>): Promise<QueryPlan | null> {
  const left = effort.planTokens - account.tokens;
  const limitMs = Math.min(effort.planMs, (began + effort.totalMs - clock.now()) * MOST_FOR_PLAN);
  if (planner === null || left <= 0 || limitMs <= 0) return null;
  const made = await planInTime(planner, { question, history, today, maxOutputTokens: left, ...wish }, { clock, signal, limitMs });
  if (made === null) return null;
  account.tokens += made.outputTokens ?? made.items.join(' ').split(/\s+/).length;
  return made;
}

