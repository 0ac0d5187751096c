import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedBody } from '@groundwire/protocol';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { openSqliteData } from '../store/sqlite-data.js';
import { FakeClock } from '../testing/fake-clock.js';
import { beginIn } from './session-log.contract.js';
import type { Lease } from './session-log.js';
import { SqliteSessionLog } from './sqlite-session-log.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

const SESSIONS = ['s0', 's1', 's2'];
const MINUTE = 60_000;
const tokens = (analysis_id: string, from: number, count: number): LoggedBody[] => Array.from({ length: count }, (_, at) => ({ type: 'token', content: `w${from + at} `, index: from + at, analysis_id }));

function openLog(file: string, clock: FakeClock) {
  const data = openSqliteData({ file, clock, logger: silentLogger });
  const log = new SqliteSessionLog({ data, clock, logger: silentLogger });
  return { data, log, close: () => log.close().then(() => data.close()) };
}

/** Two processes on one file, and what each session must hold. */
async function world(file: string) {
  const clock = new FakeClock();
  const processes = [openLog(file, clock), openLog(file, clock)] as const;
  const written = new Map<string, { lease: Lease; count: number }>();
  for (const [at, name] of SESSIONS.entries()) written.set(name, { lease: await beginIn((processes[at % 2] as (typeof processes)[0]).log, name, `in ${name}`), count: 0 });
  return { clock, processes, written };
}

type World = Awaited<ReturnType<typeof world>>;

async function check({ processes, written }: World, name: string, after: number): Promise<void> {
  const { count } = written.get(name) as { count: number };
  for (const { log } of processes) {
    const frames = await log.read(name, after, 10_000);
    expect(frames.map(({ seq }) => seq)).toEqual(Array.from({ length: Math.max(0, count - after) }, (_, at) => after + at + 1));
    expect(await log.read(name, after, 7, `in ${name}`)).toEqual(frames.slice(0, 7));
    expect((await log.head(name)).head_seq).toBe(count);
    expect((await log.analyses(name))[0]?.last_seq).toBe(count);
    const [snapshot] = await log.snapshots(name);
    expect([snapshot?.through_seq, snapshot?.answer.next_index]).toEqual([count, count]);
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ name: fc.constantFrom(...SESSIONS), process: fc.nat(1), count: fc.constantFrom(1, 2, 30, 700) }) },
  { weight: 2, arbitrary: fc.record({ name: fc.constantFrom(...SESSIONS), after: fc.nat(800) }) },
  fc.constant('sweep' as const),
);

describe('frames that are in the journal', () => {
  it('are read with those in their places as one, by both of two processes, whoever moves them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const all = await world(join(folder, `${(files += 1)}.db`));
        for (const each of steps) {
          if (each === 'sweep') await all.clock.advance(MINUTE);
          else if ('after' in each) await check(all, each.name, each.after);
          else {
            const entry = all.written.get(each.name) as { lease: Lease; count: number };
            await (all.processes[each.process as 0 | 1]).log.append(entry.lease, tokens(`in ${each.name}`, entry.count, each.count));
            entry.count += each.count;
          }
        }
        for (const name of SESSIONS) await check(all, name, 0);
        for (const each of all.processes) await each.close();
      }),
      { numRuns: 25 },
    );
  });

  it('are there for the next process when this one is gone without a word', async () => {
    const file = join(folder, `${(files += 1)}.db`);
    const clock = new FakeClock();
    const first = openLog(file, clock);
    const lease = await beginIn(first.log, 's', 'a');
    await first.log.append(lease, tokens('a', 0, 5));
    const rows = (table: string) => first.data.database.prepare(`SELECT count(*) FROM ${table}${table === 'journal' ? " WHERE frames <> ''" : ''}`).pluck().get();
    expect([rows('journal'), rows('frames')]).toEqual([1, 0]);
    const next = openLog(file, clock);
    expect(await next.log.read('s', 0, 10)).toHaveLength(5);
    await clock.advance(MINUTE + MINUTE / 2);
    expect([rows('journal'), rows('frames')]).toEqual([0, 5]);
    expect(await next.log.read('s', 2, 10)).toHaveLength(3);
    await next.close();
    await first.close();
  });

  it('go when their session or analysis is forgotten, and do not come back', async () => {
    const one = openLog(join(folder, `${(files += 1)}.db`), new FakeClock());
    const error = { code: 'SERVER_ERROR' as const, message: 'm', recoverable: true };
    for (const name of ['s', 't']) {
      const lease = await beginIn(one.log, name, `in ${name}`);
      await one.log.append(lease, [...tokens(`in ${name}`, 0, 3), { type: 'analysis_error', analysis_id: `in ${name}`, error, timestamp: '2025-09-28T12:00:00.000Z' }]);
    }
    expect(await one.log.forgetSession('s')).toBe(true);
    expect(await one.log.forgetAnalysis('t', 'in t')).toBe(true);
    expect([await one.log.read('s', 0, 10), await one.log.read('t', 0, 10)]).toEqual([[], []]);
    for (const table of ["journal WHERE frames <> ''", 'frames']) expect(one.data.database.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
    await one.close();
  });
});
