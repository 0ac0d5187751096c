import { Worker } from 'node:worker_threads';
import { BUFFERS_FULL } from './buffer-limit.js';
import type { Clock } from './clock.js';

/**
 * Runs tasks in worker threads, each with a limit of time and memory: a task that hangs, crashes or eats memory costs
 * itself and one worker, which is replaced.
 *
 * Owns the threads, the queue and the limits. Must not know what a task does. The script gets `{ id, task }` as messages
 * and answers each with `{ id, value }` or `{ id, error }`; it gets one task at a time, and the first once `{ id: 0 }` has said that it is loaded.
 */
export interface WorkerPoolOptions {
  script: URL;
  name: string;
  clock: Clock;
  /** Threads at most; they are started when they are needed. */
  size: number;
  /** For one task, from when a thread that is loaded takes it; and for loading. */
  timeLimitMs: number;
  /**
   * When a task has waited for so long, those that have run for as long are ended to make room: with all threads taken by hostile
   * tasks, the rest would wait for the time limit. It is the time that the thread took to load where that is longer: the one in its place
   * has to load too, and on a busy machine everything takes longer. Without it none is ended.
   */
  crowdedLimitMs?: number | undefined;
  /** Of the old generation of one thread's heap. The script finds it in `workerData.memoryMib`, for `limitBuffers`: what lies outside of the heap has no limit of Node's. */
  memoryMib: number;
  /** Tasks that may wait; one more is refused. */
  maxQueued: number;
  /** A thread without work for so long is ended. */
  idleMs: number;
}

/** Why a task gave nothing, as far as it was not the task's own error. */
export type TaskFault = 'timeout' | 'memory' | 'crash' | 'busy' | 'closed';

export class TaskFailed extends Error {
  override readonly name = 'TaskFailed';
  constructor(readonly fault: TaskFault, cause?: unknown) {
    super(`The task ended without a result: ${fault}`, { cause });
  }
}

export interface RunOptions {
  /** Rejects with its reason, at once; the thread that had the task is ended. */
  signal?: AbortSignal | undefined;
  transfer?: ArrayBuffer[] | undefined;
}

interface Job {
  id: number;
  waitingSince: number;
  task: unknown;
  transfer: ArrayBuffer[];
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
}

interface Thread {
  worker: Worker;
  job: Job | null;
  startedAt: number;
  /** How long it took; null while it is loading. */
  loadMs: number | null;
  /** Of the job; null while there is none, or the thread is loading. */
  busySince: number | null;
  stopTimer: () => void;
}

interface Reply {
  id: number;
  value?: unknown;
  error?: string;
}

export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #threads = new Set<Thread>();
  #waiting: Job[] = [];
  #lastId = 0;
  #closed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
  }

  /** Threads that are running, for tests and measurements. */
  get threads(): number {
    return this.#threads.size;
  }

  /** Starts threads until there are so many, so that the tasks to come need not wait for them to load. */
  prepare(threads: number): void {
    while (!this.#closed && this.#threads.size < Math.min(threads, this.#options.size)) this.#start();
  }

  /** Resolves with the script's value. Rejects with `TaskFailed`, with the script's own error, or with the signal's reason. */
  run<T>(task: unknown, { signal, transfer = [] }: RunOptions = {}): Promise<T> {
    if (signal?.aborted === true) return Promise.reject(signal.reason);
    if (this.#closed) return Promise.reject(new TaskFailed('closed'));
    if (this.#waiting.length >= this.#options.maxQueued) return Promise.reject(new TaskFailed('busy'));
    return new Promise<T>((resolve, reject) => {
      const abort = () => this.#abort(job, signal?.reason);
      const settled = (settle: () => void) => {
        signal?.removeEventListener('abort', abort);
        settle();
      };
      const job: Job = { id: (this.#lastId += 1), waitingSince: this.#options.clock.now(), task, transfer, resolve: (value) => settled(() => resolve(value as T)), reject: (reason) => settled(() => reject(reason)) };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.push(job);
      this.#assign();
      this.#lookLater();
    });
  }

  /** Ends all threads; what runs or waits rejects. May be called twice. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(new TaskFailed('closed'));
    await Promise.all([...this.#threads].map((thread) => this.#end(thread, new TaskFailed('closed'))));
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const free = [...this.#threads].filter(({ job }) => job === null);
      const thread = free.find(({ loadMs }) => loadMs !== null) ?? free[0] ?? (this.#threads.size < this.#options.size ? this.#start() : null);
      const job = thread === null ? undefined : this.#waiting.shift();
      if (thread === null || job === undefined) return;
      this.#give(thread, job);
    }
  }

  #give(thread: Thread, job: Job): void {
    thread.job = job;
    thread.worker.ref();
    if (thread.loadMs !== null) this.#begin(thread, job);
  }

  #start(): Thread {
    const worker = new Worker(this.#options.script, { name: this.#options.name, execArgv: [], workerData: { memoryMib: this.#options.memoryMib }, resourceLimits: { maxOldGenerationSizeMb: this.#options.memoryMib } });
    worker.unref();
    const thread: Thread = { worker, job: null, startedAt: this.#options.clock.now(), loadMs: null, busySince: null, stopTimer: () => {} };
    this.#threads.add(thread);
    this.#limit(thread);
    worker.on('message', (reply: Reply) => this.#receive(thread, reply));
    worker.on('error', (error: NodeJS.ErrnoException) => void this.#end(thread, new TaskFailed(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash', error)));
    worker.on('exit', (code) => void this.#end(thread, new TaskFailed(code === BUFFERS_FULL ? 'memory' : 'crash')));
    return thread;
  }

  #limit(thread: Thread): void {
    thread.stopTimer();
    thread.stopTimer = this.#options.clock.after(this.#options.timeLimitMs, () => void this.#end(thread, new TaskFailed('timeout')));
  }

  #loaded(thread: Thread): void {
    thread.loadMs = this.#options.clock.now() - thread.startedAt;
    if (thread.job === null) this.#free(thread);
    else this.#begin(thread, thread.job);
    this.#assign();
  }

  #begin(thread: Thread, job: Job): void {
    thread.busySince = this.#options.clock.now();
    this.#limit(thread);
    this.#lookLater(thread);
    try {
      thread.worker.postMessage({ id: job.id, task: job.task }, job.transfer);
    } catch (thrown) {
      // What can't be cloned never reached the thread.
      this.#free(thread);
      job.reject(thrown);
    }
  }

  /** Both who waits and who is in the way have to have had their time: each looks again when its own is over. */
  #lookLater(thread?: Thread): void {
    const { clock, crowdedLimitMs } = this.#options;
    if (crowdedLimitMs !== undefined) clock.after(Math.max(crowdedLimitMs, thread?.loadMs ?? 0), () => this.#makeRoom(crowdedLimitMs));
  }

  #makeRoom(limitMs: number): void {
    const now = this.#options.clock.now();
    for (const thread of [...this.#threads]) {
      const [first] = this.#waiting;
      if (first === undefined || now - first.waitingSince < limitMs) return;
      if (thread.busySince !== null && now - thread.busySince >= Math.max(limitMs, thread.loadMs ?? 0)) void this.#end(thread, new TaskFailed('timeout'));
    }
  }

  #receive(thread: Thread, { id, value, error }: Reply): void {
    if (id === 0) return this.#loaded(thread);
    const { job } = thread;
    if (job?.id !== id) return;
    this.#free(thread);
    if (error === undefined) job.resolve(value);
    else job.reject(new Error(error));
    this.#assign();
  }

  #free(thread: Thread): void {
    thread.stopTimer();
    thread.job = null;
    thread.busySince = null;
    thread.worker.unref();
    thread.stopTimer = this.#options.clock.after(this.#options.idleMs, () => void this.#end(thread, new TaskFailed('closed')));
  }

  #abort(job: Job, reason: unknown): void {
    const place = this.#waiting.indexOf(job);
    if (place >= 0) this.#waiting.splice(place, 1);
    job.reject(reason);
    const thread = [...this.#threads].find((one) => one.job === job);
    if (thread === undefined) return;
    if (thread.loadMs !== null) return void this.#end(thread, reason);
    // One that is loading has not begun: it goes to the next task.
    thread.job = null;
    thread.worker.unref();
    this.#assign();
  }

  async #end(thread: Thread, reason: unknown): Promise<void> {
    if (!this.#threads.delete(thread)) return;
    thread.stopTimer();
    thread.job?.reject(reason);
    thread.job = null;
    if (!this.#closed) this.#assign();
    await thread.worker.terminate();
  }
}
