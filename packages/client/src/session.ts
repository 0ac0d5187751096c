import type { AnalysisParameters, ServerFrame, WireError } from '@groundwire/protocol';
import type { AnswerStream } from './answer-stream.js';
import { Emitter } from './emitter.js';
import { AnalysisFailed, ConnectionFailed } from './errors.js';
import { FollowedAnalysis, type Question } from './followed-analysis.js';
import { goOnWithoutSocket, lookForEnd, pollEnd } from './follow-without-socket.js';
import type { LinkState } from './link-state.js';
import type { Binding } from './pending-analysis.js';
import { randomId } from './random-id.js';
import type { IncomingFrame } from './read-frame.js';
import { type RestAccess, cancelAnalysis, nothingAnswers, startAnalysis } from './rest.js';
import { SessionLink } from './session-link.js';
import type { Timing } from './timing.js';
import type { WebSocketConstructor } from './web-socket.js';

export interface ServerAccess extends RestAccess {
  /** Null where the runtime has none. */
  WebSocket: WebSocketConstructor | null;
  timing: Timing;
}

export interface SessionAskOptions {
  parameters?: AnalysisParameters | undefined;
  /** Aborting it is `cancel`. */
  signal?: AbortSignal | undefined;
}

export interface SessionEvents {
  /** An analysis of the session that somebody else started, or that was there before. */
  analysis: AnswerStream;
  /** Every frame of the session, in order and once; not pings. */
  frame: ServerFrame;
  /** Where the connection stands. */
  state: LinkState;
  /** The connection broke; the number of the try that follows, from 1. */
  reconnecting: number;
  /** The connection is gone and won't be restored by itself. */
  lost: Error;
}

/**
 * A session of a server: asks in it, and follows what else goes on in it. It is connected while an answer is awaited, and
 * after `resume` until `close`.
 */
export class Session {
  readonly id: string;
  readonly #access: ServerAccess;
  readonly #events = new Emitter<SessionEvents>();
  readonly #link: SessionLink | null;
  /** Analyses that are not over, and those that `resume` found. */
  readonly #analyses = new Set<FollowedAnalysis>();
  /** Ids of analyses that are over: what a server says of them again is no news. */
  readonly #past = new Set<string>();
  #asked = 0;
  /** Nobody else knows its id, so that what arrives is the answer to what was asked. */
  readonly #private: boolean;
  #resuming: { promise: Promise<AnswerStream[]>; found: FollowedAnalysis[]; rewound: boolean; resolve: (found: AnswerStream[]) => void; reject: (error: Error) => void } | null = null;
  #stays = false;

  /** Use `client.session()`. Throws `ConnectionFailed` for an id that no session can have. */
  constructor(access: ServerAccess, id: string | undefined) {
    if (id !== undefined && !/^[A-Za-z0-9._:-]{1,128}$/.test(id)) {
      throw new ConnectionFailed(`${JSON.stringify(id)} can't be the id of a session: 1 to 128 letters, digits, ".", "_", ":" and "-" can`);
    }
    this.id = id ?? randomId('session');
    this.#private = id === undefined;
    this.#access = access;
    this.#link = access.WebSocket === null ? null : this.#createLink(access.WebSocket);
  }

  /** Asks a question and returns at once; whatever goes wrong is reported through the stream. */
  ask(question: string, options: SessionAskOptions = {}): AnswerStream {
    this.#asked += 1;
    const asked = { text: question, parameters: options.parameters ?? {}, client_request_id: randomId('request') };
    const analysis = this.#follow(asked);
    watchSignal(analysis.stream, options.signal);
    if (analysis.over) return analysis.stream;
    if (this.#link === null) void goOnWithoutSocket(this.#access, [analysis], { complaint: 'this runtime has no WebSocket', everOpen: false });
    else if (this.#link.open) this.#send(analysis);
    else this.#link.start();
    return analysis.stream;
  }

  /**
   * The analyses that the session's log still holds, those that run and those that ended recently, in the order in which they
   * began; each delivers from its first word. From then on the session stays connected and `analysis` announces new ones.
   * Empty for a server that speaks the base protocol only, which can't say what there is. Rejects with `ConnectionFailed`.
   */
  resume(): Promise<AnswerStream[]> {
    if (this.#resuming !== null) return this.#resuming.promise;
    if (this.#link === null) return Promise.reject(new ConnectionFailed(NO_WEBSOCKET));
    let settle!: { resolve: (found: AnswerStream[]) => void; reject: (error: Error) => void };
    const promise = new Promise<AnswerStream[]>((resolve, reject) => (settle = { resolve, reject }));
    this.#stays = true;
    this.#past.clear();
    this.#resuming = { promise, found: [], rewound: false, ...settle };
    if (this.#link.open) this.#beginResuming();
    else this.#link.start();
    return promise;
  }

  /** Calls back for each event from now on. Gives the way to stop. */
  on<K extends keyof SessionEvents>(event: K, listener: (payload: SessionEvents[K]) => void): () => void {
    return this.#events.on(event, listener);
  }

  /** Disconnects. The analyses go on on the server; what still waits for one here fails with `ConnectionLost`. */
  close(): void {
    this.#stays = false;
    this.#link?.stop();
    const error = new ConnectionFailed('The session was closed');
    this.#resuming?.reject(error);
    this.#resuming = null;
    for (const analysis of [...this.#analyses]) analysis.lose('The session was closed before the answer was complete');
  }

  #createLink(WebSocket: WebSocketConstructor): SessionLink {
    const { baseUrl, timing } = this.#access;
    return new SessionLink({
      WebSocket,
      baseUrl,
      timing,
      sessionId: this.id,
      isAwaited: () => this.#analyses.size > 0,
      isAbsent: () => nothingAnswers(this.#access),
      onReady: () => this.#ready(),
      onFrame: (frame) => this.#receive(frame),
      onCaughtUp: (renewed) => this.#caughtUp(renewed),
      onReconnecting: (count) => this.#reconnecting(count),
      onDown: ({ text, everOpen, fault }) => void this.#down(text, everOpen, fault),
      onState: (state) => this.#events.emit('state', state),
    });
  }

  #follow(question: Question | null): FollowedAnalysis {
    const analysis: FollowedAnalysis = new FollowedAnalysis({
      session_id: this.id,
      question,
      cancelGraceMs: this.#access.timing.cancelGraceMs,
      cancel: (analysis_id) => this.#cancel(analysis_id),
      onProgress: () => this.#link?.progressed(),
      onGap: (incomplete) => this.#mend(incomplete),
      onEndedElsewhere: (ended) => void pollEnd(this.#access, ended),
      onSettled: (settled) => this.#settled(settled),
    });
    this.#analyses.add(analysis);
    return analysis;
  }

  #settled(analysis: FollowedAnalysis): void {
    this.#analyses.delete(analysis);
    if (analysis.analysis_id !== null) this.#past.add(analysis.analysis_id);
    if (this.#analyses.size === 0 && !this.#stays) this.#link?.stop();
  }

  #cancel(analysis_id: string): void {
    if (this.#link?.send({ type: 'cancel', analysis_id }) !== true) void cancelAnalysis(this.#access, analysis_id);
  }

  /**
   * A base server delivers from the first token on every new connection; any other does so when it is asked to. Where that
   * does not help, the completion will, which has the whole answer.
   */
  #mend(incomplete: FollowedAnalysis): void {
    if (this.#link === null) return;
    if (!this.#link.numbered) this.#link.reconnect();
    else if (incomplete.gaps === 1) this.#link.rewind();
    else if (incomplete.gaps === 2) void pollEnd(this.#access, incomplete);
  }

  #ready(): void {
    const link = this.#link as SessionLink;
    for (const analysis of [...this.#analyses]) {
      analysis.pending.binding = this.#bindingOf();
      if (analysis.analysis_id === null) this.#send(analysis);
      else if (!link.numbered) void lookForEnd(this.#access, analysis);
      analysis.repeatCancel();
    }
    this.#beginResuming();
  }

  #beginResuming(): void {
    const resuming = this.#resuming;
    if (resuming === null || resuming.rewound) return;
    resuming.rewound = true;
    if (this.#link?.numbered === true) this.#link.rewind();
    else this.#resumed();
  }

  #bindingOf(): Binding {
    if (this.#link?.numbered === true) return 'started';
    return this.#private && this.#asked === 1 ? 'first' : 'named';
  }

  #send(analysis: FollowedAnalysis): void {
    const { question } = analysis;
    if (question === null) return;
    analysis.sent = true;
    analysis.pending.binding = this.#bindingOf();
    if (analysis.pending.binding === 'named') return void this.#startOverRest(analysis);
    this.#link?.send({ type: 'query', query: question.text, parameters: question.parameters, client_request_id: question.client_request_id });
  }

  /** The answer to this call says for certain which analysis is ours, where the frames don't. */
  async #startOverRest(analysis: FollowedAnalysis): Promise<void> {
    try {
      analysis.name(await startAnalysis(this.#access, analysis.startRequest));
    } catch (thrown) {
      // The connection broke as well, most likely; once it is back the question is handed over again.
      if (this.#link?.open === true || thrown instanceof AnalysisFailed) analysis.fail(thrown as Error);
    }
  }

  #receive(frame: IncomingFrame): void {
    if (frame.type === 'resume_failed') for (const analysis of this.#analyses) analysis.reset();
    if (frame.type === 'error' && frame.ref === undefined) this.#refused(frame.error);
    const shown = frame.type === 'unknown' ? (frame.raw as unknown as ServerFrame) : frame;
    this.#events.emit('frame', shown);
    const analyses = [...this.#analyses];
    for (const analysis of analyses) analysis.stream.emitFrame(frame);
    const takers = analyses.filter((analysis) => analysis.take(frame));
    if (frame.type !== 'started' && frame.type !== 'snapshot') return;
    const [taker] = takers;
    if (taker === undefined) this.#discover(frame);
    else if (this.#resuming?.rewound === true && !this.#resuming.found.includes(taker)) this.#resuming.found.push(taker);
  }

  /** A message that the server could not read at all has no reference to what it was; a single question on its way was it. */
  #refused(error: WireError): void {
    const [first, ...others] = [...this.#analyses].filter(({ sent, analysis_id }) => sent && analysis_id === null);
    if (error.code === 'INVALID_REQUEST' && others.length === 0) first?.fail(new AnalysisFailed(error, '', null));
  }

  /** What nobody here asked for: another tab did, or this one before it was loaded again. */
  #discover(frame: Extract<IncomingFrame, { type: 'started' | 'snapshot' }>): void {
    if (!this.#stays || this.#link?.numbered !== true || this.#past.has(frame.analysis_id)) return;
    const analysis = this.#follow(null);
    this.#resuming?.found.push(analysis);
    analysis.name(frame.analysis_id);
    if (frame.type === 'started') analysis.stream.asked(frame.query);
    this.#events.emit('analysis', analysis.stream);
    analysis.stream.emitFrame(frame);
    analysis.take(frame);
  }

  #caughtUp(renewed: boolean): void {
    if (renewed) for (const analysis of [...this.#analyses]) this.#renew(analysis);
    if (this.#resuming?.rewound === true) this.#resumed();
  }

  /** The log begins anew, and what the snapshots did not mention the log no longer knows. */
  #renew(analysis: FollowedAnalysis): void {
    if (analysis.analysis_id === null && analysis.question !== null) void this.#startOverRest(analysis);
    else if (analysis.awaitsSnapshot) void pollEnd(this.#access, analysis);
  }

  #resumed(): void {
    this.#resuming?.resolve(this.#resuming.found.map(({ stream }) => stream));
    this.#resuming = null;
  }

  #reconnecting(count: number): void {
    this.#events.emit('reconnecting', count);
    for (const { stream } of this.#analyses) stream.emit('reconnecting', count);
  }

  async #down(text: string, everOpen: boolean, fault: Error | null): Promise<void> {
    const analyses = [...this.#analyses];
    const error = fault ?? (await goOnWithoutSocket(this.#access, analyses, { complaint: text, everOpen }));
    for (const analysis of analyses) if (fault !== null) analysis.fail(fault);
    this.#events.emit('lost', error);
    this.#resuming?.reject(error);
    this.#resuming = null;
  }
}

const NO_WEBSOCKET =
  'This JavaScript runtime has no WebSocket of its own (Node has one from version 22). ' +
  "Install the package \"ws\" and pass it: import { WebSocket } from 'ws'; createClient({ url, WebSocket })";

function watchSignal(stream: AnswerStream, signal: AbortSignal | undefined): void {
  if (signal === undefined) return;
  const onAbort = () => stream.cancel();
  if (signal.aborted) return onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  const tidy = () => signal.removeEventListener('abort', onAbort);
  stream.done.then(tidy, tidy);
}
