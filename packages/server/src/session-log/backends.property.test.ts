import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedBody } from '@groundwire/protocol';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { openSqliteData } from '../store/sqlite-data.js';
import { FakeClock } from '../testing/fake-clock.js';
import { sampleCompleteBody } from '../testing/sample-bodies.js';
import { MemorySessionLog } from './memory-session-log.js';
import { sampleStart } from './session-log.contract.js';
import type { Lease, SessionLog } from './session-log.js';
import { SqliteSessionLog } from './sqlite-session-log.js';

/*
 * The same commands to both backends, and to a SQLite log that is closed and opened again between commands and one whose file another
 * process works on: whatever they give must be the same, but for epochs, which must change at the same commands.
 */

const folder = mkdtempSync(join(tmpdir(), 'groundwire-backends-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

const DAY = 24 * 3_600_000;
const SESSIONS = ['s', 't'];
const ANALYSES = ['a', 'b', 'c'];

type Command =
  | { name: 'begin'; session: string; analysis: string; request: string | undefined }
  | { name: 'append'; analysis: string; stale: boolean; kind: 'token' | 'started' | 'complete' | 'error' | 'nothing' | 'wrong'; note: string | undefined }
  | { name: 'take over'; limit: number }
  | { name: 'renew' | 'release' | 'cancel' | 'delivered' | 'forget analysis'; analysis: string }
  | { name: 'forget session'; session: string }
  | { name: 'advance'; ms: number };

const session = fc.constantFrom(...SESSIONS);
const analysis = fc.constantFrom(...ANALYSES);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ name: fc.constant('begin' as const), session, analysis, request: fc.option(fc.constantFrom('r1', 'r2'), { nil: undefined }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      name: fc.constant('append' as const),
      analysis,
      stale: fc.constantFrom(true, false, false),
      kind: fc.constantFrom('token' as const, 'token' as const, 'token' as const, 'started' as const, 'complete' as const, 'error' as const, 'nothing' as const, 'wrong' as const),
      note: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('take over' as const), limit: fc.integer({ min: 0, max: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ name: fc.constantFrom('renew' as const, 'release' as const, 'release' as const, 'cancel' as const, 'delivered' as const, 'forget analysis' as const, 'forget analysis' as const), analysis }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constant('forget session' as const), session }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constant('advance' as const), ms: fc.constantFrom(1, 1_000, 6_000, 6_000, 90_000, 700_000) }) },
);

/** One backend under a trace of commands. */
class Subject {
  /** By analysis: the newest lease, and the one before. */
  readonly #leases = new Map<string, Lease[]>();
  readonly #indexes = new Map<string, number>();
  readonly #epochs = new Map<string, string>();

  constructor(
    readonly name: string,
    readonly clock: FakeClock,
    private readonly logFor: (command: number) => Promise<SessionLog>,
    readonly close: () => Promise<void>,
  ) {}

  /** What the command gave, and all that can be seen afterwards. */
  async run(given: Command, at: number): Promise<unknown> {
    const log = await this.logFor(at);
    const outcome = await this.#do(log, given).catch((thrown: unknown) => (thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : thrown));
    return { outcome, seen: await this.#look(log) };
  }

  async #do(log: SessionLog, given: Command): Promise<unknown> {
    switch (given.name) {
      case 'begin': {
        const begun = await log.begin(given.session, given.analysis, sampleStart({ client_request_id: given.request }));
        if ('lease' in begun) this.#leases.set(given.analysis, [begun.lease]);
        if ('lease' in begun) this.#indexes.set(given.analysis, 0);
        return begun;
      }
      case 'append':
        return this.#append(log, given);
      case 'take over': {
        const taken = await log.takeOver(given.limit);
        for (const { session_id, analysis_id, fence } of taken) this.#leases.set(analysis_id, [{ session_id, analysis_id, fence }, ...(this.#leases.get(analysis_id) ?? [])]);
        return taken;
      }
      case 'renew':
        return log.renew(this.#leases.get(given.analysis) ?? []);
      case 'release':
        return log.release(this.#leases.get(given.analysis)?.slice(0, 1) ?? []);
      case 'cancel':
        return log.requestCancel(this.#sessionOf(given.analysis), given.analysis);
      case 'delivered':
        return log.markDelivered(this.#sessionOf(given.analysis), given.analysis);
      case 'forget analysis':
        return log.forgetAnalysis(this.#sessionOf(given.analysis), given.analysis);
      case 'forget session':
        return log.forgetSession(given.session);
      case 'advance':
        return this.clock.advance(given.ms);
    }
  }

  async #append(log: SessionLog, { analysis: analysis_id, stale, kind, note }: Extract<Command, { name: 'append' }>): Promise<unknown> {
    const leases = this.#leases.get(analysis_id) ?? [];
    const lease = (stale ? leases.at(-1) : leases[0]) ?? { session_id: 's', analysis_id, fence: 1 };
    const index = this.#indexes.get(analysis_id) ?? 0;
    const frames = await log.append(lease, bodies(analysis_id, kind, index), note === undefined ? {} : { notes: { [note]: index } });
    if (kind === 'token') this.#indexes.set(analysis_id, index + 1);
    return frames.map(({ epoch: _, ...frame }) => frame);
  }

  async #look(log: SessionLog): Promise<unknown> {
    const sessions = await Promise.all(SESSIONS.map(async (name) => {
      const { epoch, ...head } = await log.head(name);
      const changed = this.#epochs.get(name) !== epoch;
      this.#epochs.set(name, epoch);
      const frames = (await log.read(name, 0, 1000)).map(({ epoch: own, ...frame }) => ({ frame, ownEpoch: own === undefined || own === epoch }));
      const perAnalysis = await Promise.all(ANALYSES.map(async (id) => (await log.read(name, 1, 3, id)).map((frame) => frame.seq)));
      return { head, changed, frames, perAnalysis, analyses: await log.analyses(name), snapshots: await log.snapshots(name) };
    }));
    const cancelled = await log.cancelRequested([...this.#leases.values()].flat());
    return { sessions, cancelled, homes: await Promise.all(ANALYSES.map((id) => log.sessionOf(id))) };
  }

  #sessionOf(analysisId: string): string {
    return this.#leases.get(analysisId)?.[0]?.session_id ?? 's';
  }
}

function bodies(analysis_id: string, kind: Extract<Command, { name: 'append' }>['kind'], index: number): LoggedBody[] {
  const error: LoggedBody = { type: 'analysis_error', analysis_id, error: { code: 'CANCELLED', message: 'm', recoverable: false }, timestamp: '2025-09-28T12:00:00.000Z' };
  const token: LoggedBody = { type: 'token', content: `${analysis_id}${index} `, index, analysis_id };
  if (kind === 'token') return [token];
  if (kind === 'started') return [{ type: 'started', analysis_id, query: 'Why?' }];
  if (kind === 'complete') return [token, sampleCompleteBody(analysis_id, 'the answer')];
  if (kind === 'error') return [error];
  return kind === 'nothing' ? [] : [error, token];
}

function inMemory(): Subject {
  const clock = new FakeClock();
  const log = new MemorySessionLog(clock, { idleMs: 1000 * DAY });
  return new Subject('memory', clock, async () => log, () => log.close());
}

function openSqlite(file: string, clock: FakeClock) {
  const data = openSqliteData({ file, clock, logger: silentLogger });
  const log = new SqliteSessionLog({ data, clock, logger: silentLogger, retentionMs: 1000 * DAY, emptyMs: 1000 * DAY, forgottenMs: 1000 * DAY });
  const close = async () => {
    await log.close();
    data.close();
  };
  return { log, close };
}

/** Two logs on one file that take the commands in turn. */
function inSqlite(processes: number): Subject {
  const file = join(folder, `${(files += 1)}.db`);
  const clock = new FakeClock();
  const opened = Array.from({ length: processes }, () => openSqlite(file, clock));
  const close = async () => {
    for (const each of opened) await each.close();
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  };
  return new Subject(`SQLite, ${processes}`, clock, async (at) => opened[at % processes]?.log as SessionLog, close);
}

async function compare(commands: Command[]): Promise<void> {
  const subjects = [inMemory(), inSqlite(1), inSqlite(2)];
  try {
    for (const [at, given] of commands.entries()) {
      const [expected, ...others] = await Promise.all(subjects.map((subject) => subject.run(given, at)));
      for (const [position, other] of others.entries()) expect(other, `${subjects[position + 1]?.name} after ${JSON.stringify(given)}`).toEqual(expected);
    }
  } finally {
    for (const subject of subjects) await subject.close();
  }
}

describe('the backends of the session log', () => {
  it('give the same for the same commands', async () => {
    await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 80, size: 'max' }), compare), { numRuns: 30 });
  }, 120_000);
});
