import type { AnalysisProgress, Citation, Claim, ServerFrame, WireError } from '@groundwire/protocol';
import { type Answer, emptyAnswer, foldFrame } from '@groundwire/protocol/fold';
import type { IncomingFrame } from './read-frame.js';

export type SourceFrame = Extract<ServerFrame, { type: 'source_found' | 'source_read' | 'source_failed' }>;
type Snapshot = Extract<ServerFrame, { type: 'snapshot' }>;
/** Frames that are about one analysis. */
type AnalysisFrame = Extract<ServerFrame, { analysis_id: string | null }>;

/** What a frame means for the caller. */
export type Happening =
  | { kind: 'named'; analysis_id: string }
  | { kind: 'question'; query: string }
  | { kind: 'token'; content: string }
  | { kind: 'progress'; frame: AnalysisProgress }
  | { kind: 'source'; frame: SourceFrame }
  /** What the sentences so far rest on. */
  | { kind: 'claims'; claims: Claim[]; citations: Citation[] }
  /** What was handed over no longer stands; this is the text now. */
  | { kind: 'replaced'; text: string }
  /** Tokens are missing: what comes next can't be shown before they are there. */
  | { kind: 'gap' }
  /** It has ended, and how is for the server to tell: a snapshot carries no citations and no error. */
  | { kind: 'ended' }
  | { kind: 'completed'; answer: Answer }
  | { kind: 'failed'; error: WireError };

/**
 * How an analysis that has no name yet is recognised. `started`: by a frame that names its `client_request_id` (v2).
 * `first`: in a session of its own, the first analysis that shows up is the one. `named`: not at all; frames wait until
 * `name` says which analysis it is, because on a base socket that others use too nothing else tells.
 */
export type Binding = 'started' | 'first' | 'named';

const MOST_WAITING = 20_000;

/**
 * One analysis that the caller waits for: picks its frames out of what the session receives, drops what was seen before,
 * and notices a gap. Pure apart from its own state.
 */
export class PendingAnalysis {
  binding: Binding = 'started';
  #answer = emptyAnswer();
  #waiting: IncomingFrame[] = [];
  /** Seq of the last frame that was taken; snapshots from before it are no news. */
  #seq = 0;
  readonly #client_request_id: string | null;
  readonly #sources = new Set<string>();

  /** `client_request_id` is null for an analysis that somebody else asked for. */
  constructor(options: { client_request_id: string | null }) {
    this.#client_request_id = options.client_request_id;
  }

  get analysis_id(): string | null {
    return this.#answer.analysis_id;
  }

  /** What has arrived of the answer's text. */
  get text(): string {
    return this.#answer.text;
  }

  /** Whether its terminal frame was seen. */
  get over(): boolean {
    return this.#answer.status === 'completed' || this.#answer.status === 'failed';
  }

  /** Says which analysis this is, and gives what the frames that waited amount to. */
  name(analysis_id: string): Happening[] {
    const known = this.#answer.analysis_id !== null;
    this.#answer = { ...this.#answer, analysis_id };
    const waiting = this.#waiting;
    this.#waiting = [];
    return [...(known ? [] : [{ kind: 'named', analysis_id } as const]), ...waiting.flatMap((frame) => this.take(frame) ?? [])];
  }

  /** The server no longer knows what was seen: the next snapshot stands, whatever it says. */
  reset(): void {
    this.#seq = 0;
  }

  /** Null when the frame is about another analysis or none. */
  take(frame: IncomingFrame): Happening[] | null {
    if (!isAnalysisFrame(frame)) return this.#refusal(frame);
    if (frame.type === 'analysis_error' && frame.analysis_id === null) return this.#refusedUnnamed(frame.error);
    const naming = this.#recognise(frame);
    if (naming === null) return null;
    return this.over ? [] : [...naming, ...this.#apply(frame)];
  }

  /** Gives what naming it means, or null when it is another's. */
  #recognise(frame: AnalysisFrame): Happening[] | null {
    const { analysis_id } = this.#answer;
    if (analysis_id !== null) return (frame.analysis_id ?? analysis_id) === analysis_id ? [] : null;
    if ('client_request_id' in frame && frame.client_request_id !== undefined && frame.client_request_id === this.#client_request_id) return frame.analysis_id === null ? [] : this.name(frame.analysis_id);
    if (this.binding === 'first') return typeof frame.analysis_id === 'string' && frame.analysis_id !== '' ? this.name(frame.analysis_id) : [];
    if (this.binding === 'named' && this.#waiting.length < MOST_WAITING) this.#waiting.push(frame);
    return null;
  }

  /** v2: an `error` frame says whose request was refused. */
  #refusal(frame: IncomingFrame): Happening[] | null {
    if (frame.type !== 'error' || frame.ref === undefined || frame.ref !== this.#client_request_id) return null;
    return this.#fail(frame.error);
  }

  /** A base refusal names no analysis; it is about the question only as long as that has not started. */
  #refusedUnnamed(error: WireError): Happening[] | null {
    return this.binding === 'first' && this.#answer.analysis_id === null ? this.#fail(error) : null;
  }

  #fail(error: WireError): Happening[] {
    if (this.over) return [];
    this.#answer = { ...this.#answer, status: 'failed', error };
    return [{ kind: 'failed', error }];
  }

  #apply(frame: AnalysisFrame): Happening[] {
    if (frame.type === 'snapshot' && frame.through_seq < this.#seq) return [];
    if ('seq' in frame && frame.seq !== undefined) this.#seq = Math.max(this.#seq, frame.seq);
    switch (frame.type) {
      case 'started':
        return [{ kind: 'question', query: frame.query }];
      case 'token':
        if (frame.index > this.#answer.next_index) return [{ kind: 'gap' }];
        if (frame.index < this.#answer.next_index) return [];
        this.#fold(frame);
        return [{ kind: 'token', content: frame.content }];
      case 'citation':
        this.#fold(frame);
        return [this.#claims()];
      case 'snapshot':
        return this.#snapshot(frame);
      case 'analysis_progress':
        return [{ kind: 'progress', frame }];
      case 'source_found':
      case 'source_read':
      case 'source_failed':
        return this.#source(frame);
      case 'complete':
        return this.#complete(frame);
      case 'analysis_error':
        this.#fold(frame);
        return [{ kind: 'failed', error: frame.error }];
    }
  }

  /** Frames about sources have no index: one that is delivered again is known by what it says. */
  #source(frame: SourceFrame): Happening[] {
    const key = `${frame.type} ${frame.source_id}`;
    if (this.#sources.has(key)) return [];
    this.#sources.add(key);
    return [{ kind: 'source', frame }];
  }

  #snapshot({ content, through_index, through_seq, status, claims, citations }: Snapshot): Happening[] {
    this.#seq = through_seq;
    const happenings = this.#become(content);
    this.#answer = { ...this.#answer, text: content, next_index: through_index + 1, claims: claims ?? [], citations: citations ?? [] };
    return [...happenings, this.#claims(), ...(status === 'processing' ? [] : [{ kind: 'ended' } as const])];
  }

  #claims(): Happening {
    const { claims, citations } = this.#answer;
    return { kind: 'claims', claims, citations };
  }

  /** The completion has the whole answer: words that never arrived as tokens are handed over late rather than not at all. */
  #complete(frame: Extract<ServerFrame, { type: 'complete' }>): Happening[] {
    const whole = (frame.answer as string | null) ?? this.#answer.text;
    const happenings = this.#become(whole);
    this.#fold({ ...frame, answer: whole });
    return [...happenings, { kind: 'completed', answer: this.#answer }];
  }

  /** What it takes to get from the text that was handed over to this one. */
  #become(text: string): Happening[] {
    const shown = this.#answer.text;
    if (text === shown) return [];
    return text.startsWith(shown) ? [{ kind: 'token', content: text.slice(shown.length) }] : [{ kind: 'replaced', text }];
  }

  /** Keeps the id that was bound: tokens of the guide's plainest form don't carry one. */
  #fold(frame: ServerFrame): void {
    const { analysis_id } = this.#answer;
    this.#answer = foldFrame(this.#answer, frame);
    this.#answer = { ...this.#answer, analysis_id: analysis_id ?? this.#answer.analysis_id ?? null };
  }
}

const ABOUT_AN_ANALYSIS: ReadonlySet<string> = new Set<AnalysisFrame['type']>([
  'started',
  'token',
  'citation',
  'snapshot',
  'analysis_progress',
  'source_found',
  'source_read',
  'source_failed',
  'complete',
  'analysis_error',
]);

function isAnalysisFrame(frame: IncomingFrame): frame is AnalysisFrame {
  return ABOUT_AN_ANALYSIS.has(frame.type);
}
