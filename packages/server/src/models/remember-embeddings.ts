import { createHash } from 'node:crypto';
import type { Embeddings } from './embeddings.js';

/** Numbers of all vectors that are kept: 16 MB, for 1024 dimensions about 4000 passages. */
const MOST_NUMBERS = 4_000_000;

/**
 * The same embeddings, asked only for texts that they were not asked for lately: the passages of a library come up again and again. What
 * was longest unused goes first. A server that suddenly gives another dimension has another model behind the name: all is forgotten then.
 */
export function rememberEmbeddings(embeddings: Embeddings, mostNumbers: number = MOST_NUMBERS): Embeddings {
  const memory = new VectorMemory(mostNumbers);
  return {
    name: embeddings.name,
    check: (signal) => embeddings.check(signal),
    async embed(texts, signal, onRetry) {
      const known = new Map(texts.map((text) => [text, memory.get(text)]));
      const missing = [...known].flatMap(([text, vector]) => (vector === undefined ? [text] : []));
      const fresh = missing.length === 0 ? [] : await embeddings.embed(missing, signal, onRetry);
      const dimension = fresh[0]?.length;
      if (dimension !== undefined && [...known.values()].some((vector) => vector !== undefined && vector.length !== dimension)) {
        memory.clear();
        return embeddings.embed(texts, signal, onRetry);
      }
      missing.forEach((text, index) => {
        const vector = fresh[index];
        known.set(text, vector);
        if (vector !== undefined) memory.set(text, vector);
      });
      return texts.flatMap((text) => known.get(text) ?? []);
    },
  };
}

/** By a hash of the text, the longest unused first. */
class VectorMemory {
  readonly #vectors = new Map<string, Float32Array>();
  readonly #most: number;
  #numbers = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get(text: string): Float32Array | undefined {
    const key = keyOf(text);
    const vector = this.#vectors.get(key);
    if (vector === undefined) return undefined;
    this.#vectors.delete(key);
    this.#vectors.set(key, vector);
    return vector;
  }

  set(text: string, vector: Float32Array): void {
    const key = keyOf(text);
    this.#drop(key);
    this.#vectors.set(key, vector);
    this.#numbers += vector.length;
    for (const oldest of this.#vectors.keys()) {
      if (this.#numbers <= this.#most) return;
      this.#drop(oldest);
    }
  }

  clear(): void {
    this.#vectors.clear();
    this.#numbers = 0;
  }

  #drop(key: string): void {
    this.#numbers -= this.#vectors.get(key)?.length ?? 0;
    this.#vectors.delete(key);
  }
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
