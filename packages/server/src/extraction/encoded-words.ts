/** Words of a text whose encoding is not known, joined by spaces. */
export interface EncodedWords {
  /** Those with bytes above 127, which alone tell encodings apart. */
  high: Uint8Array;
  /** The same with the words around them. */
  context: Uint8Array;
}

/** Bytes of words with bytes above 127 that are looked at: more of them change nothing. */
const REACH = 1200;
/** So many words around count as context. */
const AROUND = 4;
/** Bytes that are no part of a character in any encoding: what is below `0`, and from `:` to `?`. `<` and `>` are among them. */
const WORD = /[^\x00-\x2f\x3a-\x3f]+/g;
const HIGH = /[\x80-\xff]/;
/** Where something begins that has no text, and where it ends: programs and styles, comments, tags. */
const MARKUP = /<(?:(script|style)\b|(!--)|[a-z/!?])/gi;
const ENDS = { program: /<\/(?:script|style)/gi, comment: /-->/g, tag: />/g };

/** Linear in the length, and for pages without such bytes nothing is kept. `isMarkup`: tags, programs and styles are left out. */
export function encodedWords(bytes: Uint8Array, isMarkup: boolean): EncodedWords {
  const high: string[] = [];
  const context: string[] = [];
  let before: string[] = [];
  let [size, after] = [0, 0];
  for (const word of wordsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'), isMarkup)) {
    if (HIGH.test(word)) {
      high.push(word);
      context.push(...before, word);
      before = [];
      after = AROUND;
      size += word.length + 1;
      if (size > REACH) break;
    } else if (after > 0) {
      context.push(word);
      after -= 1;
    } else {
      before = [...before.slice(1 - AROUND), word];
    }
  }
  return { high: joined(high), context: joined(context) };
}

function* wordsOf(text: string, isMarkup: boolean): Generator<string> {
  for (const piece of isMarkup ? piecesBetweenTags(text) : [text]) for (const [word] of piece.matchAll(WORD)) yield word;
}

function* piecesBetweenTags(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const begin = search(MARKUP, text, start);
    yield text.slice(start, begin?.index);
    const end = begin === null ? null : search(ENDS[begin[1] !== undefined ? 'program' : begin[2] !== undefined ? 'comment' : 'tag'], text, begin.index + 2);
    // What ends a piece of markup separates words, and begins a tag or nothing.
    start = end?.index ?? text.length;
  }
}

function search(pattern: RegExp, text: string, from: number): RegExpExecArray | null {
  pattern.lastIndex = from;
  return pattern.exec(text);
}

function joined(words: readonly string[]): Uint8Array {
  return Buffer.from(words.join(' ').slice(0, 2 * REACH), 'latin1');
}
