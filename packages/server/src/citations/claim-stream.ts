import type { AnswerBlock } from './answer-blocks.js';
import type { FoundClaim } from './claims.js';
import { createMarkerStream, type MarkerStream } from './marker-stream.js';
import { finishClaim, isStatement, type OpenClaim, openClaims, type OpenClaims } from './open-claims.js';
import type { Marker } from './read-markers.js';

/** UTF-16 units that an answer grows by, at least, before it is looked at again; and the share of what is open. Together they keep the time linear. */
const STEP = 24;
const SHARE = 1 / 8;
/** What may end a sentence; without any of it there is no need to look. */
const MAY_END = /[.!?…。！？｡．।॥۔؟։።፧፨။។៕:\n\p{Script=Thai}\p{Script=Lao}]/u;
/** Behind so much of the next sentence nothing can join it to the one before; where its first word is over, behind this much more. */
const SURE = 64;
const SURE_BEHIND_WORD = 3;

/**
 * The claims of an answer while it grows: each as soon as nothing that may follow can change it. What `push` and `end` give
 * together is what `findClaims` gives for the whole answer, however it was cut.
 *
 * Keeps only what is not decided yet: from the beginning of a block on, or of a sentence in plain text, so that a long answer costs no more than several short ones.
 */
export class ClaimStream {
  readonly #reader: MarkerStream;
  #markers: Marker[] = [];
  /** The answer from `#base` on, which is where something may be read as the beginning of a block. */
  #tail = '';
  #base = 0;
  /** Where the last sentence that is settled ends, and the last claim that was given. */
  #settledEnd = 0;
  #previousEnd = 0;
  #nextLook = STEP;
  /** A sentence may have ended that is not settled. */
  #mayEnd = false;

  /** `isKnown`: is there a citation of this number? Asked of a number once its marker has been pushed. */
  constructor(isKnown: (number: number) => boolean) {
    this.#reader = createMarkerStream({ isKnown, assign: (number) => number, onMarker: (marker) => void (marker.numbers.length > 0 && this.#markers.push(marker)) });
  }

  push(text: string): FoundClaim[] {
    this.#tail += text;
    this.#reader.push(text);
    this.#mayEnd ||= MAY_END.test(text);
    return !this.#mayEnd || this.#tail.length < this.#nextLook ? [] : this.#look(false);
  }

  end(): FoundClaim[] {
    this.#reader.end();
    return this.#look(true);
  }

  #look(atEnd: boolean): FoundClaim[] {
    const markers = this.#markers.map(({ start, end, numbers }) => ({ start: start - this.#base, end: end - this.#base, numbers }));
    const settledEnd = this.#settledEnd - this.#base;
    const found = openClaims(this.#tail, markers.filter(({ start }) => start >= settledEnd), markers, Math.max(0, settledEnd));
    const open = found.claims.filter(({ start }) => start >= settledEnd);
    const count = atEnd ? open.length : sureClaims(open, this.#tail, found.masked);
    const claims = open.slice(0, count).flatMap((claim) => this.#settle(claim));
    const next = open[count];
    this.#mayEnd = open.length > count + 1 || MAY_END.test(this.#tail.slice(-STEP));
    if (next !== undefined && count > 0) this.#forget(baseFor(next, found.blocks, this.#tail, this.#settledEnd - this.#base));
    this.#nextLook = this.#tail.length + Math.max(STEP, this.#tail.length * SHARE);
    return claims;
  }

  #settle(claim: OpenClaim): FoundClaim[] {
    const base = this.#base;
    this.#settledEnd = base + claim.end;
    if (claim.markers.length === 0 && !isStatement(claim)) return [];
    const { start, end, numbers, text } = finishClaim(claim, this.#tail, Math.max(0, this.#previousEnd - base));
    this.#previousEnd = base + end;
    return [{ start: base + start, end: base + end, numbers, text }];
  }

  #forget(length: number): void {
    this.#tail = this.#tail.slice(length);
    this.#base += length;
    this.#markers = this.#markers.filter(({ start }) => start >= this.#base);
  }
}

/** How many of the claims nothing can change any more: those behind which a sentence has surely begun. */
function sureClaims(open: readonly OpenClaim[], tail: string, masked: OpenClaims['masked']): number {
  // A tick on a line that goes on may open code, and full stops in code end nothing.
  const tick = masked.indexOf('`', tail.lastIndexOf('\n') + 1);
  const limit = tick === -1 ? tail.length : tick;
  const waiting = open.findIndex(({ awaits }) => awaits !== null && tail.length < awaits);
  for (let count = waiting === -1 ? open.length - 1 : Math.min(waiting, open.length - 1); count > 0; count -= 1) {
    const next = open[count];
    if (next !== undefined && hasBegun(next, tail, limit)) return count;
  }
  return 0;
}

function hasBegun({ text, start }: OpenClaim, tail: string, limit: number): boolean {
  if (!/[\p{L}\p{N}]/u.test(text)) return false;
  // White space alone does not tell a list's mark from the beginning of a sentence.
  const head = tail.slice(start, Math.min(limit, start + SURE)).trimEnd();
  if (head.length === SURE) return true;
  const word = /^(?:\[\d+\]|[^\p{L}\p{N}])*[\p{L}\p{M}\p{N}'’_]+[.)]?/u.exec(head)?.[0];
  return word !== undefined && head.length >= word.length + SURE_BEHIND_WORD;
}

/**
 * Where a look at the rest may begin: with the last block up to there that begins at the margin, whatever came before it; or with the
 * last sign of the last settled sentence, where that block is plain text.
 */
function baseFor(next: OpenClaim, blocks: readonly AnswerBlock[], tail: string, settledEnd: number): number {
  let base = 0;
  let last: AnswerBlock | undefined;
  for (const block of blocks) {
    const line = block.start === 0 ? 0 : tail.lastIndexOf('\n', block.start - 1) + 1;
    if (line > next.start) break;
    if (!/[^\s>]/.test(tail[line] ?? ' ')) last = undefined;
    else [base, last] = [line, block];
  }
  return last !== undefined && last.start === base && isPlainBehind(settledEnd, last, tail) ? settledEnd - 1 : base;
}

/** Would the rest of a block be read the same without what stands before it? It is prose, goes on with a word behind a sign that begins no other kind of block, and no code may be open. */
function isPlainBehind(at: number, { kind, start, end }: AnswerBlock, tail: string): boolean {
  return kind === 'prose' && start < at && at < end && /^[.!?…)\]"'”’] \p{L}/u.test(tail.slice(at - 1, at + 3)) && !tail.slice(start, at).includes('`');
}
