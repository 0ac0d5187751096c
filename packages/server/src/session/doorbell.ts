/** Wakes one reader. Rings while nobody waits are remembered as one. */
export class Doorbell {
  #rung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Whether the one reader waits, with nothing rung. */
  get waiting(): boolean {
    return this.#wake !== null && !this.#rung;
  }

  /** Resolves at the next ring; at once if it rang since the last wait ended. */
  async wait(): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
    this.#rung = false;
  }
}
