import type { SessionLog } from '../session-log/session-log.js';
import { SOCKET_HIGH_WATER_BYTES, SOCKET_LOW_WATER_BYTES } from '../session/session-limits.js';
import { IDLE_POLL_MS } from '../session/socket-limits.js';
import type { Cursor, SocketWish } from '../session/socket-wish.js';
import { CheckedBaseClient, CheckedClient } from './checked-client.js';
import { CheckedOwners, type Owned } from './checked-owner.js';
import { type FakeClock, settle } from './fake-clock.js';
import { FaultyLog } from './faulty-log.js';
import type { InvariantBook } from './invariant-book.js';
import { LogRig } from './log-rig.js';
import type { SocketPair } from './socket-pair.js';
import { WrittenLog } from './written-log.js';

export const SESSIONS = ['s', 't'] as const;
/** What may be queued for a socket: so much, or one frame that is larger when nearly nothing else is queued; and some pings. */
const queueBound = (largestFrame: number) => Math.max(SOCKET_HIGH_WATER_BYTES, SOCKET_LOW_WATER_BYTES + largestFrame) + 4_096;
const RENEW_MS = 1_500;
const LEASE_OVER_MS = 6_100;

/** With which cursor a client comes back. */
export type Asks = 'own' | 'older' | 'none' | 'stale' | 'ahead';

/** A session log, owners who write to it and clients who follow it, all of them unlucky, and what is to hold all the same. */
export class LogWorld {
  readonly book: InvariantBook;
  readonly rig: LogRig;
  readonly log: FaultyLog;
  readonly written: WrittenLog;
  readonly owners: CheckedOwners;
  readonly clients: CheckedClient[] = [];
  readonly baseClients: CheckedBaseClient[] = [];
  /** Sockets whose client is gone without the server's knowing. */
  readonly #abandoned: SocketPair[] = [];
  readonly #closeLog: () => Promise<void>;
  #begun = 0;

  /** `close` closes the log and all that was opened for it. */
  constructor(book: InvariantBook, createLog: (clock: FakeClock) => { log: SessionLog; close: () => Promise<void> }) {
    let closeLog = async () => {};
    this.book = book;
    this.written = new WrittenLog(book);
    let faulty: FaultyLog | null = null;
    this.rig = new LogRig({
      log: (clock) => {
        const { log: inner, close } = createLog(clock);
        closeLog = close;
        faulty = new FaultyLog(inner, clock, async (lease, frames) => this.written.write(lease, (await inner.head(lease.session_id)).epoch, frames));
        return faulty;
      },
    });
    this.log = faulty as unknown as FaultyLog;
    this.#closeLog = closeLog;
    this.owners = new CheckedOwners(this.log, book, () => this.rig.clock.now());
    for (const session of SESSIONS) {
      this.clients.push(new CheckedClient(session, book, this.written), new CheckedClient(session, book, this.written));
      this.baseClients.push(new CheckedBaseClient(session, book, this.written));
    }
  }

  // --- owners -------------------------------------------------------------------------------------------------------

  async begin(session: string): Promise<void> {
    if (this.owners.running().filter(({ lease }) => lease.session_id === session).length < 3) await this.owners.begin(session, `a${this.#begun++}`);
  }

  async beginAgain(which: number): Promise<void> {
    const owned = pick([...this.owners.owned.values()], which);
    if (owned !== undefined) await this.owners.beginAgain(owned, `a${this.#begun++}`);
  }

  async say(which: number, count: number, size: number): Promise<void> {
    const owned = pick(this.owners.writing(), which);
    if (owned !== undefined) await this.owners.say(owned, Array.from({ length: count }, (_, position) => `${owned.said.length + position}.`.padEnd(size, 'x')));
  }

  async end(which: number, how: 'complete' | 'fail' | 'cancel'): Promise<void> {
    const owned = pick(how === 'cancel' ? this.owners.running() : this.owners.writing(), which);
    if (owned === undefined) return;
    await (how === 'cancel' ? this.owners.cancel(owned) : this.owners.end(owned, how));
  }

  /** The process that writes an analysis stands still; killed or stopped is the same until it wakes up. */
  stall(which: number): void {
    const owned = pick(this.owners.writing(), which);
    if (owned !== undefined) owned.state = 'stalled';
  }

  async takeOver(): Promise<void> {
    await this.wait(LEASE_OVER_MS);
    await this.owners.takeOver();
    await this.owners.wakeUp();
  }

  /** Forgets an analysis that ended, or a session in which none runs. */
  async forget(what: 'analysis' | 'session', which: number): Promise<void> {
    const over = pick([...this.owners.owned.values()].filter(({ state }) => state === 'over'), which);
    if (over === undefined) return;
    const { session_id, analysis_id } = over.lease;
    const inSession = [...this.owners.owned.values()].filter(({ lease }) => lease.session_id === session_id);
    if (what === 'analysis') {
      await this.log.forgetAnalysis(session_id, analysis_id);
      return this.owners.forget([analysis_id]);
    }
    if (inSession.some(({ state }) => state !== 'over')) return;
    const { epoch } = await this.log.inner.head(session_id);
    await this.log.forgetSession(session_id);
    this.book.ensure(11, (await this.log.inner.head(session_id)).epoch !== epoch, () => `${session_id} was forgotten and kept its epoch`);
    this.owners.forget(inSession.map(({ lease }) => lease.analysis_id));
  }

  // --- clients ------------------------------------------------------------------------------------------------------

  connect(which: number, asks: Asks, flowing: boolean): void {
    const client = this.clients[which % this.clients.length] as CheckedClient;
    if (client.pair !== null) return;
    this.#attach(client.session, client.connect(cursorFor(client, asks), flowing));
  }

  connectBase(which: number, flowing: boolean): void {
    const client = this.baseClients[which % this.baseClients.length] as CheckedBaseClient;
    if (client.pair === null) this.#attach(client.session, { pair: client.connect(flowing), wish: { version: 1 } });
  }

  /** `abandon`: the network is gone and the server does not know. */
  disconnect(which: number, how: 'leave' | 'reset' | 'abandon'): void {
    const client = pick(this.#connected(), which);
    const pair = client?.pair ?? null;
    if (client === undefined || pair === null) return;
    client.read();
    client.pair = null;
    if (how !== 'abandon') return pair[how]();
    pair.flowing = false;
    this.#abandoned.push(pair);
  }

  flow(which: number, flowing: boolean): void {
    const pair = pick(this.#connected(), which)?.pair;
    if (pair) pair.flowing = flowing;
  }

  flush(which: number, count: number): void {
    pick(this.#connected(), which)?.pair?.flush(count);
  }

  async resume(which: number, asks: Asks): Promise<void> {
    const client = this.clients[which % this.clients.length] as CheckedClient;
    const cursor = cursorFor(client, asks);
    if (client.pair === null || cursor === null || this.log.delayMs > 0) return;
    client.pair.flowing = true;
    await this.rig.clock.advance(1_000);
    this.read();
    client.resume(cursor);
  }

  /** The server stops in good order: everybody is told, then closed. */
  async drain(): Promise<void> {
    for (const attachment of this.rig.attachments) attachment.announceEnd(1_000);
    for (const attachment of [...this.rig.attachments]) attachment.close(1012, 'restart');
    await this.wait(2_100);
  }

  // --- time and truth -----------------------------------------------------------------------------------------------

  async wait(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= RENEW_MS) {
      await this.rig.clock.advance(Math.min(left, RENEW_MS));
      await this.owners.renew();
    }
  }

  /** Nobody renews anything meanwhile. */
  async jump(ms: number): Promise<void> {
    await this.rig.clock.advance(ms);
    await this.owners.renew();
  }

  read(): void {
    for (const client of [...this.clients, ...this.baseClients]) client.read();
    const bound = queueBound(this.written.largestFrame());
    for (const pair of this.#pairs()) this.book.ensure(13, pair.bufferedBytes <= bound, () => `${pair.bufferedBytes} bytes are queued for one socket`);
  }

  /** For a trace that broke off. */
  async close(): Promise<void> {
    for (const pair of this.#pairs()) pair.reset();
    await settle();
    await this.#closeLog();
  }

  /** All faults end, everything that runs completes, everybody comes back: then everybody must have everything. Closes the log. */
  async finish(): Promise<void> {
    Object.assign(this.log, { delayMs: 0, rings: 'once', loseNextReply: false });
    for (const pair of this.#abandoned) pair.reset();
    await this.takeOver();
    // Nothing runs for some, and whose doorbell got lost then looks only now and again.
    await this.wait(IDLE_POLL_MS + 1_000);
    this.#everybodyComesBack();
    await this.wait(3_000);
    for (const owned of this.owners.writing()) {
      await this.owners.say(owned, ['the ', 'end']);
      await this.owners.end(owned, 'complete');
    }
    this.#everybodyComesBack();
    await this.wait(3_000);
    this.#everybodyComesBack();
    await this.wait(3_000);
    this.read();
    for (const [analysisId, { state }] of this.owners.owned) this.#checkEnd(analysisId, state);
    for (const client of this.clients) await this.#checkClient(client);
    await this.#checkNothingIsLeft();
  }

  #checkEnd(analysisId: string, state: Owned['state']): void {
    const written = this.written.analyses.get(analysisId);
    this.book.ensure(7, state === 'over' && written?.ended != null, () => `${analysisId} never ended`);
    this.book.ensure(8, this.written.said(analysisId).text === this.owners.owned.get(analysisId)?.said.join(''), () => `${analysisId} does not say what its owners said`);
  }

  async #checkClient(client: CheckedClient): Promise<void> {
    const { epoch, head_seq } = await this.log.inner.head(client.session);
    this.book.ensure(14, client.cursor?.epoch === epoch && client.cursor.since_seq === head_seq, () => `a client stands at ${JSON.stringify(client.cursor)}, the log at ${head_seq} of ${epoch}`);
    for (const [analysisId, answer] of client.answers) {
      const gone = !this.owners.owned.has(analysisId);
      this.book.ensure(5, gone || (answer.ended && answer.text === this.written.said(analysisId).text), () => `a client shows ${answer.text.length} characters of ${analysisId}, ended: ${answer.ended}`);
    }
  }

  async #checkNothingIsLeft(): Promise<void> {
    for (const pair of this.#pairs()) pair.reset();
    await settle();
    const { listeners } = this.log;
    const attachments = this.rig.attachments.size;
    // Timers of the log's own end with it.
    await this.#closeLog();
    const timers = this.rig.clock.pending;
    this.book.ensure(20, listeners === 0 && attachments === 0 && timers === 0, () => `left: ${listeners} doorbells, ${attachments} attachments, ${timers} timers`);
  }

  #everybodyComesBack(): void {
    this.read();
    for (const [position, client] of this.clients.entries()) {
      if (client.pair !== null) client.pair.flowing = true;
      client.read();
      this.connect(position, 'own', true);
    }
    for (const [position, client] of this.baseClients.entries()) {
      if (client.pair !== null) client.pair.flowing = true;
      client.read();
      this.connectBase(position, true);
    }
  }

  #attach(session: string, { pair, wish }: { pair: SocketPair; wish: SocketWish }): void {
    this.rig.attach(pair, session, wish);
  }

  #connected(): Array<CheckedClient | CheckedBaseClient> {
    return [...this.clients, ...this.baseClients].filter(({ pair }) => pair !== null);
  }

  #pairs(): SocketPair[] {
    return [...this.#connected().map(({ pair }) => pair as SocketPair), ...this.#abandoned];
  }
}

function cursorFor(client: CheckedClient, asks: Asks): Cursor | null {
  if (client.cursor === null || asks === 'none') return null;
  const { epoch, since_seq } = client.cursor;
  if (asks === 'stale') return { epoch: `not ${epoch}`, since_seq };
  return { epoch, since_seq: asks === 'ahead' ? since_seq + 1_000_000 : asks === 'older' ? Math.floor(since_seq / 2) : since_seq };
}

function pick<T>(all: readonly T[], which: number): T | undefined {
  return all[which % Math.max(1, all.length)];
}

/** The frames that a client applied, without what differs from log to log. */
export function withoutEpochs(texts: readonly string[]): string[] {
  return texts.map((text) => text.replace(/"epoch":"[^"]*"/, '"epoch":""'));
}

