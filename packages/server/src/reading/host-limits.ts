import PQueue from 'p-queue';

const SECOND_MS = 1000;

export interface HostLimitOptions {
  /** Requests under way at once, in all and to one host. */
  atOnce: number;
  perHost: number;
  /** Requests to one host that may begin within a second. */
  perSecond: number;
}

export const HOST_LIMITS: HostLimitOptions = { atOnce: 16, perHost: 2, perSecond: 4 };

/** Waits in turn, so that no site gets more from us than a few readers would send. A turn that is given up for its signal never begins. */
export class HostLimits {
  readonly #options: HostLimitOptions;
  readonly #all: PQueue;
  readonly #hosts = new Map<string, PQueue>();

  constructor(options: HostLimitOptions = HOST_LIMITS) {
    this.#options = options;
    this.#all = new PQueue({ concurrency: options.atOnce });
  }

  /** Hosts that are asked or waited for, or were within the last second; for tests. */
  get hosts(): number {
    return this.#hosts.size;
  }

  /** Runs `task` when it is its turn. Rejects with the signal's reason, or with what the task rejects with. */
  run<T>(host: string, signal: AbortSignal, task: () => Promise<T>): Promise<T> {
    return this.#queueOf(host).add(() => this.#all.add(task, { signal }), { signal });
  }

  #queueOf(host: string): PQueue {
    const known = this.#hosts.get(host);
    if (known !== undefined) return known;
    const queue = new PQueue({ concurrency: this.#options.perHost, intervalCap: this.#options.perSecond, interval: SECOND_MS });
    this.#hosts.set(host, queue);
    // A queue that is forgotten at once forgets too how many began within this second.
    let forgetting: NodeJS.Timeout | undefined;
    queue.on('active', () => clearTimeout(forgetting));
    queue.on('idle', () => void (forgetting = setTimeout(() => this.#hosts.delete(host), SECOND_MS).unref()));
    return queue;
  }
}
