import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { openSqliteData } from '../store/sqlite-data.js';
import { FakeClock } from '../testing/fake-clock.js';
import { sessionLogContract } from './session-log.contract.js';
import { SqliteSessionLog } from './sqlite-session-log.js';

const folder = mkdtempSync(join(tmpdir(), 'groundwire-log-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

sessionLogContract('SQLite', () => {
  const clock = new FakeClock();
  const data = openSqliteData({ file: join(folder, `${(files += 1)}.db`), clock, logger: silentLogger });
  const log = new SqliteSessionLog({ data, clock, logger: silentLogger });
  const close = async () => {
    await log.close();
    data.close();
  };
  // The owner's beat is the file's.
  return { log, clock, close, pendingAfterClose: 1 };
});
