import { splitSentences } from '../ranking/split-sentences.js';
import { type AnswerBlock, DEFINITION, readAnswerBlocks } from './answer-blocks.js';
import type { FoundClaim } from './claims.js';
import { joinQuotations } from './join-quotations.js';
import type { Marker } from './read-markers.js';

/** An answer, or a part of it, taken apart. */
export interface OpenClaims {
  /** In order; what an answer states is among them. */
  claims: OpenClaim[];
  blocks: AnswerBlock[];
  /** See `mask`; ticks that are left in it open no code yet. */
  masked: string;
}

/**
 * The sentences of an answer, each with its markers. `answer` may also be a rest that begins with a line of a block of its own. Those
 * before `from`, which is the end of one, are left out.
 */
export function openClaims(answer: string, markers: readonly Marker[], masks: readonly Marker[] = markers, from = 0): OpenClaims {
  const masked = mask(answer, masks);
  const blocks = readAnswerBlocks(answer);
  const open = blocks.filter(({ end }) => end > from).flatMap((block) => sentencesOf(block, masked, answer, masks, from));
  return { claims: attach(open, markers.filter((marker) => !isDefinition(answer, marker)), answer), blocks, masked };
}

/** Does it say at the head of a line what a footnote refers to? */
function isDefinition(answer: string, { start, end }: Marker): boolean {
  const head = answer.slice(Math.max(0, start - 20), start);
  return /(?:^|\n)[ \t>]*$/.test(start > 20 ? head : `\n${head}`) && DEFINITION.test(answer.slice(start, end + 2));
}

/** A sentence of the answer, statement or not, with the markers that belong to it. `text` is masked: see `mask`. */
export interface OpenClaim {
  kind: AnswerBlock['kind'];
  start: number;
  end: number;
  text: string;
  markers: Marker[];
  /** Up to where text must be known before it is sure that nothing joins it; null where it is. */
  awaits: number | null;
}

/** Stands for a marker while code is looked for: a span with a marker in it is none. */
const MARKER = '\uE000';

/** The answer with everything blanked out that has full stops or marks of its own: markers, inline code, addresses, emphasis. Same length. */
function mask(answer: string, markers: readonly Marker[]): string {
  let masked = '';
  let at = 0;
  for (const { start, end } of markers) {
    masked += answer.slice(at, start) + MARKER.repeat(end - start);
    at = end;
  }
  masked += answer.slice(at);
  return masked
    .replace(/(?<!`)(`+)(?!`)[^`\n\uE000]+\1(?!`)/g, (code) => 'x'.repeat(code.length))
    .replaceAll(MARKER, ' ')
    .replace(/\]\([^\s()]*\)/g, (target) => `]${'x'.repeat(target.length - 1)}`)
    .replace(/\bhttps?:\/\/[^\s)\]>]*[^\s)\]>.,;:!?]/g, (url) => 'x'.repeat(url.length))
    .replace(/\*+|__+|^[ \t]*>+/gm, (signs) => ' '.repeat(signs.length));
}

/** A heading or table row is one unit: their cells hold no sentences of their own. */
function sentencesOf({ kind, start: blockStart, end }: AnswerBlock, masked: string, answer: string, markers: readonly Marker[], from: number): OpenClaim[] {
  if (kind === 'heading' || kind === 'table_row') return [{ kind, start: blockStart, end, text: masked.slice(blockStart, end), markers: [], awaits: null }];
  const start = Math.max(blockStart, from);
  const text = masked.slice(start, end);
  const isMarked = (from: number, to: number) => isAnyWithin(markers, start + from, start + to);
  return joinQuotations(splitSentences(text), text, answer.slice(start, end), isMarked).map((span) => ({
    kind,
    start: start + span.start,
    end: start + span.end,
    text: text.slice(span.start, span.end),
    markers: [],
    awaits: span.awaits === null ? null : start + span.awaits,
  }));
}

/** `markers` stand in order. */
function isAnyWithin(markers: readonly Marker[], from: number, to: number): boolean {
  let [low, high] = [0, markers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((markers[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  const first = markers[low];
  return first !== undefined && first.end <= to;
}

/** Gives each marker to the last sentence that begins before it, and the first one of a block those that lead it. */
function attach(sentences: OpenClaim[], markers: readonly Marker[], answer: string): OpenClaim[] {
  const claims = [...sentences];
  let at = -1;
  for (const marker of markers) {
    while (at + 1 < claims.length && (claims[at + 1]?.start ?? 0) <= marker.start) at++;
    const before = claims[at];
    const after = claims[at + 1];
    if (before !== undefined && (marker.start < before.end || isBlank(answer, before, marker.start))) extend(before, marker);
    else if (after !== undefined && isLead(answer, marker.end, after.start)) extend(after, marker);
    else claims.splice(++at, 0, { kind: 'prose', start: marker.start, end: marker.end, text: '', markers: [marker], awaits: null });
  }
  return claims;
}

/** Is there nothing but spaces, other markers and Markdown signs between a sentence and the marker behind it? */
function isBlank(answer: string, claim: OpenClaim, at: number): boolean {
  return /^[\s*_.,;:!?"'”’»)）。]*$/.test(answer.slice(claim.end, Math.min(at, claim.end + 200))) && at - claim.end <= 200;
}

function isLead(answer: string, from: number, to: number): boolean {
  return to - from <= 200 && /^[^\S\n]*(?:\[\d+\]|[*_:.\s-])*$/.test(answer.slice(from, to)) && !answer.slice(from, to).includes('\n');
}

function extend(claim: OpenClaim, marker: Marker): void {
  claim.markers.push(marker);
  claim.start = Math.min(claim.start, marker.start);
  claim.end = Math.max(claim.end, marker.end);
}

/** Uncited, only what states something counts: not a heading, a label, a question, or signs without words. */
export function isStatement({ kind, text }: OpenClaim): boolean {
  const said = text.trim();
  if (kind === 'heading' || kind === 'table_row' || !/\p{L}/u.test(said)) return false;
  if (/[?？:：]$/.test(said)) return false;
  return !(kind === 'list_item' && said.split(/\s+/).length <= 2 && !/[.!。！]$/.test(said));
}

/** The claim with the emphasis that opens and closes around it. */
export function finishClaim(claim: OpenClaim, answer: string, previousEnd: number): FoundClaim {
  const numbers = [...new Set(claim.markers.flatMap((marker) => marker.numbers))];
  const before = /[*_]*$/.exec(answer.slice(Math.max(previousEnd, claim.start - 3), claim.start))?.[0].length ?? 0;
  const after = /^[*_"'”’»]*/.exec(answer.slice(claim.end, claim.end + 3))?.[0].length ?? 0;
  return { start: claim.start - before, end: claim.end + after, numbers, text: plainText(answer, claim) };
}

/** What a claim says, as running text. */
function plainText(answer: string, { start, end, markers }: OpenClaim): string {
  let text = '';
  let at = start;
  for (const marker of markers) {
    text += answer.slice(at, marker.start);
    at = marker.end;
  }
  text += answer.slice(at, end);
  return text
    .replace(/\[([^[\]\n]*)\]\([^\s()]*\)/g, '$1')
    .replace(/\*+|__+|`+|^#+|\|/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/\s+(?=[.,;:!?])/g, '')
    .trim();
}
