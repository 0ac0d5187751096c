import type { AnalysisProgress, Citation, Claim, Outcome, ServerFrame, SourceSummary, Usage, Warning } from '@groundwire/protocol';
import type { IncomingFrame } from './read-frame.js';
import type { SourceFrame } from './pending-analysis.js';

/** A complete answer. */
export interface FinalAnswer {
  analysis_id: string;
  text: string;
  /** `no_answer`: the sources don't say; `no_sources`: nothing was found. `text` then explains, and there are no citations. */
  outcome: Outcome;
  citations: Citation[];
  claims: Claim[];
  sources: SourceSummary[];
  warnings: Warning[];
  usage: Usage;
  search_terms: string[];
  /** Who wrote it: a model's name, or `extractive`. */
  model: string;
}

export interface AnswerEvents {
  token: string;
  progress: AnalysisProgress;
  source: SourceFrame;
  /** Every frame that arrived, in order, those of other analyses of the session included; not pings. */
  frame: ServerFrame;
  /** The connection broke; the number of the try that follows, from 1. */
  reconnecting: number;
}

type Listener = (payload: never) => void;

/**
 * What the caller of `ask` holds: the words as they come (`for await`), events, and `done`.
 *
 * It can be iterated several times; each iteration starts from the first word. Leaving a loop early only stops reading:
 * the analysis goes on until `cancel`. `done` and the iterations fail with the same error.
 */
export class AnswerStream implements AsyncIterable<string> {
  readonly done: Promise<FinalAnswer>;
  readonly #tokens: string[] = [];
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #onCancel: () => void;
  #wake: Array<() => void> = [];
  #ended = false;
  #failure: Error | null = null;
  #settle!: { resolve: (answer: FinalAnswer) => void; reject: (error: Error) => void };

  constructor(onCancel: () => void) {
    this.#onCancel = onCancel;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever only iterates gets the error there; an unwatched `done` must not end the process.
    this.done.catch(() => undefined);
  }

  /** The text that has arrived so far. */
  get text(): string {
    return this.#tokens.join('');
  }

  /** Ends the analysis on the server; `done` then rejects with `AnalysisFailed`, code `CANCELLED`. After the end it does nothing. */
  cancel(): void {
    if (!this.#ended) this.#onCancel();
  }

  /** Calls back for each event from now on. Gives the way to stop. */
  on<K extends keyof AnswerEvents>(event: K, listener: (payload: AnswerEvents[K]) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener as Listener));
    return () => listeners.delete(listener as Listener);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, void> {
    for (let position = 0; ; position += 1) {
      while (position >= this.#tokens.length) {
        if (this.#failure !== null) throw this.#failure;
        if (this.#ended) return;
        await new Promise<void>((resolve) => this.#wake.push(resolve));
      }
      yield this.#tokens[position] ?? '';
    }
  }

  /** For the owner of the connection only, like the methods below. A listener that throws does not disturb the stream. */
  emit<K extends keyof AnswerEvents>(event: K, payload: AnswerEvents[K]): void {
    for (const listener of this.#listeners.get(event) ?? []) {
      try {
        (listener as (payload: AnswerEvents[K]) => void)(payload);
      } catch (thrown) {
        queueMicrotask(() => {
          throw thrown;
        });
      }
    }
  }

  emitFrame(frame: IncomingFrame): void {
    this.emit('frame', frame.type === 'unknown' ? (frame.raw as unknown as ServerFrame) : frame);
  }

  push(content: string): void {
    this.#tokens.push(content);
    this.emit('token', content);
    this.#ring();
  }

  finish(answer: FinalAnswer): void {
    this.#ended = true;
    this.#settle.resolve(answer);
    this.#ring();
  }

  fail(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#failure = error;
    this.#settle.reject(error);
    this.#ring();
  }

  #ring(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const resolve of wake) resolve();
  }
}
