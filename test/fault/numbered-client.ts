import { AnswerLedger, type ClientContext, type ClientResult, type WireFrame, applyEnd, pauseBeforeConnecting } from './client-result.js';
import { type FrameSocket, followSocket } from './frame-socket.js';

/** A client of a few lines that knows v2: one cursor, every frame exactly behind the one before, resume by address or by message. */
export async function askNumbered(context: ClientContext): Promise<ClientResult> {
  const client = new NumberedClient(context);
  for (let tries = 0; client.ledger.end === null && !context.signal.aborted; tries += 1) {
    await client.connect();
    if (client.ledger.end === null) await pauseBeforeConnecting(context, Math.min(tries, 4));
  }
  return client.ledger.result();
}

class NumberedClient {
  readonly ledger = new AnswerLedger();
  readonly #requestId: string;
  #cursor: { epoch: string; seq: number } | null = null;
  /** Replays still to be announced as over; frames before that may come twice where a `resume` crossed them. */
  #unsettled = 0;

  constructor(readonly context: ClientContext) {
    this.#requestId = `numbered-${Math.floor(context.random() * 2 ** 40)}`;
  }

  async connect(): Promise<void> {
    const { context } = this;
    const cursor = this.#cursor;
    const byMessage = cursor !== null && context.random() < 0.4;
    const position = cursor === null || byMessage ? '' : `&epoch=${encodeURIComponent(cursor.epoch)}&since=${cursor.seq}`;
    this.#unsettled = byMessage ? 2 : 0;
    let greeted = false;
    await followSocket(`${context.socketUrl}/ws/${context.session_id}?v=2${position}`, {
      signal: context.signal,
      opened: (socket) => {
        if (byMessage) socket.send({ type: 'resume', epoch: cursor.epoch, since_seq: cursor.seq });
      },
      frame: (frame, socket) => {
        if (!greeted) this.ledger.connections += 1;
        greeted = true;
        this.#take(frame, socket);
        if (this.ledger.end !== null) socket.drop();
      },
    });
  }

  #take(frame: WireFrame, socket: FrameSocket): void {
    if (frame.type === 'caught_up') return this.#caughtUp(frame, socket);
    if (frame.type === 'resume_failed') return void (this.ledger.gaps += 1);
    if (frame.type === 'error') return void this.ledger.mismatches.push(`refused: ${JSON.stringify(frame['error'])}`);
    if (frame.type === 'snapshot') return this.#again(frame, socket);
    if (typeof frame['seq'] === 'number') this.#numbered(frame, frame['seq']);
  }

  #caughtUp(frame: WireFrame, socket: FrameSocket): void {
    const { context } = this;
    const seq = Number(frame['seq']);
    this.#cursor ??= { epoch: String(frame['epoch']), seq };
    if (this.#unsettled > 0) this.#unsettled -= 1;
    if (this.#unsettled > 0) return;
    if (this.#cursor.seq < seq) this.ledger.gaps += 1;
    // What began is in the replay: without it the question did not arrive.
    if (this.ledger.analysis_id === null) socket.send({ type: 'query', query: context.question, parameters: context.parameters, client_request_id: this.#requestId });
  }

  /** The question had arrived, before there was a cursor to see it: everything from the start. */
  #again(frame: WireFrame, socket: FrameSocket): void {
    if (this.#cursor === null || frame['client_request_id'] !== this.#requestId || this.ledger.analysis_id !== null) return;
    this.#cursor = { ...this.#cursor, seq: 0 };
    this.#unsettled = 1;
    socket.send({ type: 'resume', epoch: this.#cursor.epoch, since_seq: 0 });
  }

  #numbered(frame: WireFrame, seq: number): void {
    const cursor = this.#cursor;
    if (cursor === null) return;
    if (seq !== cursor.seq + 1) {
      if (this.#unsettled > 0) return;
      if (seq <= cursor.seq) this.ledger.duplicates += 1;
      else this.ledger.gaps += 1;
      return;
    }
    cursor.seq = seq;
    if (frame['epoch'] !== undefined && frame['epoch'] !== cursor.epoch) this.ledger.mismatches.push('a frame of another epoch');
    if (frame.type === 'started' && frame['client_request_id'] === this.#requestId) this.ledger.analysis_id = String(frame['analysis_id']);
    if (frame['analysis_id'] !== this.ledger.analysis_id) return;
    if (frame.type === 'token') this.ledger.add(Number(frame['index']), String(frame['content']));
    else applyEnd(this.ledger, frame);
  }
}
