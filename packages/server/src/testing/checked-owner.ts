import type { LoggedBody } from '@groundwire/protocol';
import { AppendRefused, type Lease } from '../session-log/session-log.js';
import type { FaultyLog } from './faulty-log.js';
import type { InvariantBook } from './invariant-book.js';
import { SAMPLE_START } from './log-rig.js';
import { sampleCompleteBody } from './sample-bodies.js';

/** One analysis that somebody in some process writes; or wrote, and does not know yet that another one does now. */
export interface Owned {
  lease: Lease;
  requestId: string;
  said: string[];
  /** `stalled`: the process stands still, and may wake up when it is too late. */
  state: 'writing' | 'stalled' | 'over';
}

/** Writes to a log as owners of analyses do, dies as they do, and holds the log to what it promises them. */
export class CheckedOwners {
  /** The newest owner of each analysis, in the order in which they began. */
  readonly owned = new Map<string, Owned>();
  readonly #old: Owned[] = [];
  readonly #log: FaultyLog;
  readonly #book: InvariantBook;
  readonly #now: () => number;

  constructor(log: FaultyLog, book: InvariantBook, now: () => number) {
    this.#log = log;
    this.#book = book;
    this.#now = now;
  }

  writing(): Owned[] {
    return [...this.owned.values()].filter(({ state }) => state === 'writing');
  }

  running(): Owned[] {
    return [...this.owned.values()].filter(({ state }) => state !== 'over');
  }

  async begin(session: string, analysisId: string): Promise<void> {
    const requestId = `request of ${analysisId}`;
    const start = { ...SAMPLE_START, client_request_id: requestId, created_at: new Date(this.#now()).toISOString() };
    const begun = await this.#log.begin(session, analysisId, start);
    if ('repeated' in begun) throw new Error('a new request was taken for a repeated one');
    const owned: Owned = { lease: begun.lease, requestId, said: [], state: 'writing' };
    this.owned.set(analysisId, owned);
    await this.#append(owned, [{ type: 'started', analysis_id: analysisId, query: 'Why?' }]);
  }

  /** The same question once more, of an analysis that the log still knows. */
  async beginAgain({ lease, requestId }: Owned, newId: string): Promise<void> {
    const again = await this.#log.begin(lease.session_id, newId, { ...SAMPLE_START, client_request_id: requestId });
    this.#book.ensure(9, 'repeated' in again && again.repeated === lease.analysis_id, () => `the repeated start of ${lease.analysis_id} began ${newId}`);
  }

  async say(owned: Owned, contents: readonly string[]): Promise<void> {
    const { analysis_id } = owned.lease;
    const bodies = contents.map((content, position): LoggedBody => ({ type: 'token', content, index: owned.said.length + position, analysis_id }));
    if (await this.#append(owned, bodies)) owned.said.push(...contents);
  }

  /** Gives whether it ended. */
  async end(owned: Owned, how: 'complete' | 'fail'): Promise<boolean> {
    const { analysis_id } = owned.lease;
    const error: LoggedBody = { type: 'analysis_error', analysis_id, error: { code: 'CANCELLED', message: 'scripted', recoverable: false }, timestamp: '2025-09-28T12:00:00.000Z' };
    const end = how === 'complete' ? sampleCompleteBody(analysis_id, owned.said.join('')) : error;
    if (!(await this.#append(owned, [end]))) return false;
    owned.state = 'over';
    for (const late of [end, error]) await this.#refused(9, owned, late, 'ended');
    return true;
  }

  async cancel(owned: Owned): Promise<void> {
    const { session_id, analysis_id } = owned.lease;
    for (let twice = 0; twice < 2; twice += 1) this.#book.ensure(9, await this.#log.requestCancel(session_id, analysis_id), () => `the cancel of ${analysis_id} was not taken`);
    if (owned.state !== 'writing') return;
    const asked = await this.#log.cancelRequested([owned.lease]);
    this.#book.ensure(8, asked.length === 1, () => `the owner of ${analysis_id} does not learn of the cancel`);
    if (await this.end(owned, 'fail')) await this.#refused(8, owned, { type: 'token', content: 'late', index: owned.said.length, analysis_id }, 'ended');
  }

  /** Those that write keep their leases. */
  async renew(): Promise<void> {
    const lost = await this.#log.renew(this.writing().map(({ lease }) => lease));
    for (const { analysis_id, fence } of lost) this.#book.ensure(10, this.owned.get(analysis_id)?.lease.fence !== fence, () => `${analysis_id} lost its lease to nobody`);
  }

  /** Somebody looks for analyses whose lease ran out. */
  async takeOver(): Promise<void> {
    for (const taken of await this.#log.takeOver(10)) {
      const before = this.owned.get(taken.analysis_id);
      if (before === undefined) throw new Error(`${taken.analysis_id} was taken over and never began`);
      const { session_id, analysis_id, fence, shown } = taken;
      this.#book.ensure(10, fence > before.lease.fence, () => `${analysis_id} was taken over under fence ${fence}, it had ${before.lease.fence}`);
      // What was stored without its owner learning of it is there; nothing that its owner learned of is missing.
      this.#book.ensure(11, shown.text === before.said.join('') && shown.next_index === before.said.length, () => `${analysis_id} was taken over with ${shown.next_index} tokens, it had said ${before.said.length}`);
      this.#old.push(before);
      this.owned.set(analysis_id, { ...before, lease: { session_id, analysis_id, fence }, said: [...before.said], state: 'writing' });
    }
  }

  /** Processes that stood still wake up and go on writing as if nothing had happened. */
  async wakeUp(): Promise<void> {
    for (const old of this.#old) {
      const body: LoggedBody = { type: 'token', content: 'from the grave ', index: old.said.length, analysis_id: old.lease.analysis_id };
      await this.#refused(10, old, body, 'fenced', 'ended', 'unknown');
    }
  }

  /** The session, or what it held, is forgotten. */
  forget(analysisIds: Iterable<string>): void {
    for (const analysisId of analysisIds) this.owned.delete(analysisId);
  }

  /** Whether it was appended. A reply that was lost is made up for by looking: what is there is not appended again. */
  async #append(owned: Owned, bodies: LoggedBody[]): Promise<boolean> {
    try {
      await this.#log.append(owned.lease, bodies);
      return true;
    } catch (error) {
      if (error instanceof AppendRefused) throw error;
      const { session_id, analysis_id } = owned.lease;
      const known = (await this.#log.inner.snapshots(session_id)).find((snapshot) => snapshot.analysis_id === analysis_id);
      const last = bodies.at(-1);
      const isThere = last?.type === 'token' ? known?.answer.next_index === last.index + 1 : known !== undefined;
      this.#book.ensure(12, isThere, () => `an append to ${analysis_id} was lost, not only its reply`);
      if (last?.type === 'complete' || last?.type === 'analysis_error') await this.#refused(12, owned, last, 'ended');
      return true;
    }
  }

  async #refused(invariant: 8 | 9 | 10 | 12, { lease }: Owned, body: LoggedBody, ...reasons: Array<AppendRefused['reason']>): Promise<void> {
    const outcome = await this.#log.append(lease, [body]).then(
      () => 'it was taken',
      (error: unknown) => (error instanceof AppendRefused ? error.reason : String(error)),
    );
    this.#book.ensure(invariant, (reasons as string[]).includes(outcome), () => `a late ${body.type} of ${lease.analysis_id}: ${outcome}`);
  }
}
