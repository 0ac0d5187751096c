import type { AnalysisProgress, Citation, Claim, Outcome, ServerFrame, SourceSummary, Usage, Warning } from '@groundwire/protocol';
import { Emitter } from './emitter.js';
import { AnswerReplaced } from './errors.js';
import type { IncomingFrame } from './read-frame.js';
import type { SourceFrame } from './pending-analysis.js';

/** What the sentences of an answer that is being written rest on, as far as that is settled. Ranges of claims count over the text so far. */
export interface SettledClaims {
  claims: Claim[];
  /** The sources that they name. */
  citations: Citation[];
}

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
  /** One more sentence is settled, or one is settled anew; all of them so far. */
  claims: SettledClaims;
  /** Every frame that arrived, in order and once, those of other analyses of the session included; not pings. */
  frame: ServerFrame;
  /** The connection broke; the number of the try that follows, from 1. */
  reconnecting: number;
  /** The server lost the end of what it had said: this is the whole text now. What `token` gave before no longer counts. */
  replaced: string;
}

/**
 * What the caller of `ask` holds: the words as they come (`for await`), events, and `done`.
 *
 * It can be iterated several times; each iteration starts from the first word. Leaving a loop early only stops reading:
 * the analysis goes on until `cancel`. `done` and the iterations fail with the same error; besides, an iteration throws
 * `AnswerReplaced` when the pieces it gave no longer join to the answer's text.
 */
export class AnswerStream implements AsyncIterable<string> {
  readonly done: Promise<FinalAnswer>;
  /** The session that the analysis belongs to; whoever knows it can follow the analysis. */
  readonly session_id: string;
  #question: string | null;
  #analysis_id: string | null = null;
  #tokens: string[] = [];
  #settled: SettledClaims = { claims: [], citations: [] };
  readonly #events = new Emitter<AnswerEvents>();
  readonly #onCancel: () => void;
  #wake: Array<() => void> = [];
  #ended = false;
  #failure: Error | null = null;
  #settle!: { resolve: (answer: FinalAnswer) => void; reject: (error: Error) => void };

  constructor(options: { session_id: string; question: string | null; onCancel: () => void }) {
    this.session_id = options.session_id;
    this.#question = options.question;
    this.#onCancel = options.onCancel;
    this.done = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    // Whoever only iterates gets the error there; an unwatched `done` must not end the process.
    this.done.catch(() => undefined);
  }

  /** Null until the server has named the analysis. */
  get analysis_id(): string | null {
    return this.#analysis_id;
  }

  /** What was asked; null where another client asked and the server has not said what. */
  get question(): string | null {
    return this.#question;
  }

  /** Whether `done` is settled or about to be. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The text that has arrived so far. */
  get text(): string {
    return this.#tokens.join('');
  }

  /** What its sentences rest on so far; a server of the base protocol tells that at the end only, in `done`. */
  get settled(): SettledClaims {
    return this.#settled;
  }

  /** Ends the analysis on the server; `done` then rejects with `AnalysisFailed`, code `CANCELLED`. After the end it does nothing. */
  cancel(): void {
    if (!this.#ended) this.#onCancel();
  }

  /** Calls back for each event from now on. Gives the way to stop. */
  on<K extends keyof AnswerEvents>(event: K, listener: (payload: AnswerEvents[K]) => void): () => void {
    return this.#events.on(event, listener);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, void> {
    const read = this.#tokens;
    for (let position = 0; ; position += 1) {
      if (this.#tokens !== read) throw new AnswerReplaced(this.text);
      while (position >= read.length) {
        if (this.#failure !== null) throw this.#failure;
        if (this.#ended) return;
        await new Promise<void>((resolve) => this.#wake.push(resolve));
        if (this.#tokens !== read) throw new AnswerReplaced(this.text);
      }
      yield read[position] ?? '';
    }
  }

  /** For the owner of the connection only, like the methods below. */
  emit<K extends keyof AnswerEvents>(event: K, payload: AnswerEvents[K]): void {
    this.#events.emit(event, payload);
  }

  emitFrame(frame: IncomingFrame): void {
    this.emit('frame', frame.type === 'unknown' ? (frame.raw as unknown as ServerFrame) : frame);
  }

  named(analysis_id: string): void {
    this.#analysis_id = analysis_id;
  }

  asked(question: string): void {
    this.#question ??= question;
  }

  replace(text: string): void {
    this.#tokens = text === '' ? [] : [text];
    this.emit('replaced', text);
    this.#ring();
  }

  settle(settled: SettledClaims): void {
    this.#settled = settled;
    this.emit('claims', settled);
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
