/** The invariants of delivery, by random traces of everything that goes wrong, on every backend of the session log. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import type { SessionLog } from '../session-log/session-log.js';
import { SqliteSessionLog } from '../session-log/sqlite-session-log.js';
import { openSqliteData } from '../store/sqlite-data.js';
import type { FakeClock } from '../testing/fake-clock.js';
import { InvariantBook, type InvariantNumber, INVARIANTS, INVARIANTS_ELSEWHERE } from '../testing/invariant-book.js';
import { type Asks, LogWorld, SESSIONS, withoutEpochs } from '../testing/log-world.js';

type Act = { name: string; act: (world: LogWorld) => Promise<void> | void };

/** One step of a trace. Prints as what it does, so that a trace that failed can be read and kept. */
class Step implements fc.AsyncCommand<object, LogWorld> {
  constructor(readonly step: Act) {}
  check(): boolean {
    return true;
  }
  async run(_model: object, world: LogWorld): Promise<void> {
    await this.step.act(world);
    await world.wait(1);
    world.read();
  }
  toString(): string {
    return this.step.name;
  }
}

const act = (name: string, run: Act['act']): Step => new Step({ name, act: run });
const which = fc.nat(11);
const asks = fc.constantFrom<Asks>('own', 'own', 'own', 'older', 'none', 'stale', 'ahead');
const flowing = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });

const steps: Record<string, fc.Arbitrary<Step>> = {
  begin: fc.constantFrom(...SESSIONS).map((session) => act(`begin(${session})`, (world) => world.begin(session))),
  beginAgain: which.map((n) => act(`beginAgain(${n})`, (world) => world.beginAgain(n))),
  say: fc.tuple(which, fc.integer({ min: 1, max: 6 }), fc.constantFrom(4, 40, 16_000, 60_000)).map(([n, count, size]) => act(`say(${n}, ${count}, ${size})`, (world) => world.say(n, count, size))),
  end: fc.tuple(which, fc.constantFrom('complete' as const, 'fail' as const, 'cancel' as const)).map(([n, how]) => act(`end(${n}, '${how}')`, (world) => world.end(n, how))),
  stall: which.map((n) => act(`stall(${n})`, (world) => world.stall(n))),
  takeOver: fc.constant(act('takeOver()', (world) => world.takeOver())),
  forget: fc.tuple(fc.constantFrom('analysis' as const, 'session' as const), which).map(([what, n]) => act(`forget('${what}', ${n})`, (world) => world.forget(what, n))),
  connect: fc.tuple(which, asks, flowing).map(([n, cursor, flows]) => act(`connect(${n}, '${cursor}', ${flows})`, (world) => world.connect(n, cursor, flows))),
  connectBase: fc.tuple(which, flowing).map(([n, flows]) => act(`connectBase(${n}, ${flows})`, (world) => world.connectBase(n, flows))),
  disconnect: fc.tuple(which, fc.constantFrom('leave' as const, 'reset' as const, 'abandon' as const)).map(([n, how]) => act(`disconnect(${n}, '${how}')`, (world) => world.disconnect(n, how))),
  flow: fc.tuple(which, fc.boolean()).map(([n, flows]) => act(`flow(${n}, ${flows})`, (world) => world.flow(n, flows))),
  flush: fc.tuple(which, fc.integer({ min: 1, max: 9 })).map(([n, count]) => act(`flush(${n}, ${count})`, (world) => world.flush(n, count))),
  resume: fc.tuple(which, asks).map(([n, cursor]) => act(`resume(${n}, '${cursor}')`, (world) => world.resume(n, cursor))),
  drain: fc.constant(act('drain()', (world) => world.drain())),
  wait: fc.constantFrom(50, 1_000, 20_000, 61_000, 80_000).map((ms) => act(`wait(${ms})`, (world) => world.wait(ms))),
  jump: fc.constantFrom(30_000, 700_000).map((ms) => act(`jump(${ms})`, (world) => world.jump(ms))),
  delay: fc.constantFrom(0, 0, 7, 200).map((ms) => act(`delay(${ms})`, (world) => void (world.log.delayMs = ms))),
  rings: fc.constantFrom('once' as const, 'twice' as const, 'never' as const).map((rings) => act(`rings('${rings}')`, (world) => void (world.log.rings = rings))),
  loseReply: fc.constant(act('loseReply()', (world) => void (world.log.loseNextReply = true))),
};

const WEIGHTS: Record<string, number> = { say: 14, begin: 4, connect: 6, disconnect: 4, end: 3, flush: 3, jump: 0.2, wait: 1, forget: 1, drain: 0.4, takeOver: 1 };
const trace = fc.commands(
  Object.entries(steps).flatMap(([name, step]) => Array.from({ length: Math.max(1, Math.round(2 * (WEIGHTS[name] ?? 1))) }, () => step)),
  { maxCommands: 50, size: 'max' },
);

type CreateLog = (clock: FakeClock) => { log: SessionLog; close: () => Promise<void> };
const folder = mkdtempSync(join(tmpdir(), 'groundwire-invariants-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true }));

const BACKENDS = {
  memory: (clock: FakeClock) => {
    const log = new MemorySessionLog(clock);
    return { log, close: () => log.close() };
  },
  SQLite: (clock: FakeClock) => {
    const data = openSqliteData({ file: join(folder, `${(files += 1)}.db`), clock, logger: silentLogger });
    const log = new SqliteSessionLog({ data, clock, logger: silentLogger });
    const close = async () => {
      await log.close();
      data.close();
    };
    return { log, close };
  },
} satisfies Record<string, CreateLog>;

const RUNS: Record<keyof typeof BACKENDS, number> = { memory: 80, SQLite: 30 };

/** Runs a trace to its end; gives what each client applied. */
async function play(createLog: CreateLog, commands: Iterable<fc.AsyncCommand<object, LogWorld>>, book = new InvariantBook()): Promise<string[][]> {
  const world = new LogWorld(book, createLog);
  try {
    await fc.asyncModelRun(() => ({ model: {}, real: world }), commands);
  } catch (error) {
    await world.close();
    throw error;
  }
  await world.finish();
  return world.clients.map(({ applied }) => withoutEpochs(applied));
}

describe.each(Object.entries(BACKENDS))('whatever happens, on the %s log', (name, createLog) => {
  const book = new InvariantBook();
  let failure: unknown = null;

  beforeAll(async () => {
    const property = fc.asyncProperty(trace, async (commands) => void (await play(createLog, commands, book)));
    failure = await fc.assert(property, { numRuns: RUNS[name as keyof typeof BACKENDS], endOnFailure: true, ...runOptions() }).then(() => null, (error: unknown) => error);
  }, 300_000);

  it('no trace breaks anything', () => {
    if (failure !== null) throw failure;
  });

  it.each(Object.entries(INVARIANTS))('invariant %s: %s', (number) => {
    expect(String(failure)).not.toContain(`invariant ${number} is broken`);
    expect(book.checks.get(Number(number) as InvariantNumber) ?? 0).toBeGreaterThan(0);
  });
});

describe('the book of invariants', () => {
  it('lists all twenty, and each that is checked elsewhere is checked there', () => {
    const numbers = [...Object.keys(INVARIANTS), ...Object.keys(INVARIANTS_ELSEWHERE)].map(Number).sort((left, right) => left - right);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    for (const [number, { test }] of Object.entries(INVARIANTS_ELSEWHERE)) {
      expect(readFileSync(new URL(`../${test}`, import.meta.url), 'utf8')).toContain(`it('invariant ${number}: `);
    }
  });
});

describe('the backends of the session log', () => {
  it('invariant 19: the same trace on any backend is the same frames for every client', async () => {
    const property = fc.asyncProperty(trace, async (commands) => {
      const steps = [...commands];
      expect(await play(BACKENDS.SQLite, steps)).toEqual(await play(BACKENDS.memory, steps));
    });
    await fc.assert(property, { numRuns: 12, endOnFailure: true, ...runOptions() });
  }, 300_000);
});

describe.each(Object.entries(BACKENDS))('traces that failed once, on the %s log', (_name, createLog) => {
  const replay = (...steps: Array<[string, Act['act']]>) => play(createLog, steps.map(([name, run]) => act(name, run)));

  it('an analysis ends while the greeting of a socket is on its way', async () => {
    await replay(
      ['an analysis speaks', (world) => world.begin('s')],
      ['', (world) => world.say(0, 4, 4)],
      ['the log is slow', (world) => void (world.log.delayMs = 7)],
      ['a socket opens', (world) => world.connect(0, 'none', true)],
      ['the head is read', (world) => world.wait(8)],
      ['the analysis goes on', (world) => world.say(0, 4, 4)],
      ['and ends', (world) => world.end(0, 'cancel')],
      ['the socket gets what is left', (world) => world.wait(100)],
    );
  });

  it('a connection breaks between the greeting and the snapshots', async () => {
    await replay(
      ['an analysis speaks', (world) => world.begin('s')],
      ['', (world) => world.say(0, 4, 4)],
      ['a socket opens and is not read', (world) => world.connect(0, 'none', false)],
      ['but for its greeting', (world) => world.flush(0, 1)],
      ['then it is gone', (world) => world.disconnect(0, 'reset')],
      ['the client comes back', (world) => world.connect(0, 'own', true)],
      ['and the analysis goes on', (world) => world.say(0, 4, 4)],
    );
  });

  it('a session is forgotten and begun anew while the doorbells of its sockets are lost', async () => {
    await replay(
      ['a socket opens', (world) => world.connect(0, 'none', true)],
      ['an analysis is answered', (world) => world.begin('s')],
      ['', (world) => world.end(0, 'complete')],
      ['doorbells get lost', (world) => void (world.log.rings = 'never')],
      ['the session is forgotten', (world) => world.forget('session', 0)],
      ['and used again, further than before', (world) => world.begin('s')],
      ['', (world) => world.say(0, 6, 4)],
      ['until somebody looks', (world) => world.wait(20_000)],
    );
  });
});

/** `FC_SEED` and `FC_RUNS` for longer hunts by hand. */
function runOptions(): { seed?: number; numRuns?: number } {
  const [seed, runs] = [Number(process.env['FC_SEED']), Number(process.env['FC_RUNS'])];
  return { ...(Number.isInteger(seed) && seed > 0 ? { seed } : {}), ...(runs > 0 ? { numRuns: runs } : {}) };
}
