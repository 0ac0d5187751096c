/**
 * The fault harness: real server processes on one data folder, real clients over connections that break, processes that are
 * killed and stopped at random moments. Owns the course of a run; what is planned, disturbed and judged have files of their own.
 */
import { seededRandom } from '../../bench/synthetic-corpus.js';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from '../e2e/harbour-documents.js';
import { askBase } from './base-client.js';
import type { ClientResult, FaultClient } from './client-result.js';
import { startContinuingModel } from './continuing-model.js';
import { disturb } from './disturbance.js';
import { askEvents } from './event-stream-client.js';
import { type ClientKind, type PlannedAnswer, planAnswers } from './fault-plan.js';
import { startFaultProxy } from './fault-proxy.js';
import { judge } from './judge.js';
import { askNumbered } from './numbered-client.js';
import { askSdk } from './sdk-client.js';
import { ServerFleet } from './server-fleet.js';
import { countStored, readStored } from './stored-answer.js';

export interface FaultOptions {
  answers: number;
  seed: number;
  /** Clients that ask at the same time. */
  atOnce: number;
  /** An answer without an end after so long is lost. */
  limitMs: number;
  /** Servers are left in peace for so long at most. */
  peaceMs: number;
  onProgress?: (done: number) => void;
}

export interface FaultReport {
  seed: number;
  seconds: number;
  answers: number;
  kills: number;
  /** SIGSTOP, for longer than a lease. */
  stops: number;
  /** Connections that broke, by how. */
  broken: Record<string, number>;
  resumes: number;
  /** Questions that a client could not hand over at all, said so, and was asked again. */
  asked_again: number;
  gaps: number;
  duplicates: number;
  mismatches: number;
  lost: number;
  /** Ended with an error that says that the answer could not go on, by code. What was shown of them stands. */
  ended_early: Record<string, number>;
  complaints: string[];
}

const CLIENTS: Record<ClientKind, FaultClient> = { sdk: askSdk, numbered: askNumbered, base: askBase, events: askEvents };
const QUESTIONS = Object.values(HARBOUR_QUESTIONS).map(({ question }) => question);
const WORD_MS = 40;

interface Asked {
  plan: PlannedAnswer;
  result: ClientResult;
}

export async function runFaults(options: FaultOptions): Promise<FaultReport> {
  const random = seededRandom(options.seed);
  const began = performance.now();
  const model = await startContinuingModel(random);
  const fleet = await ServerFleet.start({ documents: HARBOUR_DOCUMENTS, environment: { MODEL: 'scripted', MODEL_BASE_URL: `${model.url}/v1`, STREAM_WORD_MS: String(WORD_MS), LOG_LEVEL: 'warn' } });
  try {
    const undisturbed = await askUndisturbed(fleet.url);
    const broken: Record<string, number> = {};
    const plans = planAnswers(options.answers, options.seed, QUESTIONS);
    const half = Math.ceil(plans.length / 2);
    const asked: Asked[] = [];
    const askAll = (part: PlannedAnswer[], pauseShare: number) => disturbed(fleet, random, { pauseShare, peaceMs: options.peaceMs }, () => askPlanned(part, fleet, options, broken, asked, random));
    // First one process that dies and comes back, then two that take over from each other.
    await askAll(plans.slice(0, half), 0.1);
    await fleet.grow();
    await askAll(plans.slice(half), 0.3);
    return await report(asked, { fleet, options, undisturbed, broken, began });
  } finally {
    await fleet.stop();
    await model.close();
  }
}

async function disturbed(fleet: ServerFleet, random: () => number, options: { pauseShare: number; peaceMs: number }, work: () => Promise<void>): Promise<void> {
  const over = new AbortController();
  const disturbance = disturb(fleet, random, options, over.signal);
  try {
    await work();
  } finally {
    over.abort();
    await disturbance;
  }
}

const parametersOf = (writer: PlannedAnswer['writer']) => ({ max_words: 150, ...(writer === 'extractive' ? { model: 'none' } : {}) });
const keyOf = ({ question, writer }: Pick<PlannedAnswer, 'question' | 'writer'>) => `${writer} ${question}`;

async function askUndisturbed(url: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const wanted = QUESTIONS.flatMap((question) => (['extractive', 'model'] as const).map((writer) => ({ question, writer })));
  await Promise.all(
    wanted.map(async (each) => {
      const body = JSON.stringify({ query_text: each.question, parameters: parametersOf(each.writer) });
      const response = await fetch(`${url}/api/analysis/execute?stream=false`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const { answer } = (await response.json()) as { answer?: string };
      if (answer === undefined || answer === '') throw new Error(`The undisturbed server did not answer ${each.question}: ${response.status}`);
      answers.set(keyOf(each), answer);
    }),
  );
  return answers;
}

async function askPlanned(plans: PlannedAnswer[], fleet: ServerFleet, options: FaultOptions, broken: Record<string, number>, asked: Asked[], random: () => number): Promise<void> {
  const waiting = [...plans];
  const worker = async () => {
    for (let plan = waiting.shift(); plan !== undefined; plan = waiting.shift()) {
      asked.push({ plan, result: await askOne(plan, fleet, options.limitMs, broken, random) });
      options.onProgress?.(asked.length);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, worker));
}

async function askOne(plan: PlannedAnswer, fleet: ServerFleet, limitMs: number, broken: Record<string, number>, random: () => number): Promise<ClientResult> {
  const proxy = await startFaultProxy(plan.faults, () => fleet.port(random));
  const { url, socketUrl } = proxy;
  try {
    const { session_id, question } = plan;
    return await CLIENTS[plan.client]({ url, socketUrl, session_id, question, parameters: parametersOf(plan.writer), random: seededRandom(plan.seed), signal: AbortSignal.timeout(limitMs) });
  } finally {
    for (const { kind } of proxy.happened) count(broken, kind);
    await proxy.close();
  }
}

interface Course {
  fleet: ServerFleet;
  options: FaultOptions;
  undisturbed: Map<string, string>;
  broken: Record<string, number>;
  began: number;
}

async function report(asked: Asked[], { fleet, options, undisturbed, broken, began }: Course): Promise<FaultReport> {
  const sum = (pick: (result: ClientResult) => number) => asked.reduce((total, { result }) => total + pick(result), 0);
  const figures: FaultReport = {
    seed: options.seed, seconds: 0, answers: asked.length, kills: fleet.kills, stops: fleet.pauses, broken, resumes: sum(({ resumes }) => resumes), asked_again: sum(({ asked_again }) => asked_again),
    gaps: sum(({ gaps }) => gaps), duplicates: sum(({ duplicates }) => duplicates), mismatches: 0, lost: 0, ended_early: {}, complaints: [],
  };
  for (const { plan, result } of asked) {
    const stored = result.analysis_id === null ? null : await readStored(fleet.url, result.analysis_id);
    const verdict = judge(result, stored, undisturbed.get(keyOf(plan)) ?? '');
    const complaints = [...verdict.mismatches, ...(verdict.lost === null ? [] : [`lost: ${verdict.lost}`]), ...(result.gaps > 0 ? [`${result.gaps} gaps`] : []), ...(result.duplicates > 0 ? [`${result.duplicates} duplicates`] : [])];
    if (verdict.mismatches.length > 0) figures.mismatches += 1;
    if (verdict.lost !== null) figures.lost += 1;
    if (verdict.endedEarly !== null) count(figures.ended_early, `${verdict.endedEarly} (${plan.writer})`);
    figures.complaints.push(...complaints.map((complaint) => `answer ${plan.number} (${plan.client}, ${plan.writer}, ${result.analysis_id ?? 'no id'}): ${complaint}`));
  }
  addStartedTwice(figures, (await countStored(fleet.url)) - undisturbed.size);
  figures.seconds = Math.round((performance.now() - began) / 1000);
  return figures;
}

function count(record: Record<string, number>, name: string): void {
  record[name] = (record[name] ?? 0) + 1;
}

/** A question that was sent again must not have been answered twice; unless it was asked again, as another one. */
function addStartedTwice(figures: FaultReport, began: number): void {
  const extra = began - figures.answers;
  if (extra >= 0 && extra <= figures.asked_again) return;
  figures.duplicates += Math.max(0, extra - figures.asked_again);
  figures.complaints.push(`${figures.answers} questions began ${began} analyses`);
}

/** Whether a run shows what it must. */
export function isFaultless({ gaps, duplicates, mismatches, lost, answers }: FaultReport): boolean {
  return answers > 0 && gaps === 0 && duplicates === 0 && mismatches === 0 && lost === 0;
}
