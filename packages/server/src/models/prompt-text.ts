import { visibleText } from '../extraction/visible-text.js';
import type { Passage } from '../ranking/passage.js';

/**
 * Makes a stranger's text safe to stand in a prompt: nothing invisible, nothing that looks like one of our markers, no
 * control tokens of a chat template. Pure. The text that is quoted and cited stays as it is; only the model's copy changes.
 */

/** `[12]`, `[1, 2]`, `[3-5]`, `[^4]`, `[note 3]`, and the full-width forms. Four digits are a year, and no number of a source. */
const BRACKETED_NUMBER = /[[［【〔]\s*(?:\^|note\s+|nb\s+)?\p{Nd}{1,3}(?:\s*[,;–—-]\s*\p{Nd}{1,3})*\s*(?:†[^\]］】〕\n]{0,40})?[\]］】〕]/giu;
/**
 * Marks with which chat templates set off turns, tools and media; a local server may read them even inside a message. By form more than
 * by model: `<|…|>`, `<|…>` and `<…|>`, also with full-width bars; the bracketed words that templates use; `<start_of_…>`, `<tool_…>`.
 * Every part has a bound, so the time is linear.
 */
const TEMPLATE_MARK =
  /<[|｜][^|｜\n]{0,60}[|｜]>|<[|｜][\w▁-]{1,40}>|<[\w▁-]{1,40}[|｜]>|\[\/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_(?:CALLS?|RESULTS?|CONTENT))\]|<<\/?SYS>>|<\/?s>|<\/?(?:start|end|begin)_of_[a-z]{1,20}>|<\/?(?:think|tool_[a-z]{1,20}|tools|[be]os)>/giu;

/** Visible text only; line breaks as `\n`. */
export function withoutHidden(text: string): string {
  return visibleText(text).replace(TEMPLATE_MARK, ' ');
}

/** One line of visible text, at most `limit` characters: for titles and headings. */
export function oneLine(text: string, limit: number): string {
  const line = withoutHidden(text).replace(BRACKETED_NUMBER, '').replace(/\s+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit).trimEnd()}…` : line;
}

/** A passage as the model is to read it. In code a bracketed number is set apart instead of dropped: there it means something. */
export function passageText(passage: Passage): string {
  let text = '';
  let at = 0;
  for (const { start, end } of codeRanges(passage)) {
    text += prose(passage.text.slice(at, start)) + code(passage.text.slice(start, end));
    at = end;
  }
  return (text + prose(passage.text.slice(at))).trim();
}

function prose(text: string): string {
  return withoutHidden(text).replace(BRACKETED_NUMBER, '');
}

function code(text: string): string {
  return withoutHidden(text).replace(/\[(\d{1,3})\]/g, '[ $1 ]');
}

/** Where code stands in the passage's own text, in order. */
function codeRanges(passage: Passage): Array<{ start: number; end: number }> {
  return passage.blocks
    .filter((block) => block.kind === 'code')
    .map((block) => ({ start: Math.max(0, block.start - passage.start), end: Math.min(passage.text.length, block.end - passage.start) }))
    .filter(({ start, end }) => start < end);
}
