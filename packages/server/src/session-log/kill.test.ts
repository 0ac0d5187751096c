import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { openSqliteData } from '../store/sqlite-data.js';
import { FakeClock } from '../testing/fake-clock.js';
import { SqliteSessionLog } from './sqlite-session-log.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-kill-'));
afterAll(() => rmSync(folder, { recursive: true }));

const built = (name: string) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
const moduleUrl = (name: string) => JSON.stringify(pathToFileURL(built(name)).href);

/** Appends to two analyses of one session as fast as it can, and says after each append how far it is, before it asks for the next. */
const writer = (file: string) => `
  import { writeSync } from 'node:fs';
  const { openSqliteData } = await import(${moduleUrl('store/sqlite-data.js')});
  const { SqliteSessionLog } = await import(${moduleUrl('session-log/sqlite-session-log.js')});
  const { systemClock } = await import(${moduleUrl('base/clock.js')});
  const { silentLogger } = await import(${moduleUrl('base/logger.js')});
  const common = { clock: systemClock, logger: silentLogger };
  const log = new SqliteSessionLog({ data: openSqliteData({ file: ${JSON.stringify(file)}, ...common }), ...common });
  const start = { query: 'q', parameters: {}, history: [], paced: false, created_at: 'now' };
  async function run(analysis_id) {
    const { lease } = await log.begin('s', analysis_id, start);
    for (let index = 0; ; index += 1) {
      await log.append(lease, [{ type: 'token', content: analysis_id + index + ' ', index, analysis_id }], { notes: { index } });
      writeSync(1, analysis_id + ' ' + index + '\\n');
    }
  }
  await Promise.all([run('a'), run('b')]);`;

/** Ends the child with SIGKILL after so many reported appends. Gives the last index that each analysis reported. */
async function killAfter(child: ChildProcess, reports: number): Promise<Map<string, number>> {
  const reported = new Map<string, number>();
  let seen = 0;
  if (child.stdout === null) throw new Error('the child has no output');
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [analysisId = '', index = ''] = line.split(' ');
    reported.set(analysisId, Number(index));
    if ((seen += 1) === reports) child.kill('SIGKILL');
  });
  await Promise.all([once(child, 'exit'), once(lines, 'close')]);
  return reported;
}

describe.runIf(existsSync(built('session-log/sqlite-session-log.js')))('a process that appends and is killed with SIGKILL', () => {
  it.each([3, 40, 611, 1500])('after %i appends has lost nothing that it reported', async (reports) => {
    const file = join(folder, `${reports}.db`);
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer(file)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const reported = await killAfter(child, reports);

    const clock = new FakeClock();
    const data = openSqliteData({ file, clock, logger: silentLogger });
    const log = new SqliteSessionLog({ data, clock, logger: silentLogger });
    try {
      expect(data.database.pragma('integrity_check', { simple: true })).toBe('ok');
      const frames = await log.read('s', 0, 1_000_000);
      expect(frames.map((frame) => frame.seq)).toEqual(frames.map((_, at) => at + 1));
      expect(await log.head('s')).toMatchObject({ head_seq: frames.length, oldest_seq: 1 });
      const taken = await log.takeOver(10);
      expect(taken.map((each) => each.analysis_id)).toEqual(['a', 'b']);
      for (const { analysis_id, shown, notes, fence } of taken) {
        const last = reported.get(analysis_id) ?? -1;
        // Each reported what it had; one append of each may have been under way.
        expect([last + 1, last + 2]).toContain(shown.next_index);
        expect(shown.text).toBe(Array.from({ length: shown.next_index }, (_, index) => `${analysis_id}${index} `).join(''));
        expect(notes).toEqual(shown.next_index === 0 ? {} : { index: shown.next_index - 1 });
        expect(fence).toBe(2);
      }
    } finally {
      await log.close();
      data.close();
    }
  });
});
