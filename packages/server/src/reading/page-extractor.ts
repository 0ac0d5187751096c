import { availableParallelism } from 'node:os';
import { type Clock, systemClock } from '../base/clock.js';
import { WorkerPool, type WorkerPoolOptions } from '../base/worker-pool.js';
import { ThreadedExtractor } from '../extraction/threaded-extractor.js';

/** A page that has not been taken apart by then gives way to those that wait; a quick answer reads for one second and a half. */
const CROWDED_LIMIT_MS = 500;

/** Takes pages apart, at least two at once. A page that needs longer than the limit, or more memory, is hostile: 99 in 100 take less than a tenth of a second. */
export function createPageExtractor(more: Partial<WorkerPoolOptions> & { clock?: Clock } = {}): ThreadedExtractor {
  const size = Math.min(4, Math.max(2, availableParallelism()));
  return new ThreadedExtractor(new WorkerPool({ script: workerScript(), name: 'groundwire-pages', clock: systemClock, size, timeLimitMs: 10_000, crowdedLimitMs: CROWDED_LIMIT_MS, memoryMib: 384, maxQueued: 500, idleMs: 30_000, ...more }), systemClock);
}

function workerScript(): URL {
  const here = new URL('./extraction-worker.js', import.meta.url);
  return new URL(here.href.replace('/packages/server/src/', '/packages/server/dist/'));
}
