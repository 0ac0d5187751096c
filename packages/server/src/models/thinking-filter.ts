const OPEN = '<think>';
const CLOSE = '</think>';

type Place = 'start' | 'thinking' | 'after' | 'text';

/**
 * Drops a `<think>…</think>` block at the start of a text, as reasoning models behind local servers send it in the midst
 * of the answer. Works across chunks: holds back only what may still turn out to be a tag. A block that never closes is
 * dropped whole.
 */
export class ThinkingFilter {
  #place: Place = 'start';
  #held = '';

  /** The part of the text so far that is certainly answer and was not given yet. */
  push(text: string): string {
    if (this.#isAt('text')) return text;
    this.#held += text;
    if (this.#isAt('start')) this.#start();
    if (this.#isAt('thinking')) this.#think();
    if (this.#isAt('after')) this.#skipSpace();
    return this.#isAt('text') ? this.#release() : '';
  }

  /** What was held back, once no more text will come. */
  end(): string {
    return this.#isAt('start') ? this.#release() : '';
  }

  #isAt(place: Place): boolean {
    return this.#place === place;
  }

  #start(): void {
    const begun = this.#held.trimStart();
    if (begun.startsWith(OPEN)) {
      this.#held = begun.slice(OPEN.length);
      this.#place = 'thinking';
    } else if (!OPEN.startsWith(begun)) {
      this.#place = 'text';
    }
  }

  #think(): void {
    const close = this.#held.indexOf(CLOSE);
    if (close === -1) {
      // Only an unfinished closing tag can matter later: a long thought is not kept.
      this.#held = this.#held.slice(-(CLOSE.length - 1));
      return;
    }
    this.#held = this.#held.slice(close + CLOSE.length);
    this.#place = 'after';
  }

  #skipSpace(): void {
    this.#held = this.#held.trimStart();
    if (this.#held !== '') this.#place = 'text';
  }

  #release(): string {
    const text = this.#held;
    this.#held = '';
    return text;
  }
}
