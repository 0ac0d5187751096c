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
