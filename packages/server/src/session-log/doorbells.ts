/** Who wants to be rung, by session. Outlives the sessions: one that is forgotten and begun anew rings the same. */
export class Doorbells {
  readonly #bySession = new Map<string, Set<() => void>>();

  /** Gives the way to stop. The same `ring` added twice rings twice, and is stopped once each. */
  add(sessionId: string, ring: () => void): () => void {
    const own = () => ring();
    const rings = this.#bySession.get(sessionId) ?? new Set();
    this.#bySession.set(sessionId, rings.add(own));
    return () => {
      if (rings.delete(own) && rings.size === 0) this.#bySession.delete(sessionId);
    };
  }

  ring(sessionId: string): void {
    for (const ring of [...(this.#bySession.get(sessionId) ?? [])]) ring();
  }

  has(sessionId: string): boolean {
    return this.#bySession.has(sessionId);
  }

  sessions(): string[] {
    return [...this.#bySession.keys()];
  }

  get size(): number {
    return this.#bySession.size;
  }

  clear(): void {
    this.#bySession.clear();
  }
}
