import type { AnalysisParameters, Usage } from '@groundwire/protocol';
import type { Answer } from '@groundwire/protocol/fold';
import { AnswerStream, type FinalAnswer } from './answer-stream.js';
import { AnalysisFailed, ConnectionLost } from './errors.js';
import { type Happening, PendingAnalysis } from './pending-analysis.js';
import type { IncomingFrame } from './read-frame.js';
import type { StartRequest } from './rest.js';

export interface Question {
  text: string;
  parameters: AnalysisParameters;
  client_request_id: string;
}

export interface FollowOptions {
  session_id: string;
  /** Null for an analysis that another client asked for. */
  question: Question | null;
  /** The caller wants it cancelled. `analysis_id` is known. */
  cancel(analysis_id: string): void;
  /** A token arrived that was not seen before. */
  onProgress(): void;
  /** Tokens are missing in front of what arrived. */
  onGap(analysis: FollowedAnalysis): void;
  /** It has ended, and the frame that says how is to be fetched. */
  onEndedElsewhere(analysis: FollowedAnalysis): void;
  /** The stream is settled. */
  onSettled(analysis: FollowedAnalysis): void;
  cancelGraceMs: number;
}

/** One analysis and the stream that its caller holds: turns what arrives into events, and cancels. Knows no connection. */
export class FollowedAnalysis {
  readonly pending: PendingAnalysis;
  readonly question: Question | null;
  readonly stream: AnswerStream;
  /** Whether the question has been handed to a server: until then, cancelling is leaving it. */
  sent = false;
  /** The state that was known is void, and a snapshot has to come. */
  awaitsSnapshot = false;
  /** Its end is looked for over REST. */
  polled = false;
  /** How often tokens were missing. */
  gaps = 0;
  readonly #options: FollowOptions;
  #cancelled = false;
  #cancelTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: FollowOptions) {
    const { question, session_id } = options;
    this.#options = options;
    this.question = question;
    this.pending = new PendingAnalysis({ client_request_id: question?.client_request_id ?? null });
    this.stream = new AnswerStream({ session_id, question: question?.text ?? null, onCancel: () => this.#cancel() });
  }

  get analysis_id(): string | null {
    return this.pending.analysis_id;
  }

  get over(): boolean {
    return this.stream.ended;
  }

  /** What a server is asked over REST. */
  get startRequest(): StartRequest {
    const question = this.question as Question;
    return { query_text: question.text, session_id: this.stream.session_id, parameters: question.parameters, client_request_id: question.client_request_id };
  }

  /** Gives whether the frame was about this analysis. */
  take(frame: IncomingFrame): boolean {
    const happenings = this.pending.take(frame);
    if (happenings === null) return false;
    if (frame.type === 'snapshot') this.awaitsSnapshot = false;
    this.#handle(happenings);
    return true;
  }

  /** What was seen no longer counts, and a snapshot says what does. */
  reset(): void {
    this.awaitsSnapshot = true;
    this.pending.reset();
  }

  name(analysis_id: string): void {
    this.#handle(this.pending.name(analysis_id));
  }

  fail(error: Error): void {
    if (this.over) return;
    this.stream.fail(error);
    this.#settled();
  }

  /** The connection is gone for good. */
  lose(message: string): void {
    this.fail(new ConnectionLost(message, this.pending.text, this.analysis_id));
  }

  /** A new connection stands: what was sent on the last one may be lost. */
  repeatCancel(): void {
    if (this.#cancelled && this.analysis_id !== null) this.#options.cancel(this.analysis_id);
  }

  #handle(happenings: Happening[]): void {
    for (const happening of happenings) if (!this.over) this.#handleOne(happening);
  }

  #handleOne(happening: Happening): void {
    switch (happening.kind) {
      case 'named':
        this.stream.named(happening.analysis_id);
        if (this.#cancelled) this.#options.cancel(happening.analysis_id);
        return;
      case 'question':
        return this.stream.asked(happening.query);
      case 'token':
        this.#options.onProgress();
        return this.stream.push(happening.content);
      case 'replaced':
        return this.stream.replace(happening.text);
      case 'progress':
        return this.stream.emit('progress', happening.frame);
      case 'source':
        return this.stream.emit('source', happening.frame);
      case 'claims':
        return this.stream.settle({ claims: happening.claims, citations: happening.citations });
      case 'gap':
        this.gaps += 1;
        return this.#options.onGap(this);
      case 'ended':
        return this.#options.onEndedElsewhere(this);
      case 'completed':
        this.stream.finish(finalAnswer(happening.answer));
        return this.#settled();
      case 'failed':
        return this.fail(new AnalysisFailed(happening.error, this.pending.text, this.analysis_id));
    }
  }

  #cancel(): void {
    if (this.#cancelled || this.over) return;
    this.#cancelled = true;
    const { analysis_id } = this;
    if (analysis_id === null && !this.sent) return this.fail(this.#cancelledError());
    this.#cancelTimer = setTimeout(() => this.fail(this.#cancelledError(true)), this.#options.cancelGraceMs);
    if (analysis_id !== null) this.#options.cancel(analysis_id);
  }

  #cancelledError(unconfirmed = false): AnalysisFailed {
    const message = unconfirmed ? 'The question was cancelled here, but the server did not confirm it: there the answer may go on' : 'The question was cancelled';
    return new AnalysisFailed({ code: 'CANCELLED', message, recoverable: false }, this.pending.text, this.analysis_id, unconfirmed);
  }

  #settled(): void {
    clearTimeout(this.#cancelTimer);
    this.#options.onSettled(this);
  }
}

const NO_USAGE: Usage = { tokens: 0 };

function finalAnswer(answer: Answer): FinalAnswer {
  const { analysis_id, text, outcome, citations, claims, sources, warnings, usage, search_terms, model } = answer;
  return { analysis_id: analysis_id ?? '', text, outcome: outcome ?? 'answered', citations, claims, sources, warnings, usage: usage ?? NO_USAGE, search_terms, model: model ?? '' };
}
