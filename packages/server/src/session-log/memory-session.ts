import { randomBytes } from 'node:crypto';
import { type Frame, isTerminal, type LoggedBody } from '@groundwire/protocol';
import { frameText, sealFrame } from './frame-text.js';
import { AppendRefused, type LoggedAnalysis, type LogHead } from './session-log.js';

interface Entry extends LoggedAnalysis {
  fence: number;
}

/** What a frame takes besides its characters. Measured on Node 20: 340 bytes for a token frame of 112 one-byte characters. */
const FRAME_OVERHEAD_BYTES = 230;

/** One session's frames and analyses, in memory. Synchronous: each method is one atomic step. */
export class MemorySession {
  readonly rings = new Set<() => void>();
  /** Milliseconds since the Unix epoch; kept by the log. */
  touchedAt = 0;
  /** Estimate of what the frames take. */
  bytes = 0;
  readonly #epoch = randomBytes(9).toString('base64url');
  readonly #entries = new Map<string, Entry>();
  #frames: Frame[] = [];
  #oldestSeq = 1;
  #running = 0;
  #lastFence = 0;

  get inUse(): boolean {
    return this.#running > 0 || this.rings.size > 0;
  }

  head(): LogHead {
    return { epoch: this.#epoch, head_seq: this.#headSeq, oldest_seq: this.#oldestSeq };
  }

  begin(analysisId: string): number {
    if (this.#entries.has(analysisId)) throw new Error(`The analysis ${analysisId} is known already`);
    const fence = ++this.#lastFence;
    const headSeq = this.#headSeq;
    this.#running += 1;
    this.#entries.set(analysisId, {
      analysis_id: analysisId,
      status: 'running',
      first_seq: headSeq + 1,
      last_seq: headSeq,
      ended_at: null,
      terminal_delivered: false,
      fence,
    });
    return fence;
  }

  append(analysisId: string, fence: number, bodies: readonly LoggedBody[], now: number): Frame[] {
    const entry = this.#writable(analysisId, fence, bodies);
    const frames = bodies.map((body, position) => this.#seal(body, this.#headSeq + 1 + position));
    for (const frame of frames) {
      this.#frames.push(frame);
      this.bytes += sizeOf(frame);
    }
    entry.last_seq = frames.at(-1)?.seq ?? entry.last_seq;
    const last = bodies.at(-1);
    if (last !== undefined && isTerminal(last)) {
      entry.status = 'ended';
      entry.ended_at = now;
      this.#running -= 1;
    }
    return frames;
  }

  read(after: number, limit: number, analysisId?: string): Frame[] {
    const from = Math.max(0, after + 1 - this.#oldestSeq);
    if (analysisId === undefined) return this.#frames.slice(from, from + limit);
    const found: Frame[] = [];
    const end = Math.min(this.#frames.length, (this.#entries.get(analysisId)?.last_seq ?? 0) + 1 - this.#oldestSeq);
    for (let position = from; position < end && found.length < limit; position += 1) {
      const frame = this.#frames[position];
      if (frame?.analysis_id === analysisId) found.push(frame);
    }
    return found;
  }

  analyses(): LoggedAnalysis[] {
    return Array.from(this.#entries.values(), ({ fence: _, ...known }) => known);
  }

  markDelivered(analysisId: string): void {
    const entry = this.#entries.get(analysisId);
    if (entry?.status === 'ended') entry.terminal_delivered = true;
  }

  /** Forgets frames from the front until at most `bytes` are left, or until an analysis that runs is reached. */
  trim(bytes: number): void {
    let keepFrom = this.#headSeq + 1;
    for (const entry of this.#entries.values()) if (entry.status === 'running') keepFrom = Math.min(keepFrom, entry.first_seq);
    let dropped = 0;
    while (this.bytes > bytes && this.#oldestSeq + dropped < keepFrom) {
      this.bytes -= sizeOf(this.#frames[dropped] as Frame);
      dropped += 1;
    }
    if (dropped === 0) return;
    this.#frames = this.#frames.slice(dropped);
    this.#oldestSeq += dropped;
    for (const entry of this.#entries.values()) {
      if (entry.status === 'ended' && entry.last_seq < this.#oldestSeq) this.#entries.delete(entry.analysis_id);
    }
  }

  get #headSeq(): number {
    return this.#oldestSeq + this.#frames.length - 1;
  }

  #writable(analysisId: string, fence: number, bodies: readonly LoggedBody[]): Entry {
    const entry = this.#entries.get(analysisId);
    if (entry === undefined) throw new AppendRefused('unknown');
    if (entry.status === 'ended') throw new AppendRefused('ended');
    if (entry.fence !== fence) throw new AppendRefused('fenced');
    if (bodies.slice(0, -1).some(isTerminal)) throw new AppendRefused('ended');
    if (bodies.some((body) => body.analysis_id !== analysisId)) throw new AppendRefused('unknown');
    return entry;
  }

  #seal(body: LoggedBody, seq: number): Frame {
    return sealFrame(JSON.stringify(isTerminal(body) ? { ...body, seq, epoch: this.#epoch } : { ...body, seq }));
  }
}

function sizeOf(frame: Frame): number {
  return FRAME_OVERHEAD_BYTES + 2 * frameText(frame).length;
}
