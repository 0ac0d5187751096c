/** A sentence as it goes on behind a colon or within brackets: names in capitals keep them, a full stop goes. Pure. */
export function lowerFirst(text: string): string {
  return text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}
