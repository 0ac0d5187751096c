/**
 * The target of a link whose text is a marker: models write `[1](https://…)`, and the address goes. Pure; used by
 * `marker-stream.ts` only.
 */

/** Characters of a target that are taken out at most; what goes on for longer is text again. */
const MAX_TARGET_LENGTH = 2048;
/** Characters after which something without spaces and without an end counts as a target. */
const MAX_UNDECIDED = 40;

const SURE_TARGET = /^\((?:<|#|\/|\.{1,2}\/|www\.|[a-z][a-z0-9+.-]*:[^\s)])/i;
const CLOSED_WORD = /^\([^\s()[\]【】［］]*\)/;
const OPEN_WORD = /^\([^\s()[\]【】［］]*$/;

/** Is the parenthesis at `at`, right behind a marker, the target of a link? One with a space in it is a remark, as in Markdown. */
export function linkAfterMarker(text: string, at: number, atEnd: boolean): 'link' | 'none' | 'more' {
  const window = text.slice(at, at + MAX_UNDECIDED);
  if (SURE_TARGET.test(window) || CLOSED_WORD.test(window)) return 'link';
  if (!OPEN_WORD.test(window)) return 'none';
  if (window.length === MAX_UNDECIDED) return 'link';
  return atEnd ? 'none' : 'more';
}

/** Skips a link target: up to its closing parenthesis, or to the end of the line or of what can be a target. */
export class LinkTarget {
  private depth = 0;
  private left = MAX_TARGET_LENGTH;
  private inTitle = false;

  /** How much of `text` from `at` on belongs to it; 0: more text is needed; `over`: it ended before `at`. */
  skip(text: string, at: number, atEnd: boolean): number | 'over' {
    const character = text[at];
    if (this.depth < 0 || this.left === 0 || character === '\n' || character === undefined) return 'over';
    if (/\s/.test(character) && !this.inTitle) {
      const next = text[at + 1];
      if (next === undefined && !atEnd) return 0;
      if (next === undefined || !/["')]/.test(next)) return 'over';
      this.inTitle = next !== ')';
    }
    this.count(character);
    return 1;
  }

  private count(character: string): void {
    this.left--;
    if (character === '(' && !this.inTitle) this.depth++;
    if (character === ')') this.depth--;
    if (this.depth === 0) this.depth = -1;
  }
}
