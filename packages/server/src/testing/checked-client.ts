import { type Frame, isTerminal, type ServerFrame, serverFrameSchema, type Snapshot } from '@groundwire/protocol';
import type { Cursor, SocketWish } from '../session/socket-wish.js';
import type { InvariantBook } from './invariant-book.js';
import { SocketPair } from './socket-pair.js';
import type { WrittenLog } from './written-log.js';

interface ShownAnswer {
  text: string;
  nextIndex: number;
  ended: boolean;
}

/** Codes with which a healthy server may close a socket of a healthy client. */
const HEALTHY_CODES: ReadonlySet<number> = new Set([1012, 4008, 4009]);

/** A client of the extended protocol that does everything right, and holds everything it gets against what was written. */
export class CheckedClient {
  readonly session: string;
  readonly answers = new Map<string, ShownAnswer>();
  /** Null until it has caught up for the first time, and while it starts over. */
  cursor: Cursor | null = null;
  /** The socket, while the client believes in it. */
  pair: SocketPair | null = null;
  /** Every durable frame that was applied, for comparing whole runs. */
  readonly applied: string[] = [];
  #read = 0;
  /** The seq that was received last on this socket. */
  #position = 0;
  #asked: Cursor | null = null;
  /** The log that this socket follows, as the server says. */
  #epoch = '';
  /** Between a failed resume, or a greeting without cursor, and `caught_up`: snapshots only. */
  #starting = false;
  #greeted = false;
  readonly #book: InvariantBook;
  readonly #written: WrittenLog;

  constructor(session: string, book: InvariantBook, written: WrittenLog) {
    this.session = session;
    this.#book = book;
    this.#written = written;
  }

  /** A new socket in place of the old one, and what is to be asked for with it. */
  connect(cursor: Cursor | null, flowing: boolean): { pair: SocketPair; wish: SocketWish } {
    this.pair = new SocketPair({ flowing });
    [this.#read, this.#greeted, this.#starting, this.#asked] = [0, false, false, cursor];
    return { pair: this.pair, wish: cursor === null ? { version: 2 } : { version: 2, cursor } };
  }

  /** Only when nothing is on its way: a client that asks in mid-stream has to wait for what it asked for. */
  resume(cursor: Cursor): void {
    if (this.pair === null || !this.#greeted || this.#starting) return;
    this.#ask(cursor);
    this.pair.say({ type: 'resume', ...cursor });
  }

  /** Reads what has arrived since the last time. */
  read(): void {
    const { pair } = this;
    if (pair === null) return;
    for (; this.#read < pair.received.length; this.#read += 1) this.#take(pair.received[this.#read] as ServerFrame, pair.texts[this.#read] ?? '');
    if (pair.alive) return;
    const code = pair.closedByServer?.code ?? null;
    this.#book.ensure(13, code === null || HEALTHY_CODES.has(code), () => `a healthy client was closed with ${code}`);
    this.pair = null;
  }

  #ask(cursor: Cursor): void {
    this.#asked = cursor;
    this.#position = cursor.since_seq;
  }

  #take(frame: ServerFrame, text: string): void {
    switch (frame.type) {
      case 'connection_established':
        return this.#greet(frame.epoch ?? '', frame.head_seq ?? -1);
      case 'ping':
        return this.#book.ensure(18, !('seq' in frame), () => text);
      case 'snapshot':
        return this.#show(frame);
      case 'resume_failed':
        this.#book.ensure(1, frame.reason === 'trimmed' || this.#position === this.#asked?.since_seq, () => `${frame.reason} behind a part of a replay`);
        return this.#startOver(frame.epoch, frame.head_seq);
      case 'caught_up':
        this.#book.ensure(1, frame.seq === this.#position, () => `caught_up at ${frame.seq} where ${this.#position} was the last seq`);
        // Not before: whoever goes on from a place whose snapshots it did not get has lost them.
        if (this.#starting) this.cursor = { epoch: frame.epoch, since_seq: frame.seq };
        this.#starting = false;
        return;
      default:
        if ('seq' in frame && frame.seq !== undefined) this.#takeDurable(frame as Frame, text);
    }
  }

  #greet(epoch: string, head: number): void {
    [this.#greeted, this.#epoch] = [true, epoch];
    if (this.#asked === null) this.#startOver(epoch, head);
    else this.#position = this.#asked.since_seq;
  }

  #startOver(epoch: string, head: number): void {
    this.answers.clear();
    this.#epoch = epoch;
    this.cursor = null;
    this.#position = head;
    this.#starting = true;
  }

  #show({ analysis_id, content, through_index, through_seq, status }: Snapshot): void {
    const said = this.#written.said(analysis_id, through_seq);
    this.#book.ensure(6, content === said.text && through_index === said.tokens - 1, () => `the snapshot of ${analysis_id} through ${through_seq} is not what was said`);
    this.#book.ensure(15, this.#written.analyses.get(analysis_id)?.session === this.session || (content === '' && status === 'processing'), () => `a snapshot of ${analysis_id}`);
    this.answers.set(analysis_id, { text: content, nextIndex: through_index + 1, ended: status !== 'processing' });
  }

  #takeDurable(frame: Frame, text: string): void {
    this.#book.ensure(1, this.#greeted && !this.#starting && frame.seq === this.#position + 1, () => `seq ${frame.seq} behind ${this.#position}${this.#starting ? ' among snapshots' : ''}`);
    this.#position = frame.seq;
    const epoch = this.#epoch;
    this.#book.ensure(11, this.cursor === null || this.cursor.epoch === epoch, () => `a cursor of epoch ${this.cursor?.epoch} was honoured in epoch ${epoch}`);
    const written = this.#written.text(this.session, epoch, frame.seq);
    this.#book.ensure(11, written !== undefined, () => `seq ${frame.seq} is not in the log of epoch ${epoch}`);
    this.#book.ensure(3, written === text, () => `seq ${frame.seq} is ${text} and was written as ${written}`);
    this.#book.ensure(15, this.#written.analyses.get(frame.analysis_id ?? '')?.session === this.session, () => text);
    if (this.cursor !== null && frame.seq <= this.cursor.since_seq) return;
    this.#book.ensure(2, this.cursor === null || frame.seq === this.cursor.since_seq + 1, () => `seq ${frame.seq} was applied behind ${this.cursor?.since_seq}`);
    this.cursor = { epoch, since_seq: frame.seq };
    this.applied.push(text);
    this.#apply(frame);
  }

  #apply(frame: Frame): void {
    const id = frame.analysis_id ?? '';
    const answer = this.answers.get(id) ?? { text: '', nextIndex: 0, ended: false };
    this.answers.set(id, answer);
    this.#book.ensure(7, !answer.ended, () => `${frame.type} behind the end of ${id}`);
    if (frame.type === 'token') {
      this.#book.ensure(4, frame.index === answer.nextIndex, () => `${id} got index ${frame.index} where ${answer.nextIndex} was due`);
      answer.text += frame.content;
      answer.nextIndex += 1;
      this.#book.ensure(6, this.#written.said(id).text.startsWith(answer.text), () => `${id} shows what was not said`);
    }
    if (frame.type === 'complete') this.#book.ensure(5, frame.answer === answer.text, () => `${id} shows ${answer.text.length} characters, its complete frame ${frame.answer.length}`);
    if (isTerminal(frame)) answer.ended = true;
  }
}

/** A client of the base protocol: knows indexes and nothing else. */
export class CheckedBaseClient {
  readonly answers = new Map<string, ShownAnswer>();
  pair: SocketPair | null = null;
  #read = 0;
  #onThisSocket = new Map<string, { next: number; ended: boolean }>();

  constructor(
    readonly session: string,
    readonly book: InvariantBook,
    readonly written: WrittenLog,
  ) {}

  connect(flowing: boolean): SocketPair {
    this.pair = new SocketPair({ flowing });
    this.#read = 0;
    this.#onThisSocket = new Map();
    return this.pair;
  }

  read(): void {
    const { pair, book } = this;
    if (pair === null) return;
    for (; this.#read < pair.received.length; this.#read += 1) {
      const parsed = serverFrameSchema.safeParse(pair.received[this.#read]);
      book.ensure(16, parsed.success, () => pair.texts[this.#read] ?? '');
      if (parsed.success) this.#take(parsed.data);
    }
    if (!pair.alive) this.pair = null;
  }

  #take(frame: ServerFrame): void {
    const { book, written } = this;
    book.ensure(16, ['connection_established', 'ping', 'token', 'complete', 'analysis_error'].includes(frame.type), () => frame.type);
    if (frame.type === 'ping') book.ensure(18, !('seq' in frame), () => 'a ping with a seq');
    if (frame.type !== 'token' && frame.type !== 'complete' && frame.type !== 'analysis_error') return;
    const id = frame.analysis_id ?? '';
    // What a log says that has lost an answer is of no session.
    if (frame.seq === undefined) return;
    book.ensure(15, written.analyses.get(id)?.session === this.session, () => `${frame.type} of ${id}`);
    const here = this.#onThisSocket.get(id) ?? { next: 0, ended: false };
    this.#onThisSocket.set(id, here);
    book.ensure(7, !here.ended, () => `${frame.type} behind the end of ${id}`);
    const answer = this.answers.get(id) ?? { text: '', nextIndex: 0, ended: false };
    this.answers.set(id, answer);
    if (frame.type !== 'token') return this.#end(frame, id, here, answer);
    book.ensure(4, frame.index === here.next, () => `${id} got index ${frame.index} where ${here.next} was due`);
    here.next += 1;
    if (frame.index === answer.nextIndex) {
      answer.text += frame.content;
      answer.nextIndex += 1;
    }
    book.ensure(6, written.said(id).text.startsWith(answer.text), () => `${id} shows what was not said`);
  }

  #end(frame: Extract<ServerFrame, { type: 'complete' | 'analysis_error' }>, id: string, here: { ended: boolean }, answer: ShownAnswer): void {
    [here.ended, answer.ended] = [true, true];
    // Of an answer whose front was folded only the end is left, and it has the whole text.
    if (frame.type === 'complete') this.book.ensure(5, frame.answer.startsWith(answer.text) && frame.answer === this.written.said(id).text, () => `${id} ends with another answer`);
  }
}
