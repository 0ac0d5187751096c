import type { WebSocketLike } from '../web-socket.js';

/** What happens to one connection. */
export interface ConnectionPlan {
  /** Messages after which it breaks; null for never. The greeting counts. */
  cutAfter: number | null;
  /** Close code that the client sees. */
  code: number;
  /** What becomes of the log before the next connection. */
  then: 'nothing' | 'lose_tail' | 'trim' | 'new_log';
  /** Every message comes twice. */
  stutters: boolean;
}

export interface LoggedAnswer {
  tokens: string[];
  /** Token count that another server would have written instead, once the tail was lost. */
  retold: string[];
}

type Frame = Record<string, unknown> & { type: string; seq: number; analysis_id: string };
type Listener = (event: never) => void;

const ANALYSIS = 'analysis_memory';

/**
 * A session log and its v2 sockets in memory, which break as planned, one plan for each connection. One question is answered,
 * a frame at a time whenever the client has taken what there was. The rules are those of the protocol: what is delivered
 * was logged before, replay and live are one read, a cursor is honoured whole or answered with `resume_failed` and snapshots.
 */
export class MemoryServer {
  readonly #answer: LoggedAnswer;
  readonly #plans: ConnectionPlan[];
  readonly #base: boolean;
  #frames: Frame[] = [];
  #trimmed = 0;
  #epoch = 1;
  #tokens: string[];
  #request: string | null = null;
  #head = 0;
  connections = 0;
  queries = 0;

  /** `base`: it speaks the base protocol only, and delivers the analysis from its first token on every connection. */
  constructor(answer: LoggedAnswer, plans: ConnectionPlan[], { base } = { base: false }) {
    this.#base = base;
    this.#answer = answer;
    this.#tokens = answer.tokens;
    this.#plans = plans;
  }

  /** The answer as the log has it in the end. */
  get truth(): string {
    return this.#tokens.join('');
  }

  /** What a REST call would say of the analysis. */
  get result(): { status: number; body: unknown } {
    if (this.#request === null) return { status: 404, body: {} };
    const complete = this.#frames.find(({ type }) => type === 'complete');
    if (complete === undefined) return { status: 200, body: { success: true, status: 'processing' } };
    return { status: 200, body: { success: true, status: 'completed', results: { ...complete, answer: this.truth } } };
  }

  get WebSocket(): new (url: string) => WebSocketLike {
    const connect = (url: string, deliver: Delivery) => this.#connect(url, deliver);
    return class extends MemorySocket {
      constructor(url: string) {
        super((deliver) => connect(url, deliver));
      }
    };
  }

  #connect(url: string, delivery: Delivery): { receive(text: string): void } {
    const asked = new URL(url).searchParams;
    const plan = this.#plans[this.connections] ?? { cutAfter: null, code: 1006, then: 'nothing', stutters: false };
    this.connections += 1;
    const socket = new ServedSocket(delivery, plan, () => this.#after(plan));
    const place = { epoch: `e${this.#epoch}`, head_seq: this.#head, oldest_seq: this.#trimmed + 1, active: [] };
    socket.send({ type: 'connection_established', session_id: 's', timestamp: '', ...(this.#base ? {} : place) });
    let cursor = this.#base ? 0 : this.#head;
    if (asked.has('since')) cursor = this.#place(socket, asked.get('epoch') ?? '', Number(asked.get('since')));
    const run = async () => {
      let toldEnd = false;
      while (!socket.closed) {
        const next = this.#frames.find(({ seq }) => seq > cursor);
        if (next !== undefined) {
          if (!this.#base || next.type !== 'started') socket.send(next);
          cursor = next.seq;
        } else if (!this.#base && !toldEnd) {
          socket.send({ type: 'caught_up', seq: cursor, epoch: `e${this.#epoch}` });
          toldEnd = true;
        } else this.#write();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    void run();
    return { receive: (text) => this.#receive(socket, text) };
  }

  #place(socket: ServedSocket, epoch: string, since: number): number {
    const reason = epoch !== `e${this.#epoch}` ? 'epoch' : since > this.#head ? 'ahead' : since < this.#trimmed ? 'trimmed' : null;
    if (reason === null) return since;
    socket.send({ type: 'resume_failed', reason, epoch: `e${this.#epoch}`, head_seq: this.#head });
    if (this.#request !== null && this.#head > 0) socket.send(this.#snapshot());
    return this.#head;
  }

  #snapshot(): object {
    const count = this.#count();
    const ended = this.#frames.some(({ type }) => type === 'complete');
    return { type: 'snapshot', analysis_id: ANALYSIS, content: this.#tokens.slice(0, count).join(''), through_index: count - 1, through_seq: this.#head, status: ended ? 'completed' : 'processing' };
  }

  #count(): number {
    return this.#frames.filter(({ type }) => type === 'token').length + this.#trimmedTokens();
  }

  /** Of what was trimmed, all but `started` were tokens: only running analyses are asked for here. */
  #trimmedTokens(): number {
    return Math.max(0, this.#trimmed - 1);
  }

  #receive(socket: ServedSocket, text: string): void {
    if (!text.startsWith('{')) return;
    const message = JSON.parse(text) as { type: string; client_request_id?: string };
    if (message.type !== 'query') return;
    this.queries += 1;
    if (this.#request === null) this.#begin(String(message.client_request_id));
    else if (this.#head > 0 && !this.#base) socket.send({ ...this.#snapshot(), client_request_id: this.#request });
  }

  /** Over REST, idempotent as the socket is. */
  start(clientRequestId: string): string {
    if (this.#request === null) this.#begin(clientRequestId);
    return ANALYSIS;
  }

  #begin(clientRequestId: string): void {
    this.#request = clientRequestId;
    this.#append({ type: 'started', query: 'q', client_request_id: clientRequestId });
  }

  #append(body: Record<string, unknown> & { type: string }): void {
    this.#head += 1;
    this.#frames.push({ ...body, analysis_id: ANALYSIS, seq: this.#head });
  }

  /** One more frame of the answer, where there is one. */
  #write(): void {
    if (this.#request === null || this.#frames.some(({ type }) => type === 'complete')) return;
    if (this.#head === 0) return this.#append({ type: 'started', query: 'q', client_request_id: this.#request });
    const index = this.#count();
    const content = this.#tokens[index];
    if (content !== undefined) this.#append({ type: 'token', content, index });
    else this.#append({ type: 'complete', citations: [], usage: { tokens: index }, outcome: 'answered', answer: this.truth, epoch: `e${this.#epoch}` });
  }

  #after({ then }: ConnectionPlan): void {
    if (this.#frames.some(({ type }) => type === 'complete')) return;
    if (then === 'lose_tail') this.#loseTail();
    if (then === 'trim') this.#trimmed = this.#trim();
    if (then === 'new_log') this.#newLog();
  }

  /** As after a power cut: the end of the log is gone, and what is written in its place reads otherwise. */
  #loseTail(): void {
    const lost = Math.min(2, Math.max(0, this.#frames.length - 1));
    this.#frames = this.#frames.slice(0, this.#frames.length - lost);
    this.#head -= lost;
    const kept = this.#count();
    this.#tokens = [...this.#tokens.slice(0, kept), ...this.#answer.retold.slice(kept)];
  }

  #trim(): number {
    const to = Math.max(this.#trimmed, this.#head - 1);
    this.#frames = this.#frames.filter(({ seq }) => seq > to);
    return to;
  }

  /** The log was lost as a whole; the analysis was taken over with the text that it had. */
  #newLog(): void {
    this.#epoch += 1;
  }
}

type Delivery = { open(): void; message(data: string): void; close(code: number): void };

/** The server's end of one connection: counts what it sent, and breaks when the plan says so. */
class ServedSocket {
  closed = false;
  #sent = 0;

  constructor(
    readonly delivery: Delivery,
    readonly plan: ConnectionPlan,
    readonly onCut: () => void,
  ) {}

  send(frame: object): void {
    if (this.closed) return;
    this.#sent += 1;
    if (this.plan.cutAfter !== null && this.#sent > this.plan.cutAfter) {
      this.closed = true;
      this.onCut();
      return this.delivery.close(this.plan.code);
    }
    const text = JSON.stringify(frame);
    this.delivery.message(text);
    if (this.plan.stutters && 'seq' in frame) this.delivery.message(text);
  }
}

/** The client's end. What is delivered arrives in later turns, in order. */
class MemorySocket implements WebSocketLike {
  readyState = 0;
  readonly #listeners = new Map<string, Listener[]>();
  readonly #peer: { receive(text: string): void };

  constructor(connect: (delivery: Delivery) => { receive(text: string): void }) {
    this.#later(() => {
      this.readyState = 1;
      this.#call('open', {});
    });
    this.#peer = connect({
      open: () => undefined,
      message: (data) => this.#later(() => this.#call('message', { data })),
      close: (code) => this.#later(() => this.#closed(code)),
    });
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(data: string): void {
    this.#later(() => this.#peer.receive(data));
  }

  close(): void {
    this.#closed(1000);
  }

  #closed(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#call('close', { code, reason: '' });
  }

  #call(type: string, event: object): void {
    if (type === 'message' && this.readyState !== 1) return;
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }

  #later(action: () => void): void {
    setImmediate(action);
  }
}
