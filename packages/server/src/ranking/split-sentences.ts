import { ABBREVIATIONS, FINAL_ABBREVIATIONS, MONTHS, SENTENCE_STARTERS } from './abbreviations.js';
import { commonShare } from './common-words.js';
import { stem } from './stem.js';

/** A sentence's place: UTF-16 offsets, half-open, without the white space around it. */
export interface SentenceSpan {
  start: number;
  end: number;
}

/**
 * Where the sentences of a text are.
 *
 * A scanner of its own rather than `Intl.Segmenter`: the segmenter breaks behind every abbreviation and initial, its
 * results change with the ICU version that Node was built with, and mending its output needs the same rules as deciding
 * directly. The rules follow Unicode UAX #29 (terminators, closers, "no break before lower case" unless the sentence is
 * plainly over), extended by abbreviations, initials, ordinals and list numbers. One pass; each decision looks at a bounded stretch, so the time
 * is linear in the length of any text.
 */
export function splitSentences(text: string): SentenceSpan[] {
  const spans: SentenceSpan[] = [];
  let start = 0;
  const close = (end: number) => {
    const span = trimmed(text, start, end);
    if (span !== null) spans.push(span);
    start = end;
  };
  CANDIDATE.lastIndex = 0;
  for (let match = CANDIDATE.exec(text); match !== null; match = CANDIDATE.exec(text)) {
    const end = match.index + match[0].length;
    if (match[0].charCodeAt(0) === SPACE) {
      if (match.index - start >= SHORTEST_WITHOUT_STOPS && isWithoutStops(text, match.index)) close(end);
    } else if (match[0].charCodeAt(0) === LINE_FEED) {
      if (isLineBreak(text, start, match.index, end)) close(end);
    } else if (isSentenceEnd(text, start, match.index, end)) close(end);
  }
  close(text.length);
  return spans;
}

const LINE_FEED = 10;
const SPACE = 32;
/**
 * Thai and Lao part sentences, and clauses, by a space and have no full stop. Behind so many UTF-16 units, about as many as
 * a sentence of theirs has, a space ends one.
 */
const SHORTEST_WITHOUT_STOPS = 110;

function isWithoutStops(text: string, at: number): boolean {
  return /[\p{Script=Thai}\p{Script=Lao}]/u.test(text.slice(Math.max(0, at - 8), at));
}

const CLOSERS = `"'”’“»›)\\]}」』）】》〉]`;
/**
 * Terminators with what closes behind them (quotes, brackets, copied reference numbers, a quote set off by a space), or
 * line feeds. The stop of Armenian is a colon-like sign; Devanagari, Arabic, Ethiopic, Burmese and Khmer have their own.
 */
const CANDIDATE = new RegExp(
  `[.!?…]+(?:\\[\\d{1,3}\\])*[${CLOSERS.slice(0, -1)}]*(?: ''|(?:\\[\\d{1,3}\\])+)?(?=\\s|$)|[。！？｡．।॥۔؟։።፧፨။។៕]+[${CLOSERS.slice(0, -1)}]*|:(?=\\s+[\\u0531-\\u0587])|(?<=[\\p{Script=Thai}\\p{Script=Lao}\\p{M}\\p{N}"”)]) +(?=[\\p{Script=Thai}\\p{Script=Lao}"“(])|\\n(?:[^\\S\\n]*\\n)*`,
  'gu',
);
/** Names of programs and settings (`pg_upgrade`) begin a sentence in small letters. */
const IDENTIFIER = /^\p{Ll}[\p{L}\p{N}]*_[\p{L}\p{N}_]/u;
/** Japanese goes on with these behind what was quoted. */
const QUOTED_BEFORE = /^(?:と(?!ころ|にかく|もかく|ても)|って|なんて|など)/;
/** How far a decision looks to either side. */
const REACH = 40;

function trimmed(text: string, from: number, to: number): SentenceSpan | null {
  let start = from;
  let end = to;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return start === end ? null : { start, end };
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000 || (code >= 0x2000 && code <= 0x200b) || code === 0x2028 || code === 0x2029 || code === 0xfeff;
}

/** A blank line parts sentences. A single line feed does so before a list item, and behind a short line that looks like one of its own. */
function isLineBreak(text: string, start: number, at: number, end: number): boolean {
  if (text.indexOf('\n', at + 1) < end && end - at > 1) return true;
  const next = text.slice(end, end + REACH).trimStart();
  if (/^(?:[-*•‣▪·–—]|\(?\d{1,3}[.)])(?:\s|$)/.test(next)) return true;
  const lineStart = Math.max(start, text.lastIndexOf('\n', at - 1) + 1);
  if (at - lineStart > REACH) return false;
  const line = text.slice(lineStart, at).trimEnd();
  return /^["'“‘«(]?[\p{Lu}\p{N}]/u.test(next) && !/[,;–—-]$/.test(line) && !/\p{Script=Han}|\p{Script=Hiragana}/u.test(line);
}

function isSentenceEnd(text: string, start: number, at: number, end: number): boolean {
  const rest = text.slice(end, end + REACH);
  const next = rest.trimStart();
  if (next === '') return true;
  const mark = text.charAt(at);
  if (/[」』]$/.test(text.slice(at, end)) && QUOTED_BEFORE.test(next)) return false;
  if (!'.!?…'.includes(mark)) return mark !== '．' || !/^[\p{N}]/u.test(next);
  const word = /^["'“‘«‹„([{¿¡`–—-]*\s?([\p{L}\p{M}\p{N}'’]*\.?)/u.exec(next)?.[1] ?? '';
  if (/^\p{Ll}/u.test(word) && end - at === 1 && mark === '.' && isFinished(text.slice(Math.max(start, at - REACH), at))) return true;
  if ((/^\p{Ll}/u.test(word) && !IDENTIFIER.test(next)) || /^[,;:.)]/.test(next)) return next.startsWith('...') && end - at === 1;
  if (mark !== '.') return true;
  if (end - at > 1) return !/^\s*(?:\d{1,3}|\p{L})$/u.test(text.slice(Math.max(start, at - REACH), at));
  return !isAbbreviation(text.slice(Math.max(start, at - REACH), at), word);
}

/** Letters that a shortened word hardly ever has, and a common word at least. */
const LONG_WORD = 7;
const COMMON_WORD = 4;
/** Less common ones are not in the list. */
const COMMON = 0.01;

/**
 * Is the full stop behind `before` the end of a sentence though small letters follow, as those of a link or a label do ("click here"), and
 * of whoever writes all small? Only behind several words whose last is no shortened one: a common word, or a long one.
 */
function isFinished(before: string): boolean {
  const token = /(?<![\p{L}\p{N}'’.&/@_-])\p{Ll}+$/u.exec(before)?.[0] ?? '';
  if (token.length < COMMON_WORD || before.trim().split(/\s+/).length < 4) return false;
  if (ABBREVIATIONS.has(token) || FINAL_ABBREVIATIONS.has(token)) return false;
  return token.length >= LONG_WORD || commonShare(stem(token)) >= COMMON;
}

/** Thai has no full stop: behind a few of its letters ("น.", "พ.ศ.") one shortens a word. */
const THAI_SHORT_FORM = /(?<!\p{Script=Thai})\p{Script=Thai}{1,3}$/u;

/** Is the full stop behind `before` part of a shortened word, given the word that follows? */
function isAbbreviation(before: string, next: string): boolean {
  const token = /[\p{L}\p{M}\p{N}.&°º'’]+$/u.exec(before)?.[0] ?? '';
  const opensSentence = SENTENCE_STARTERS.has(next.replace(/['’].*$/, ''));
  if (THAI_SHORT_FORM.test(token)) return true;
  // The last letter of an address ("?page=d.") is not a shortened word.
  if (token === '' || /[=/_#@]$/.test(before.slice(0, before.length - token.length))) return false;
  if (/^\p{Lu}$/u.test(token)) return !opensSentence || next === '';
  if (/^\d{1,3}$/.test(token)) return before.trim() === token || MONTHS.has(next.toLowerCase().slice(0, 3)) && /^\p{Lu}\p{Ll}/u.test(next) && Number(token) <= 31 && !opensSentence;
  // "d. h.", "h. c.", "p. m.".
  if (/^\p{Ll}$/u.test(token) && /(?<![\p{L}\p{N}])\p{L}\.\s$/u.test(before.slice(0, -1))) return !opensSentence;
  const lower = token.toLowerCase();
  if (lower === 'no' || lower === 'nos') return /^\d/.test(next);
  if (ABBREVIATIONS.has(lower)) return true;
  if (FINAL_ABBREVIATIONS.has(lower) || /^(?:\p{L}\.)+\p{L}$/u.test(token)) return !opensSentence;
  return false;
}
