import type { ReadyIterator } from '../base/ready-iterator.js';
import type { WriterPart } from '../models/writer.js';

/** What a model's writer gives, when a test says so. */
export class ScriptedParts implements ReadyIterator<WriterPart> {
  readonly #parts: WriterPart[] = [];
  #over: { error: unknown } | 'whole' | null = null;
  #wake: (() => void) | null = null;
  returned = false;

  [Symbol.asyncIterator](): this {
    return this;
  }

  say(...texts: string[]): void {
    this.put(...texts.map((text): WriterPart => ({ type: 'text', text })));
  }

  put(...parts: WriterPart[]): void {
    this.#parts.push(...parts);
    this.#wake?.();
  }

  end(error?: unknown): void {
    this.#over = error === undefined ? 'whole' : { error };
    this.#wake?.();
  }

  ready(): WriterPart | undefined {
    return this.#parts.shift();
  }

  async next(): Promise<IteratorResult<WriterPart, undefined>> {
    while (this.#parts.length === 0 && this.#over === null) await new Promise<void>((resolve) => (this.#wake = resolve));
    const value = this.#parts.shift();
    if (value !== undefined) return { done: false, value };
    if (this.#over !== 'whole') throw this.#over?.error;
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<WriterPart, undefined>> {
    this.returned = true;
    return { done: true, value: undefined };
  }
}
