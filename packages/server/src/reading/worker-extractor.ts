import { availableParallelism } from 'node:os';
import { type Clock, systemClock } from '../base/clock.js';
import { TaskFailed, type TaskFault, WorkerPool } from '../base/worker-pool.js';
import type { DocumentExtractor, DocumentFormat, Extraction } from '../extraction/extract-document.js';
import type { ExtractOptions } from '../extraction/extract-html.js';
import type { ExtractionTask } from './extraction-worker.js';

export interface WorkerExtractorOptions {
  clock?: Clock;
  /** For one document. */
  timeLimitMs?: number;
  memoryMib?: number;
  threads?: number;
}

const REASONS: Readonly<Record<TaskFault, string>> = {
  timeout: 'Taking it apart took too long; it is damaged, or made to do harm',
  memory: 'Taking it apart took too much memory; it is damaged, or made to do harm',
  crash: 'It could not be taken apart; it is damaged, or made to do harm',
  busy: 'Too many documents are being read at the moment',
  closed: 'The server is stopping',
};

/** Extraction on threads of their own, with limits: a hostile document costs one failed call. */
export class WorkerExtractor implements DocumentExtractor {
  readonly #pool: WorkerPool;

  constructor({ clock = systemClock, timeLimitMs = 10_000, memoryMib = 384, threads = Math.max(1, Math.min(4, availableParallelism() - 1)) }: WorkerExtractorOptions = {}) {
    this.#pool = new WorkerPool({ script: workerScript(), name: 'groundwire-extraction', clock, size: threads, timeLimitMs, memoryMib, maxQueued: 500, idleMs: 30_000 });
  }

  /** Threads that are running, for tests and measurements. */
  get threads(): number {
    return this.#pool.threads;
  }

  async extract(content: Uint8Array, format: DocumentFormat, { signal, ...options }: ExtractOptions & { signal?: AbortSignal | undefined } = {}): Promise<Extraction> {
    const task: ExtractionTask = { content, format, options };
    // A buffer of its own goes over without a copy; a part of a larger one (small ones come from a pool) must not.
    const transfer = content.buffer instanceof ArrayBuffer && content.byteLength === content.buffer.byteLength ? [content.buffer] : [];
    try {
      return await this.#pool.run<Extraction>(task, { signal, transfer });
    } catch (error) {
      signal?.throwIfAborted();
      return { ok: false, reason: error instanceof TaskFailed ? REASONS[error.fault] : REASONS.crash };
    }
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}

function workerScript(): URL {
  const here = new URL('./extraction-worker.js', import.meta.url);
  return new URL(here.href.replace('/packages/server/src/', '/packages/server/dist/'));
}
