/** Beyond so many bytes that nobody has taken the server is made to wait, below half of it it may go on. */
const MAX_WAITING_BYTES = 64 * 1024;

export interface BodyFlow {
  pause(): void;
  resume(): void;
}

/**
 * The body of an answer between the connection that brings it and its one reader. What has come is there to be taken at once, without
 * a turn of anything: a token that costs a promise at each step of its way costs more for that than for all else.
 */
export class ResponseBody {
  #chunks: Uint8Array[] = [];
  #at = 0;
  #bytes = 0;
  #flow: BodyFlow | null = null;
  #paused = false;
  #over: { failure: unknown } | 'whole' | null = null;
  #wake: (() => void) | null = null;

  /** The connection is there. */
  opened(flow: BodyFlow): void {
    this.#flow = flow;
  }

  push(chunk: Uint8Array): void {
    if (this.#over !== null) return;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes > MAX_WAITING_BYTES && !this.#paused) {
      this.#paused = true;
      this.#flow?.pause();
    }
    this.#ring();
  }

  end(): void {
    this.#over ??= 'whole';
    this.#ring();
  }

  /** The connection broke: what came before is still there to be taken. */
  fail(failure: unknown): void {
    this.#over ??= { failure };
    this.#ring();
  }

  /** Nothing more is to be read, for this reason. */
  abort(failure: unknown): void {
    this.#chunks = [];
    this.#at = 0;
    this.#over = { failure };
    this.#ring();
  }

  /** The next chunk; null at the end; undefined when it has not come yet. Throws what the body failed with. */
  take(): Uint8Array | null | undefined {
    const chunk = this.#chunks[this.#at];
    if (chunk !== undefined) return this.#taken(chunk);
    if (this.#over === null) return undefined;
    if (this.#over === 'whole') return null;
    throw this.#over.failure;
  }

  /** Resolves when `take` has something to say. One at a time. */
  arrival(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#at < this.#chunks.length || this.#over !== null) resolve();
      else this.#wake = resolve;
    });
  }

  #taken(chunk: Uint8Array): Uint8Array {
    this.#at += 1;
    this.#bytes -= chunk.length;
    if (this.#at === this.#chunks.length) {
      this.#chunks = [];
      this.#at = 0;
    }
    if (this.#paused && this.#bytes <= MAX_WAITING_BYTES / 2) {
      this.#paused = false;
      this.#flow?.resume();
    }
    return chunk;
  }

  #ring(): void {
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }
}
