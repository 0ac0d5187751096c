import { availableParallelism } from 'node:os';
import { type Clock, systemClock } from '../base/clock.js';
import { WorkerPool, type WorkerPoolOptions } from '../base/worker-pool.js';
import { ThreadedExtractor } from '../extraction/threaded-extractor.js';

/** Takes pages apart, several at once. A page that needs longer than the limit, or more memory, is hostile: 99 in 100 take less than a tenth of a second. */
export function createPageExtractor(more: Partial<WorkerPoolOptions> & { clock?: Clock } = {}): ThreadedExtractor {
  const size = Math.max(1, Math.min(4, availableParallelism() - 1));
  return new ThreadedExtractor(new WorkerPool({ script: workerScript(), name: 'groundwire-pages', clock: systemClock, size, timeLimitMs: 10_000, memoryMib: 384, maxQueued: 500, idleMs: 30_000, ...more }));
}

function workerScript(): URL {
  const here = new URL('./extraction-worker.js', import.meta.url);
  return new URL(here.href.replace('/packages/server/src/', '/packages/server/dist/'));
}
