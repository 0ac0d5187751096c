import { server } from '../server.js';

/** A file on its way into the library. */
export interface Upload {
  key: number;
  name: string;
  state: 'waiting' | 'indexing' | 'added' | 'updated' | 'unchanged' | 'failed';
  /** What is wrong with a file that failed. */
  reason: string | null;
}

export interface NamedFile {
  /** With the folders that it was dropped in. */
  name: string;
  file: File;
}

/**
 * Sends files one after the other, so that the server indexes one while the next waits, and tells how each fares. A file that
 * fails stops none behind it. It goes on while the reader looks at another view.
 */
class UploadQueue {
  #uploads: readonly Upload[] = [];
  readonly #files = new Map<number, File>();
  readonly #listeners = new Set<() => void>();
  #busy = false;
  #count = 0;

  get uploads(): readonly Upload[] {
    return this.#uploads;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets how earlier files fared, unless some are still on their way. */
  tidy(): void {
    if (!this.#busy) this.#become([]);
  }

  add(files: readonly NamedFile[]): void {
    const added = files.map(({ name, file }): Upload => {
      const key = (this.#count += 1);
      this.#files.set(key, file);
      return { key, name, state: 'waiting', reason: null };
    });
    this.#become([...this.#uploads, ...added]);
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) await this.#send(next);
    this.#busy = false;
  }

  #next(): Upload | undefined {
    return this.#uploads.find(({ state }) => state === 'waiting');
  }

  async #send({ key, name }: Upload): Promise<void> {
    const file = this.#files.get(key);
    if (file === undefined) return;
    this.#set(key, { state: 'indexing' });
    try {
      const { outcome, reason } = await server.library.add(file, { name });
      this.#set(key, { state: outcome, reason });
    } catch (thrown) {
      this.#set(key, { state: 'failed', reason: thrown instanceof Error ? thrown.message : String(thrown) });
    }
    this.#files.delete(key);
  }

  #set(key: number, change: Partial<Upload>): void {
    this.#become(this.#uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)));
  }

  #become(uploads: readonly Upload[]): void {
    this.#uploads = uploads;
    for (const listener of this.#listeners) listener();
  }
}

/** The page's one queue. */
export const uploadQueue = new UploadQueue();
