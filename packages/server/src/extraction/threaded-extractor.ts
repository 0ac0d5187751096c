import { type Clock, isoTimestamp } from '../base/clock.js';
import { TaskFailed, type TaskFault, type WorkerPool } from '../base/worker-pool.js';
import type { DocumentExtractor, DocumentFormat, Extraction } from './extract-document.js';
import type { ExtractOptions } from './extract-html.js';
import type { ExtractionTask } from './serve-extraction.js';

const REASONS: Readonly<Record<TaskFault, string>> = {
  timeout: 'Taking it apart took too long: it is damaged or made to do harm, or this machine is very busy',
  memory: 'Taking it apart took too much memory; it is damaged, or made to do harm',
  crash: 'It could not be taken apart; it is damaged, or made to do harm',
  busy: 'Too many documents are being read at the moment',
  closed: 'The server is stopping',
};

/** A document is rarely alone. */
const PREPARED = 2;

/** Extraction on threads of their own, with their limits: a hostile document costs one failed call. The pool's script hands its port to `serveExtraction`. */
export class ThreadedExtractor implements DocumentExtractor {
  readonly #pool: WorkerPool;
  readonly #clock: Clock;

  constructor(pool: WorkerPool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  async extract(content: Uint8Array, format: DocumentFormat, { signal, ...options }: ExtractOptions & { signal?: AbortSignal | undefined } = {}): Promise<Extraction> {
    const task: ExtractionTask = { content, format, options: { today: isoTimestamp(this.#clock).slice(0, 10), ...options } };
    // A buffer of its own goes over without a copy; a part of a larger one (small ones come from a pool) must not.
    const transfer = content.buffer instanceof ArrayBuffer && content.byteLength === content.buffer.byteLength ? [content.buffer] : [];
    try {
      return await this.#pool.run<Extraction>(task, { signal, transfer });
    } catch (error) {
      signal?.throwIfAborted();
      return { ok: false, reason: REASONS[error instanceof TaskFailed ? error.fault : 'crash'] };
    }
  }

  prepare(): void {
    this.#pool.prepare(PREPARED);
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
