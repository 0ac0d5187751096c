import { Worker } from 'node:worker_threads';
import { GroundwireError } from '../../base/errors.js';
import type { Logger } from '../../base/logger.js';
import type { AddProgress } from './library.js';
import type { FromWorker, LibraryMethod, LibraryRequest, ReplyOf, RequestOf, ToWorker } from './worker-messages.js';

interface Call {
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
  onProgress: ((progress: AddProgress) => void) | undefined;
  signal: AbortSignal | undefined;
}

export interface CallOptions {
  signal?: AbortSignal | undefined;
  /** `at_once`: reject as soon as the signal aborts. `when_stopped`: after the worker has brought its work to an end. */
  abort?: 'at_once' | 'when_stopped';
  onProgress?: ((progress: AddProgress) => void) | undefined;
}

/** How long `close` waits for the worker before it is ended. */
const CLOSE_LIMIT_MS = 5000;

/**
 * Starts the worker when it is first needed, and again after a crash: calls that were under way then reject with
 * `LIBRARY_UNAVAILABLE`. The worker keeps the process alive only while a call is under way.
 */
export class WorkerHost {
  #worker: Worker | null = null;
  #calls = new Map<number, Call>();
  #lastId = 0;
  #closed = false;

  constructor(
    readonly script: URL,
    readonly file: string,
    readonly logger: Logger,
  ) {}

  async call<M extends LibraryMethod>(method: M, request: RequestOf<M>, options: CallOptions = {}): Promise<ReplyOf<M>> {
    const { signal, abort = 'at_once', onProgress } = options;
    signal?.throwIfAborted();
    if (this.#closed) throw new GroundwireError('LIBRARY_UNAVAILABLE', 'The library is closed because the server is stopping');
    const worker = this.#started();
    const id = (this.#lastId += 1);
    const reply = new Promise<unknown>((resolve, reject) => this.#calls.set(id, { resolve, reject, onProgress, signal }));
    const cancel = () => {
      this.#post({ cancel: id });
      if (abort === 'at_once') this.#settle(id, (call) => call.reject(signal?.reason));
    };
    signal?.addEventListener('abort', cancel, { once: true });
    worker.ref();
    // A request of one method is one of the union; TypeScript can't follow that through the type parameter.
    this.#post({ id, method, request } as unknown as LibraryRequest);
    try {
      return (await reply) as ReplyOf<M>;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const worker = this.#worker;
    if (worker === null) return;
    worker.ref();
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const limit = setTimeout(() => void worker.terminate(), CLOSE_LIMIT_MS);
    this.#post({ close: true });
    await gone;
    clearTimeout(limit);
  }

  #post(message: ToWorker): void {
    this.#worker?.postMessage(message);
  }

  #started(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(this.script, { workerData: { file: this.file }, name: 'groundwire-library', execArgv: [] });
    worker.on('message', (message: FromWorker) => this.#receive(message));
    worker.on('error', (error) => this.logger.error({ err: error }, 'the library worker crashed; the next call starts another one'));
    worker.on('exit', () => this.#ended(worker));
    this.#worker = worker;
    return worker;
  }

  #receive(message: FromWorker): void {
    if ('progress' in message) {
      const onProgress = this.#calls.get(message.id)?.onProgress;
      for (const progress of message.progress) onProgress?.(progress);
    } else if ('value' in message) this.#settle(message.id, (call) => call.resolve(message.value));
    else if ('aborted' in message) this.#settle(message.id, (call) => call.reject(call.signal?.aborted ? call.signal.reason : stopped()));
    else {
      const { code, message: text, detail } = message.error;
      this.logger.error({ detail, file: this.file }, text);
      this.#settle(message.id, (call) => call.reject(new GroundwireError(code, text)));
    }
  }

  #settle(id: number, settle: (call: Call) => void): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    this.#calls.delete(id);
    if (this.#calls.size === 0) this.#worker?.unref();
    settle(call);
  }

  #ended(worker: Worker): void {
    if (this.#worker === worker) this.#worker = null;
    for (const id of [...this.#calls.keys()]) this.#settle(id, (call) => call.reject(stopped()));
  }
}

function stopped(): GroundwireError {
  return new GroundwireError('LIBRARY_UNAVAILABLE', 'The library stopped while it worked on this; try again');
}
