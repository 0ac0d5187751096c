import type { AnalysisParameters, Usage } from '@groundwire/protocol';
import type { Answer } from '@groundwire/protocol/fold';
import { AnswerStream, type FinalAnswer } from './answer-stream.js';
import { Connection, type ConnectionEnd } from './connection.js';
import { AnalysisFailed, ConnectionFailed, ConnectionLost } from './errors.js';
import { type Happening, PendingAnalysis } from './pending-analysis.js';
import { type RestAccess, endedAnalysis, explainFailure, startAnalysis } from './rest.js';
import type { IncomingFrame } from './read-frame.js';
import { randomId } from './random-id.js';
import { type WebSocketConstructor, socketUrl } from './web-socket.js';

export interface AskOptions {
  parameters?: AnalysisParameters | undefined;
  /** The session to ask in: needed for `follow_up` only. By default each question has a session of its own. */
  session_id?: string | undefined;
  /** Aborting it is `cancel`. */
  signal?: AbortSignal | undefined;
}

/** Times in milliseconds; changed by tests and by those who know why. */
export interface Timing {
  connectTimeoutMs: number;
  silenceLimitMs: number;
  /** Wait before the first try to reconnect; it doubles with each. */
  reconnectDelayMs: number;
  /** Tries in a row without any progress before the connection counts as lost. */
  reconnectTries: number;
  /** How long a cancelled question waits for the server to confirm. */
  cancelGraceMs: number;
}

export interface ServerAccess extends RestAccess {
  WebSocket: WebSocketConstructor;
  timing: Timing;
}

/** The longest wait between two tries to reconnect. */
const MAX_RECONNECT_DELAY_MS = 15_000;

type Ending = { kind: 'over' } | { kind: 'broken' };

/** Asks one question. Returns at once; whatever goes wrong is reported through the stream. */
export function ask(access: ServerAccess, question: string, options: AskOptions): AnswerStream {
  return new Asking(access, question, options).start();
}

/**
 * One question from its first connection to its end: connects, triggers, follows, reconnects. The server goes on while
 * nobody is connected and delivers a running analysis again from its start, so a new connection only has to drop what
 * was seen.
 */
class Asking {
  readonly #access: ServerAccess;
  readonly #question: string;
  readonly #options: AskOptions;
  readonly #sessionId: string;
  readonly #client_request_id = randomId('request');
  readonly #pending: PendingAnalysis;
  readonly #stream = new AnswerStream(() => this.#cancel());
  #connection: Connection | null = null;
  #triesWithoutProgress = 0;
  #cancelled = false;
  #cancelTimer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  constructor(access: ServerAccess, question: string, options: AskOptions) {
    this.#access = access;
    this.#question = question;
    this.#options = options;
    this.#sessionId = options.session_id ?? randomId('session');
    const bind = options.session_id === undefined ? 'first' : 'named';
    this.#pending = new PendingAnalysis({ bind, client_request_id: this.#client_request_id });
  }

  start(): AnswerStream {
    const { signal } = this.#options;
    const onAbort = () => this.#stream.cancel();
    signal?.addEventListener('abort', onAbort, { once: true });
    const tidy = () => {
      clearTimeout(this.#cancelTimer);
      signal?.removeEventListener('abort', onAbort);
    };
    this.#stream.done.then(tidy, tidy);
    if (signal?.aborted === true) this.#fail(this.#cancelledError());
    else void this.#run();
    return this.#stream;
  }

  async #run(): Promise<void> {
    try {
      while (!this.#over) {
        const ending = await this.#followOneConnection();
        if (ending.kind === 'over' || this.#over) return;
        await this.#backOff();
      }
    } catch (thrown) {
      this.#fail(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }

  async #followOneConnection(): Promise<Ending> {
    let end!: (ending: Ending) => void;
    let fail!: (error: Error) => void;
    const ended = new Promise<Ending>((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
    ended.catch(() => undefined);
    const onEnd = (how: ConnectionEnd) => (how.fault === null ? end({ kind: 'broken' }) : fail(how.fault));
    const connection = await this.#connect((frame) => this.#receive(frame, end), onEnd);
    if (connection === null) return { kind: 'broken' };
    this.#connection = connection;
    if (this.#over) {
      connection.close();
      return { kind: 'over' };
    }
    await this.#triggerOrCatchUp(connection, end);
    const ending = await ended;
    connection.close();
    return ending;
  }

  /** Null when a later try may succeed; the first try has to. */
  async #connect(onFrame: (frame: IncomingFrame) => void, onEnd: (end: ConnectionEnd) => void): Promise<Connection | null> {
    const { WebSocket, timing } = this.#access;
    const url = socketUrl(this.#access.baseUrl, this.#sessionId);
    try {
      return await Connection.open({ WebSocket, url, onFrame, onEnd, connectTimeoutMs: timing.connectTimeoutMs, silenceLimitMs: timing.silenceLimitMs });
    } catch (thrown) {
      if (this.#connection !== null) return null;
      throw await explainFailure(this.#access, thrown instanceof ConnectionFailed ? thrown.message : String(thrown));
    }
  }

  async #triggerOrCatchUp(connection: Connection, end: (ending: Ending) => void): Promise<void> {
    const { analysis_id } = this.#pending;
    if (analysis_id !== null) {
      const frame = await endedAnalysis(this.#access, analysis_id, this.#pending.text);
      if (frame !== null) this.#receive(frame, end);
      return;
    }
    const parameters = this.#options.parameters ?? {};
    if (this.#options.session_id === undefined) {
      connection.send({ type: 'query', query: this.#question, parameters, client_request_id: this.#client_request_id } as { type: string });
      return;
    }
    const named = await startAnalysis(this.#access, { query_text: this.#question, session_id: this.#sessionId, parameters });
    this.#handle(this.#pending.name(named), end);
    if (this.#cancelled) this.#sendCancel();
  }

  #receive(frame: IncomingFrame, end: (ending: Ending) => void): void {
    if (this.#over) return;
    this.#stream.emitFrame(frame);
    const unnamed = this.#pending.analysis_id === null;
    this.#handle(this.#pending.take(frame), end);
    if (unnamed && this.#cancelled) this.#sendCancel();
  }

  #handle(happenings: Happening[], end: (ending: Ending) => void): void {
    for (const happening of happenings) {
      switch (happening.kind) {
        case 'token':
          this.#triesWithoutProgress = 0;
          this.#stream.push(happening.content);
          break;
        case 'progress':
        case 'source':
          this.#emit(happening);
          break;
        case 'gap':
          return end({ kind: 'broken' });
        case 'completed':
          this.#over = true;
          this.#stream.finish(finalAnswer(happening.answer));
          return end({ kind: 'over' });
        case 'failed':
          this.#fail(new AnalysisFailed(happening.error, this.#pending.text, this.#pending.analysis_id));
          return end({ kind: 'over' });
      }
    }
  }

  #emit(happening: Extract<Happening, { kind: 'progress' | 'source' }>): void {
    if (happening.kind === 'progress') this.#stream.emit('progress', happening.frame);
    else this.#stream.emit('source', happening.frame);
  }

  async #backOff(): Promise<void> {
    const { timing } = this.#access;
    const tried = this.#triesWithoutProgress;
    this.#triesWithoutProgress += 1;
    if (tried >= timing.reconnectTries) {
      throw new ConnectionLost('The connection to the server broke and could not be restored', this.#pending.text, this.#pending.analysis_id);
    }
    this.#stream.emit('reconnecting', tried + 1);
    // Half of the wait is random, so that many clients of a restarted server don't return in one moment.
    const wait = Math.min(timing.reconnectDelayMs * 2 ** tried, MAX_RECONNECT_DELAY_MS) * (0.5 + Math.random() / 2);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }

  #cancel(): void {
    if (this.#cancelled || this.#over) return;
    this.#cancelled = true;
    this.#sendCancel();
    this.#cancelTimer = setTimeout(() => this.#fail(this.#cancelledError()), this.#access.timing.cancelGraceMs);
  }

  #sendCancel(): void {
    const { analysis_id } = this.#pending;
    if (analysis_id !== null) this.#connection?.send({ type: 'cancel', analysis_id } as { type: string });
  }

  #cancelledError(): AnalysisFailed {
    const error = { code: 'CANCELLED', message: 'The question was cancelled', recoverable: false } as const;
    return new AnalysisFailed(error, this.#pending.text, this.#pending.analysis_id);
  }

  #fail(error: Error): void {
    if (this.#over) return;
    this.#over = true;
    this.#stream.fail(error);
    this.#connection?.close();
  }
}

const NO_USAGE: Usage = { tokens: 0 };

function finalAnswer(answer: Answer): FinalAnswer {
  const { analysis_id, text, outcome, citations, claims, sources, warnings, usage, search_terms, model } = answer;
  return { analysis_id: analysis_id ?? '', text, outcome: outcome ?? 'answered', citations, claims, sources, warnings, usage: usage ?? NO_USAGE, search_terms, model: model ?? '' };
}
