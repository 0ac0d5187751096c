import { randomBytes } from 'node:crypto';
import { type Answer, emptyAnswer, foldFrame, type Frame, type LoggedBody } from '@groundwire/protocol';
import { frameOf, refusalOf, terminalOf } from './append-rules.js';
import { frameText } from './frame-text.js';
import { LEASE_TTL_MS, REQUEST_ID_MS } from './log-times.js';
import { AnalysisRuns, type AnalysisStart, type Lease, type LoggedAnalysis, type LogHead, type LogSnapshot, type TakenOver } from './session-log.js';
import { noteTexts, parsedNotes, startText, stateOf } from './takeover-state.js';
import { type Standing, trimBoundary } from './trim-boundary.js';

interface Entry {
  known: LoggedAnalysis;
  fence: number;
  leaseUntil: number;
  attempt: number;
  cancelRequested: boolean;
  start: string;
  notes: Map<string, string>;
  /** What was trimmed of it. */
  fold: Answer | null;
  foldBytes: number;
}

/** What a frame takes besides its characters. Measured on Node 20: 340 bytes for a token frame of 112 one-byte characters. */
const FRAME_OVERHEAD_BYTES = 230;

/** One session's frames and analyses, in memory. Synchronous: each method is one atomic step. */
export class MemorySession {
  /** Milliseconds since the Unix epoch; kept by the log. */
  touchedAt = 0;
  /** Estimates of what frames and folds take. */
  frameBytes = 0;
  foldBytes = 0;
  readonly #sessionId: string;
  readonly #epoch = randomBytes(9).toString('base64url');
  readonly #entries = new Map<string, Entry>();
  readonly #requests = new Map<string, { analysisId: string; seenAt: number }>();
  /** In order of seq. Frames below `#oldestSeq` are those of analyses that run beside one that was forgotten. */
  #frames: Frame[] = [];
  #headSeq = 0;
  #oldestSeq = 1;
  #running = 0;

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
  }

  get bytes(): number {
    return this.frameBytes + this.foldBytes;
  }

  /** Analyses that have not ended. */
  get running(): number {
    return this.#running;
  }

  get analysisIds(): Iterable<string> {
    return this.#entries.keys();
  }

  head(): LogHead {
    return { epoch: this.#epoch, head_seq: this.#headSeq, oldest_seq: this.#oldestSeq };
  }

  /** The analysis that a request id named within its time, or null. */
  repeated(requestId: string | undefined, now: number): string | null {
    const request = requestId === undefined ? undefined : this.#requests.get(requestId);
    return request !== undefined && request.seenAt > now - REQUEST_ID_MS ? request.analysisId : null;
  }

  begin(analysisId: string, start: AnalysisStart, now: number): Lease {
    const known: LoggedAnalysis = { analysis_id: analysisId, status: 'running', first_seq: this.#headSeq + 1, last_seq: this.#headSeq, ended_at: null, terminal_delivered: false };
    const entry: Entry = { known, fence: 1, leaseUntil: now + LEASE_TTL_MS, attempt: 1, cancelRequested: false, start: startText(start), notes: new Map(), fold: null, foldBytes: 0 };
    this.#entries.set(analysisId, entry);
    this.#running += 1;
    if (start.client_request_id !== undefined) this.#requests.set(start.client_request_id, { analysisId, seenAt: now });
    return this.#leaseOf(entry);
  }

  append(lease: Lease, bodies: readonly LoggedBody[], notes: Record<string, unknown> | undefined, now: number): Frame[] {
    const entry = this.#entries.get(lease.analysis_id);
    const refusal = refusalOf(entry && { ...entry.known, fence: entry.fence }, lease, bodies);
    if (refusal !== null || entry === undefined) throw refusal;
    const texts = noteTexts(notes);
    const frames = bodies.map((body, position) => frameOf(body, this.#headSeq + 1 + position, this.#epoch));
    for (const [key, text] of texts) entry.notes.set(key, text);
    for (const frame of frames) {
      this.#frames.push(frame);
      this.frameBytes += sizeOf(frame);
    }
    this.#headSeq += frames.length;
    if (frames.length > 0) entry.known.last_seq = this.#headSeq;
    if (terminalOf(bodies) !== null) this.#end(entry, now);
    return frames;
  }

  read(after: number, limit: number, analysisId?: string): Frame[] {
    if (analysisId === undefined) return this.#from(Math.max(after + 1, this.#oldestSeq), limit);
    const { known } = this.#entries.get(analysisId) ?? {};
    if (known === undefined) return [];
    const found: Frame[] = [];
    for (let position = this.#positionOf(Math.max(after + 1, known.first_seq)); found.length < limit; position += 1) {
      const frame = this.#frames[position];
      if (frame === undefined || frame.seq > known.last_seq) break;
      if (frame.analysis_id === analysisId) found.push(frame);
    }
    return found;
  }

  analyses(): LoggedAnalysis[] {
    return Array.from(this.#entries.values(), ({ known }) => ({ ...known }));
  }

  snapshots(): LogSnapshot[] {
    const answers = new Map(Array.from(this.#entries, ([analysisId, entry]) => [analysisId, entry.fold ?? emptyAnswer()]));
    for (const frame of this.#frames) {
      const answer = answers.get(frame.analysis_id ?? '');
      if (answer !== undefined) answers.set(frame.analysis_id ?? '', foldFrame(answer, frame));
    }
    return Array.from(this.#entries.values(), ({ known }) => ({ analysis_id: known.analysis_id, answer: answers.get(known.analysis_id) ?? emptyAnswer(), through_seq: known.last_seq }));
  }

  markDelivered(analysisId: string): void {
    const known = this.#entries.get(analysisId)?.known;
    if (known?.status === 'ended') known.terminal_delivered = true;
  }

  /** Whether the lease still holds: nobody took over. It also holds when the analysis has ended under it. */
  renew(lease: Lease, until: number): boolean {
    const entry = this.#entries.get(lease.analysis_id);
    if (entry?.fence !== lease.fence) return false;
    entry.leaseUntil = until;
    return true;
  }

  /** The analyses that may be taken over. */
  expired(now: number): string[] {
    return [...this.#entries.values()].filter(({ known, leaseUntil }) => known.status === 'running' && leaseUntil <= now).map(({ known }) => known.analysis_id);
  }

  takeOver(analysisId: string, now: number): TakenOver | null {
    const entry = this.#entries.get(analysisId);
    if (entry === undefined) return null;
    entry.fence += 1;
    entry.attempt += 1;
    entry.leaseUntil = now + LEASE_TTL_MS;
    const { start, attempt, notes } = entry;
    return { ...this.#leaseOf(entry), start: JSON.parse(start) as AnalysisStart, attempt, notes: parsedNotes(notes), ...stateOf(this.read(0, Infinity, analysisId)) };
  }

  requestCancel(analysisId: string): boolean {
    const entry = this.#entries.get(analysisId);
    if (entry?.known.status !== 'running') return false;
    entry.cancelRequested = true;
    return true;
  }

  cancelRequested(lease: Lease): boolean {
    const entry = this.#entries.get(lease.analysis_id);
    return entry?.fence === lease.fence && entry.known.status === 'running' && entry.cancelRequested;
  }

  /** Throws `AnalysisRuns` where one does. */
  mayBeForgotten(): void {
    for (const { known } of this.#entries.values()) if (known.status === 'running') throw new AnalysisRuns(known.analysis_id);
  }

  forgetAnalysis(analysisId: string): boolean {
    const entry = this.#entries.get(analysisId);
    if (entry === undefined) return false;
    if (entry.known.status === 'running') throw new AnalysisRuns(analysisId);
    this.#drop(entry);
    return true;
  }

  forgetOldRequests(now: number): void {
    for (const [requestId, { seenAt }] of this.#requests) if (seenAt <= now - REQUEST_ID_MS) this.#requests.delete(requestId);
  }

  /** Folds all frames in front of the first one of an analysis that is protected, until `enough`. */
  fold(isProtected: (analysis: Standing) => boolean, enough: () => boolean = () => false): void {
    const boundary = trimBoundary(this.analyses(), this.#headSeq, isProtected);
    let count = 0;
    const changed = new Set<Entry>();
    for (const frame of this.#frames) {
      if (frame.seq >= boundary || enough()) break;
      const entry = this.#entries.get(frame.analysis_id ?? '');
      if (entry !== undefined) {
        entry.fold = foldFrame(entry.fold ?? emptyAnswer(), frame);
        changed.add(entry);
      }
      this.frameBytes -= sizeOf(frame);
      this.#oldestSeq = Math.max(this.#oldestSeq, frame.seq + 1);
      count += 1;
    }
    this.#frames = count === 0 ? this.#frames : this.#frames.slice(count);
    for (const entry of changed) this.#weighFold(entry);
  }

  /** Forgets ended analyses that are folded whole, in the order in which they began, until `enough`. Gives their ids. */
  forgetFolded(enough: () => boolean): string[] {
    const forgotten: string[] = [];
    for (const entry of [...this.#entries.values()]) {
      if (enough()) break;
      if (entry.known.status !== 'ended' || entry.known.last_seq >= this.#oldestSeq) continue;
      this.#drop(entry);
      forgotten.push(entry.known.analysis_id);
    }
    return forgotten;
  }

  #end(entry: Entry, now: number): void {
    entry.known.status = 'ended';
    entry.known.ended_at = now;
    entry.start = '';
    entry.notes.clear();
    this.#running -= 1;
  }

  #drop(entry: Entry): void {
    const { analysis_id, last_seq } = entry.known;
    const gone = this.#frames.filter((frame) => frame.analysis_id === analysis_id);
    if (gone.length > 0) this.#frames = this.#frames.filter((frame) => frame.analysis_id !== analysis_id);
    for (const frame of gone) this.frameBytes -= sizeOf(frame);
    if (gone.length > 0) this.#oldestSeq = Math.max(this.#oldestSeq, last_seq + 1);
    this.foldBytes -= entry.foldBytes;
    this.#entries.delete(analysis_id);
    for (const [requestId, { analysisId }] of this.#requests) if (analysisId === analysis_id) this.#requests.delete(requestId);
  }

  #weighFold(entry: Entry): void {
    const bytes = 2 * JSON.stringify(entry.fold).length;
    this.foldBytes += bytes - entry.foldBytes;
    entry.foldBytes = bytes;
  }

  #leaseOf(entry: Entry): Lease {
    return { session_id: this.#sessionId, analysis_id: entry.known.analysis_id, fence: entry.fence };
  }

  #from(seq: number, limit: number): Frame[] {
    const position = this.#positionOf(seq);
    return this.#frames.slice(position, position + limit);
  }

  /** Position of the first frame with at least this seq. */
  #positionOf(seq: number): number {
    let [low, high] = [0, this.#frames.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#frames[middle]?.seq ?? Infinity) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function sizeOf(frame: Frame): number {
  return FRAME_OVERHEAD_BYTES + 2 * frameText(frame).length;
}
