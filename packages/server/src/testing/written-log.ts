import { type Frame, isTerminal } from '@groundwire/protocol';
import { frameText } from '../session-log/frame-text.js';
import type { Lease } from '../session-log/session-log.js';
import type { InvariantBook } from './invariant-book.js';

/** What was written of one analysis. */
export interface WrittenAnalysis {
  session: string;
  /** Seq and content of each token, in order. */
  tokens: Array<{ seq: number; content: string }>;
  ended: Frame | null;
  fence: number;
}

/** All that ever was written to a log, kept beside it: the truth that clients are held against. */
export class WrittenLog {
  readonly analyses = new Map<string, WrittenAnalysis>();
  /** Bytes of each frame, by session, epoch and seq. */
  readonly #texts = new Map<string, string>();
  readonly #heads = new Map<string, number>();
  readonly #book: InvariantBook;

  constructor(book: InvariantBook) {
    this.#book = book;
  }

  write(lease: Lease, epoch: string, frames: readonly Frame[]): void {
    for (const frame of frames) this.#writeOne(lease, epoch, frame);
  }

  /** The bytes of a frame; undefined where none was written. */
  text(session: string, epoch: string, seq: number): string | undefined {
    return this.#texts.get(keyOf(session, epoch, seq));
  }

  /** What the analysis had said, up to and including a seq. */
  said(analysisId: string, throughSeq = Infinity): { text: string; tokens: number } {
    const tokens = (this.analyses.get(analysisId)?.tokens ?? []).filter(({ seq }) => seq <= throughSeq);
    return { text: tokens.map(({ content }) => content).join(''), tokens: tokens.length };
  }

  /** Characters that one frame of an answer may have: snapshots and ends hold the whole text. */
  largestFrame(): number {
    const lengths = Array.from(this.analyses.values(), ({ tokens }) => tokens.reduce((sum, { content }) => sum + content.length, 0));
    return Math.max(0, ...lengths) + 1_024;
  }

  #writeOne(lease: Lease, epoch: string, frame: Frame): void {
    const place = `${lease.session_id} ${epoch}`;
    const head = this.#heads.get(place) ?? 0;
    this.#book.ensure(1, frame.seq === head + 1, () => `the log gave seq ${frame.seq} behind ${head}`);
    this.#heads.set(place, frame.seq);
    this.#texts.set(keyOf(lease.session_id, epoch, frame.seq), frameText(frame));
    const analysis = this.analyses.get(lease.analysis_id) ?? { session: lease.session_id, tokens: [], ended: null, fence: 0 };
    this.analyses.set(lease.analysis_id, analysis);
    this.#book.ensure(7, analysis.ended === null, () => `${frame.type} was written behind the end of ${lease.analysis_id}`);
    this.#book.ensure(10, lease.fence >= analysis.fence, () => `${lease.analysis_id} was written under fence ${lease.fence} behind ${analysis.fence}`);
    analysis.fence = lease.fence;
    if (frame.type === 'token') {
      this.#book.ensure(4, frame.index === analysis.tokens.length, () => `${lease.analysis_id} got index ${frame.index} as its token ${analysis.tokens.length}`);
      analysis.tokens.push({ seq: frame.seq, content: frame.content });
    } else if (isTerminal(frame)) analysis.ended = frame;
  }
}

function keyOf(session: string, epoch: string, seq: number): string {
  return `${session} ${epoch} ${seq}`;
}
