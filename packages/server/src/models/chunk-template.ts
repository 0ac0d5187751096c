/**
 * Reads a chunk that differs from an earlier one by nothing but the text in it, without parsing it: the chunks of one answer are the
 * same JSON again and again, and a text with no quotation mark, backslash or control character in it stands in JSON as it is (RFC 8259, section 7).
 * Whatever is not exactly of that shape is left to the parser. Pure but for its own state.
 */
export class ChunkTemplate {
  #before = '';
  #after = '';
  /** Templates that never served: chunks that differ in more than their text are not worth the looking. */
  #vain = 0;

  /** The text of a chunk that is the template's in all else, or null. */
  textOf(chunk: string): string | null {
    const length = chunk.length - this.#before.length - this.#after.length;
    if (this.#before === '' || length <= 0 || !chunk.startsWith(this.#before) || !chunk.endsWith(this.#after)) return null;
    const text = chunk.slice(this.#before.length, this.#before.length + length);
    if (!PLAIN.test(text)) return null;
    this.#vain = 0;
    return text;
  }

  /** Takes a chunk that `read` found to bring `text` and nothing else as the template. `read`: the text of any chunk, null where it has none. */
  learn(chunk: string, text: string, read: (chunk: string) => string | null): void {
    if (this.#vain >= MOST_VAIN || text === '' || !PLAIN.test(text)) return;
    this.#vain += 1;
    const at = chunk.indexOf(`"content":"${text}"`);
    if (at === -1) return;
    const start = at + '"content":"'.length;
    const [before, after] = [chunk.slice(0, start), chunk.slice(start + text.length)];
    // Only what another text in this place is read as shows that it is the place.
    if (read(before + PROBE + after) !== PROBE) return;
    this.#before = before;
    this.#after = after;
  }
}

const PROBE = 'pr0be\u2713';
const MOST_VAIN = 8;
const PLAIN = /^[^"\\\u0000-\u001f]*$/;
