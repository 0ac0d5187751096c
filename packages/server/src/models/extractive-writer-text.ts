import { visibleText } from '../extraction/visible-text.js';
import { shownLabelRun } from '../ranking/label-runs.js';

/**
 * How a sentence of a source is shown in an extracted answer. It stays word for word; only what belonged to its old
 * place goes: white space runs, reference numbers ("[12]"), bullets and list numbers, datelines ("PARIS (AP) —").
 * Quotes are checked against the source by their range, so none of this loosens them.
 */
export function shownSentence(text: string): string {
  const plain = shownLabelRun(onOneLine(text.replace(TERM_END, ': ')))
    .replace(REFERENCE, '')
    .replace(PERMALINK, '')
    .replace(/ (?=[,;:!?](?:\s|$))/g, '')
    .trim();
  const bare = plain.replace(LEADING_BULLET, '').replace(DATELINE, '');
  return bare.length >= plain.length / 2 ? bare : plain;
}

function onOneLine(text: string): string {
  return visibleText(text).replace(/\s+/g, ' ');
}

/** "[12]", "[a]", "[note 3]", "[citation needed]" as encyclopedias print them; a letter only behind a mark or a space, so that "a[i]" stays. */
const REFERENCE = /\s?\[(?:\d{1,4}(?:[,–-]\s?\d{1,4})*|(?<=[^\p{L}\p{N}]\[)[a-z]|(?:note|nb|n|citation|clarification)\b[^\][]{0,20})\]/giu;
/** The line break between a term and what defines it. */
const TERM_END = /\s*\n\s*\n\s*/g;
/** The sign on which manuals put a link to the sentence itself. */
const PERMALINK = /(?:\s*[§¶])+$/u;
const LEADING_BULLET = /^(?:[-*•‣▪·–—]\s+|\(?\d{1,2}[.)]\s+(?=\p{Lu}))+/u;
const DATELINE = /^(?:[\p{Lu}][\p{L}.,' ]{0,40}\s)?\((?:CNN|AP|Reuters|AFP|UPI|dpa|BBC)[^)]{0,20}\)\s*[—–-]*\s*(?=\S)/u;

/** Marks in which a sentence ends, so that the marker can stand before them. */
const END = /^(.*?)\s?([.!?…。！？।]+)$/su;
/** A full stop that belongs to the last word ("U.S.", "Inc.") is kept with it. */
const ENDS_IN_ABBREVIATION = /(?:\b\p{L}\.\p{L}|\b(?:inc|corp|ltd|co|jr|sr|etc|st|no|a\.m|p\.m))\.$/iu;

/** The sentence with its marker in front of its final mark: `… in 1969 [2].` A sentence without one gets a full stop, behind the marker. */
export function markedSentence(text: string, number: number): string {
  const shown = shownSentence(text);
  if (ENDS_IN_ABBREVIATION.test(shown)) return `${shown} [${number}].`;
  const [, body, mark] = END.exec(shown) ?? [];
  if (body !== undefined && mark !== undefined && body !== '') return `${body} [${number}]${mark}`;
  return /["'”’“»)\]]$/.test(shown) && /[.!?]["'”’“»)\]]+$/.test(shown) ? `${shown} [${number}]` : `${shown.replace(/[,;:–—-]$/, '')} [${number}].`;
}

/** A row of a table as a sentence: its first cell names what the others tell of. Empty cells go. */
export function shownRow(text: string): string {
  const [first = '', ...others] = text.split(' | ').map((cell) => cell.replace(/^[\s|]+|[\s|]+$/g, '')).filter((cell) => cell !== '');
  return `${first}: ${others.join('; ')}`;
}
