interface Bell {
  readonly rings: Set<() => void>;
  /** The newest seq for which was rung, as far as somebody noted it. */
  rungFor: number | null;
}

/**
 * Who wants to be rung, by session. Outlives the sessions: one that is forgotten and begun anew rings the same. Nothing is
 * kept of sessions that nobody follows.
 */
export class Doorbells {
  readonly #bySession = new Map<string, Bell>();

  /** Gives the way to stop. The same `ring` added twice rings twice, and is stopped once each. */
  add(sessionId: string, ring: () => void): () => void {
    const own = () => ring();
    const bell = this.#bySession.get(sessionId) ?? { rings: new Set(), rungFor: null };
    this.#bySession.set(sessionId, bell);
    bell.rings.add(own);
    return () => {
      if (bell.rings.delete(own) && bell.rings.size === 0) this.#bySession.delete(sessionId);
    };
  }

  ring(sessionId: string): void {
    for (const ring of [...(this.#bySession.get(sessionId)?.rings ?? [])]) ring();
  }

  /** Notes the newest seq of a session. Gives whether somebody follows it who was not rung for that one. */
  noteNewest(sessionId: string, seq: number): boolean {
    const bell = this.#bySession.get(sessionId);
    if (bell === undefined || bell.rungFor === seq) return false;
    bell.rungFor = seq;
    return true;
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
