import type { AnalysisProgress, ServerFrame, WireError } from '@groundwire/protocol';
import { type Answer, emptyAnswer, foldFrame } from '@groundwire/protocol/fold';
import type { IncomingFrame } from './read-frame.js';

export type SourceFrame = Extract<ServerFrame, { type: 'source_found' | 'source_read' | 'source_failed' }>;

/** What a frame means for the caller. */
export type Happening =
  | { kind: 'token'; content: string }
  | { kind: 'progress'; frame: AnalysisProgress }
  | { kind: 'source'; frame: SourceFrame }
  /** Tokens are missing: what comes next can't be shown. A new connection delivers the analysis again from its start. */
  | { kind: 'gap' }
  | { kind: 'completed'; answer: Answer }
  | { kind: 'failed'; error: WireError };

/**
 * One analysis that the caller waits for: picks its frames out of what the session receives, drops what was seen before,
 * and notices a gap. Pure apart from its own state.
 *
 * Whose frames are they? In a session of its own (`bind: 'first'`) the first analysis that shows up is the one. In a
 * session that others may use too (`bind: 'named'`) frames wait until `name` says which analysis it is.
 */
export class PendingAnalysis {
  #answer = emptyAnswer();
  #waiting: IncomingFrame[] = [];
  readonly #bind: 'first' | 'named';
  readonly #client_request_id: string;

  constructor(options: { bind: 'first' | 'named'; client_request_id: string }) {
    this.#bind = options.bind;
    this.#client_request_id = options.client_request_id;
  }

  get analysis_id(): string | null {
    return this.#answer.analysis_id;
  }

  /** What has arrived of the answer's text. */
  get text(): string {
    return this.#answer.text;
  }

  /** Says which analysis this is, and gives what the frames that waited amount to. */
  name(analysis_id: string): Happening[] {
    this.#answer = { ...this.#answer, analysis_id };
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting.flatMap((frame) => this.take(frame));
  }

  take(frame: IncomingFrame): Happening[] {
    if (this.#answer.status === 'completed' || this.#answer.status === 'failed') return [];
    if (frame.type === 'unknown' || frame.type === 'connection_established' || frame.type === 'ping') return [];
    if (frame.type === 'analysis_error' && frame.analysis_id === null) return this.#refused(frame.error);
    const own = this.#isOwn(frame);
    if (own === 'wait') this.#waiting.push(frame);
    return own === true ? this.#apply(frame) : [];
  }

  #isOwn(frame: Exclude<IncomingFrame, { type: 'unknown' | 'connection_established' | 'ping' }>): boolean | 'wait' {
    if (frame.type === 'started' && frame.client_request_id === this.#client_request_id) this.#answer = { ...this.#answer, analysis_id: frame.analysis_id };
    const named = this.#answer.analysis_id;
    if (named !== null) return (frame.analysis_id ?? named) === named;
    if (this.#bind === 'named') return 'wait';
    if (typeof frame.analysis_id === 'string' && frame.analysis_id !== '') this.#answer = { ...this.#answer, analysis_id: frame.analysis_id };
    return true;
  }

  /** A refusal names no analysis; it is about the question only as long as that has not started. */
  #refused(error: WireError): Happening[] {
    if (this.#bind === 'named' || this.#answer.analysis_id !== null) return [];
    this.#answer = { ...this.#answer, status: 'failed', error };
    return [{ kind: 'failed', error }];
  }

  #apply(frame: Exclude<IncomingFrame, { type: 'unknown' }>): Happening[] {
    switch (frame.type) {
      case 'token':
        if (frame.index > this.#answer.next_index) return [{ kind: 'gap' }];
        if (frame.index < this.#answer.next_index) return [];
        this.#fold(frame);
        return [{ kind: 'token', content: frame.content }];
      case 'analysis_progress':
        return [{ kind: 'progress', frame }];
      case 'source_found':
      case 'source_read':
      case 'source_failed':
        return [{ kind: 'source', frame }];
      case 'complete':
        return this.#complete(frame);
      case 'analysis_error':
        this.#fold(frame);
        return [{ kind: 'failed', error: frame.error }];
      default:
        return [];
    }
  }

  /** The completion has the whole answer: words that never arrived as tokens are handed over late rather than not at all. */
  #complete(frame: Extract<ServerFrame, { type: 'complete' }>): Happening[] {
    const streamed = this.#answer.text;
    const whole = (frame.answer as string | null) ?? streamed;
    this.#fold({ ...frame, answer: whole });
    const rest = whole.startsWith(streamed) ? whole.slice(streamed.length) : '';
    const late: Happening[] = rest === '' ? [] : [{ kind: 'token', content: rest }];
    return [...late, { kind: 'completed', answer: this.#answer }];
  }

  /** Keeps the id that was bound: tokens of the guide's plainest form don't carry one. */
  #fold(frame: ServerFrame): void {
    const { analysis_id } = this.#answer;
    this.#answer = foldFrame(this.#answer, frame);
    this.#answer = { ...this.#answer, analysis_id: analysis_id ?? this.#answer.analysis_id ?? null };
  }
}
