import { citationBodySchema } from '@groundwire/protocol';
import { LiveClaims } from '../packages/server/src/analysis/live-claims.js';
import { rankRead } from '../packages/server/src/analysis/rank-read.js';
import type { ReadSource } from '../packages/server/src/analysis/read-sources.js';
import { createMarkerStream } from '../packages/server/src/citations/marker-stream.js';
import { splitPassages } from '../packages/server/src/extraction/split-passages.js';
import type { BenchResult } from './first-token.js';
import { milliseconds, percentile, textTable } from './measurements.js';
import { showProgress } from './progress.js';
import { seededRandom, syntheticDocuments } from './synthetic-corpus.js';

/** As many sources as an answer has at most, each as long as a long page. */
const SOURCES = 10;
const PARAGRAPHS = 20;
/** Sentences of an answer. Each third one is copied, each third one has words left out and put in, each third one is of the wrong source. */
const SENTENCES = 15;
/** UTF-16 units of a token. */
const TOKEN = 4;

interface Course {
  /** Per claim: from the first token behind the claim before to the last one, all that is done for claims. */
  perClaim: number[];
  plainMs: number;
  settledMs: number;
}

/** What it costs to settle the claims of an answer while it streams, beside streaming alone (markers are read and numbered in both). */
export async function benchClaims({ rounds }: { rounds: number }): Promise<BenchResult> {
  const courses = Array.from({ length: rounds + 1 }, (_, round) => {
    showProgress(`answer ${round + 1} of ${rounds + 1}`);
    return course(round + 1);
  }).slice(1);
  showProgress(null);
  const perClaim = courses.flatMap((each) => each.perClaim);
  const figures = {
    claims: perClaim.length,
    per_claim_ms: { mean: perClaim.reduce((sum, ms) => sum + ms, 0) / perClaim.length, p50: percentile(perClaim, 0.5), p99: percentile(perClaim, 0.99) },
    answer_ms: { streaming_alone: percentile(courses.map(({ plainMs }) => plainMs), 0.5), with_claims: percentile(courses.map(({ settledMs }) => settledMs), 0.5) },
  };
  const { mean, p50, p99 } = figures.per_claim_ms;
  const report = [
    `${figures.claims} claims over ${SOURCES} sources of ${PARAGRAPHS * 100} words, new sources for every answer of ${SENTENCES} sentences`,
    textTable([['', 'mean', 'p50', 'p99'], ['added per claim', milliseconds(mean), milliseconds(p50), milliseconds(p99)]]),
    `a whole answer: ${milliseconds(figures.answer_ms.with_claims)} with claims, ${milliseconds(figures.answer_ms.streaming_alone)} of streaming alone`,
  ].join('\n');
  return { report, figures };
}

/** The sources are ranked first, as they are for every answer: what ranking knows of their sentences is not made again. */
function course(seed: number): Course {
  const read = sources(seed);
  const tokens = cut(answer(read, seed));
  rankRead('What about it?', [], read, { now: 0, statistics: null, language: undefined });
  const plain = timed(() => stream(tokens, read, null));
  const perClaim: number[] = [];
  const settled = timed(() => stream(tokens, read, perClaim));
  return { perClaim, plainMs: plain, settledMs: settled };
}

/** The way of a token through the engine, as far as claims are concerned. */
function stream(tokens: readonly string[], read: ReadSource[], perClaim: number[] | null): void {
  const citationNumbers = new Map<number, number>();
  const markers = createMarkerStream({ isKnown: (number) => number <= SOURCES, assign: (number) => (citationNumbers.set(number, citationNumbers.size + 1), citationNumbers.size) });
  const claims = new LiveClaims({ analysisId: 'bench', read, publicUrl: 'http://127.0.0.1:8000', judgeCredibility: () => ({ score: 0.5, reasons: [] }), known: [] });
  claims.follow({ citationNumbers, exactQuotes: () => [], noAnswer: () => false });
  let spent = 0;
  let told = 0;
  for (const token of tokens) {
    const text = markers.push(token);
    if (perClaim === null) continue;
    const began = performance.now();
    const bodies = claims.shown(text);
    spent += performance.now() - began;
    for (const body of bodies) {
      perClaim.push(spent / bodies.length);
      if (told === 0) citationBodySchema.parse(body);
    }
    if (bodies.length > 0) spent = 0;
    told += bodies.length;
  }
  if (perClaim === null) return;
  const began = performance.now();
  claims.end(markers.end());
  const rest = claims.rest();
  for (const _body of rest) perClaim.push((spent + performance.now() - began) / rest.length);
}

function sources(seed: number): ReadSource[] {
  return syntheticDocuments(SOURCES, PARAGRAPHS, seed).map(({ key, title, content }, index) => {
    const blocks = [...content.matchAll(/[^\n]+/g)].map(({ 0: line, index: start }) => ({ kind: 'paragraph' as const, start, end: start + line.length }));
    const text = { read: 'page' as const, content_hash: 'sha256:00', retrieved_at: '2026-01-01T00:00:00.000Z', length: content.length, words: content.split(' ').length, passages: splitPassages(content, blocks) };
    const url = `https://example.org/${key}`;
    return { number: index + 1, text, found: { source_id: key, provider: 'bench', kind: 'web' as const, url, title, domain: 'example.org', published_at: null, author: null, language: 'en', rank: index + 1, snippet: null, document_id: null, text } };
  });
}

function answer(read: readonly ReadSource[], seed: number): string {
  const random = seededRandom(seed);
  return Array.from({ length: SENTENCES }, (_, index) => {
    const number = Math.floor(random() * SOURCES) + 1;
    const sentences = (read[number - 1]?.text.passages ?? []).flatMap(({ text }) => text.split(/(?<=\.)\s+/));
    const sentence = sentences[Math.floor(random() * sentences.length)] ?? '';
    if (index % 3 === 0) return `${sentence} [${number}]`;
    if (index % 3 === 1) return `${sentence.split(' ').filter((_word, at) => at % 4 !== 3).join(' ').replace(/\.?$/, ' 1997.')} [${number}]`;
    return `${sentence} [${(number % SOURCES) + 1}]`;
  }).join(' ');
}

function cut(text: string): string[] {
  return Array.from({ length: Math.ceil(text.length / TOKEN) }, (_, index) => text.slice(index * TOKEN, (index + 1) * TOKEN));
}

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
