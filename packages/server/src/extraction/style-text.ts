const ESCAPE = /\\(?:([\da-f]{1,6})\s?|(.))/gi;

/** With the characters that escapes stand for. */
export function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(ESCAPE, (_escape, hex?: string, sign?: string) => (hex === undefined ? (sign ?? '') : String.fromCodePoint(Math.min(Number.parseInt(hex, 16), 0x10_ffff))));
}

/** Cuts a text of a style sheet at a sign, but not within brackets and strings, nor where a backslash stands before it. Time linear. */
export function splitOutside(text: string, sign: ',' | ';'): string[] {
  if (!/[("'[\\]/.test(text)) return text.split(sign);
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const one = text[at] ?? '';
    if (one === '\\') at += 1;
    else if (quote !== '') quote = one === quote || one === '\n' ? '' : quote;
    else if (one === '"' || one === "'") quote = one;
    else if (one === '(' || one === '[') depth += 1;
    else if (one === ')' || one === ']') depth = Math.max(0, depth - 1);
    else if (one === sign && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
