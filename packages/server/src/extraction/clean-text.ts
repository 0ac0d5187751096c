/**
 * What a text looks like after cleaning: Unicode NFC, no control or invisible characters, plain spaces.
 *
 * Invisible characters are removed because they hide words from search and orders from readers (zero-width characters,
 * the tag block U+E0000, bidirectional overrides: Unicode TR 36 and 39). The joiners U+200C and U+200D stay where they
 * are spelling or hold an emoji together.
 */
const INVISIBLE =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]|\p{Surrogate}|(?<![\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Extended_Pictographic}\p{M}\p{Emoji_Modifier}])[\u200c\u200d]/gu;
const PLAIN = /^[\n\x20-\x7e]*$/;

/** NFC, without invisible and control characters; line ends are `\n`, other vertical white space too. Linear. */
export function removeInvisible(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .replace(/\r\n?|[\u0085\u000b\u000c\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, '')
    .normalize('NFC');
}

const SPACED_ODDLY = /[^\S ]| {2}/;

/** One line: every run of white space is a single space, none at the ends. */
export function cleanLine(text: string): string {
  const visible = removeInvisible(text);
  return (SPACED_ODDLY.test(visible) ? visible.replace(/\s+/g, ' ') : visible).trim();
}

/** Lines whose layout matters (code, tables): indentation stays, trailing space and blank lines around them go. */
export function cleanLines(text: string): string {
  const lines = removeInvisible(text)
    .split('\n')
    .map((line) => line.replace(/\t/g, '    ').replace(/[^\S\n]/g, ' ').trimEnd());
  let first = 0;
  let last = lines.length;
  while (first < last && lines[first] === '') first += 1;
  while (last > first && lines[last - 1] === '') last -= 1;
  return lines.slice(first, last).join('\n');
}

const UNSPACED_END = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、，！？」』）]$/u;
const UNSPACED_START = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、，！？「『（]/u;

/** Lines that were broken to fit a page, as one line. Between Chinese or Japanese characters no space is put. */
export function joinWrapped(lines: string[]): string {
  const parts: string[] = [];
  let before = '';
  for (const line of lines) {
    const text = line.trim();
    if (text === '') continue;
    if (before !== '' && !(UNSPACED_END.test(before.slice(-2)) && UNSPACED_START.test(text))) parts.push(' ');
    parts.push(text);
    before = text;
  }
  return parts.join('');
}
