import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { AnalysisStore } from './analysis-store.js';

/** Time between two looks for what is too old. */
const SWEEP_MS = 3_600_000;
/** Records that go in one step: what they take of the event loop is not felt. */
const BATCH = 100;

/**
 * Deletes answers older than `retentionMs`, at once and then every hour, a few at a time. Never throws: what could not be deleted is
 * tried again. Gives the way to stop; it resolves when no deletion is on its way.
 */
export function keepHistoryFor(retentionMs: number, { store, clock, logger }: { store: AnalysisStore; clock: Clock; logger: Logger }): () => Promise<void> {
  let stopped = false;
  let stopTimer = () => {};
  let sweeping = Promise.resolve();
  async function sweep(): Promise<void> {
    try {
      const before = new Date(clock.now() - retentionMs).toISOString();
      while (!stopped && (await store.removeOlder(before, BATCH)) === BATCH) await nextTurn();
    } catch (thrown) {
      logger.warn({ err: thrown }, 'history that is too old could not be deleted');
    }
    if (!stopped) stopTimer = clock.after(SWEEP_MS, () => void (sweeping = sweep()));
  }
  sweeping = sweep();
  return () => {
    stopped = true;
    stopTimer();
    return sweeping;
  };
}
