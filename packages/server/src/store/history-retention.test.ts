import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { FakeClock, settle } from '../testing/fake-clock.js';
import { keepHistoryFor } from './history-retention.js';
import { createMemoryAnalysisStore } from './memory-analysis-store.js';

const DAY_MS = 86_400_000;

describe('the retention of history', () => {
  it('[DEL-2] deletes answers that are too old, at the start and as time goes by, and nothing that runs', async () => {
    const clock = new FakeClock();
    const store = createMemoryAnalysisStore();
    const put = (analysis_id: string, daysOld: number, status: 'completed' | 'processing') =>
      store.create({ analysis_id, session_id: 's', query_text: 'Why?', parameters: {}, status, created_at: new Date(clock.now() - daysOld * DAY_MS).toISOString(), completed_at: null, complete: null, error: null });
    for (let count = 0; count < 250; count += 1) await put(`old${count}`, 40, 'completed');
    await put('running', 40, 'processing');
    await put('young', 6.99, 'completed');
    const stop = keepHistoryFor(7 * DAY_MS, { store, clock, logger: silentLogger });
    await clock.advance(0);
    for (let turn = 0; turn < 5; turn += 1) await settle();
    expect((await store.list({ limit: 100, offset: 0 })).records.map(({ analysis_id }) => analysis_id)).toEqual(['young', 'running']);
    await clock.advance(3_600_000);
    expect((await store.list({ limit: 100, offset: 0 })).records.map(({ analysis_id }) => analysis_id)).toEqual(['running']);
    await stop();
    expect(clock.pending).toBe(0);
  });

  it('goes on when the store fails for once', async () => {
    const clock = new FakeClock();
    let calls = 0;
    const store = { ...createMemoryAnalysisStore(), removeOlder: async () => ((calls += 1), calls === 1 ? Promise.reject(new Error('busy')) : 0) };
    const stop = keepHistoryFor(DAY_MS, { store, clock, logger: silentLogger });
    await clock.advance(7_200_000);
    expect(calls).toBe(3);
    await stop();
  });
});
