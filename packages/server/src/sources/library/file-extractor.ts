import { type Clock } from '../../base/clock.js';
import { WorkerPool } from '../../base/worker-pool.js';
import { ThreadedExtractor } from '../../extraction/threaded-extractor.js';

/** A large PDF takes its time. */
const TIME_LIMIT_MS = 60_000;
const MEMORY_MIB = 512;

/** Takes the library's files apart, one after the other, so that one that hangs or eats memory costs itself alone. */
export function createFileExtractor(clock: Clock): ThreadedExtractor {
  return new ThreadedExtractor(new WorkerPool({ script: workerScript(), name: 'groundwire-files', clock, size: 1, timeLimitMs: TIME_LIMIT_MS, memoryMib: MEMORY_MIB, maxQueued: 10, idleMs: 5_000 }), clock);
}

function workerScript(): URL {
  const here = new URL('./extraction-worker.js', import.meta.url);
  return new URL(here.href.replace('/packages/server/src/', '/packages/server/dist/'));
}
