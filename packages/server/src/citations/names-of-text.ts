/** Names and quotations, as far as a text shows them by its letters and marks. Pure. */

const NAME = /(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}'’-]+(?:\s(?:(?:of|de|van|von|der|la|al|bin|the)\s)?\p{Lu}[\p{L}\p{M}'’.-]+)+/gu;
/** A capitalised word that opens no sentence. */
const SINGLE_NAME = /(?<=[\p{Ll}\p{N},;]["”’)]?\s)\p{Lu}\p{Ll}[\p{L}\p{M}'’-]+/gu;
const LEADING_WORD = /^(?:The|A|An|In|On|At|By|For|From|When|While|After|Before|Since|If|But|And|However|Although)\s/;

/** Names of two words or more: people, places, works. A single capital may be a sentence's beginning. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(NAME)].map(([name]) => withoutEnding(name).replace(LEADING_WORD, '')))].filter((name) => name.includes(' ')).slice(0, 10);
}

/** Names of one word, in the middle of a sentence. */
export function singleNamesIn(text: string): string[] {
  const longer = namesIn(text).join(' ');
  return [...new Set([...text.matchAll(SINGLE_NAME)].map(([name]) => withoutEnding(name)))].filter((name) => !longer.includes(name)).slice(0, 10);
}

function withoutEnding(name: string): string {
  return name.replace(/[’']s$|[.’']+$/, '');
}

/** What stands between quotation marks and is long enough to be a quotation, with where it stands, marks included. */
export function quotationSpans(text: string): Array<{ text: string; start: number; end: number }> {
  return [...text.matchAll(/["“„«]([^"“”„«»]{12,400})["”“»]/g)]
    .map(({ 0: whole, 1: quoted = '', index }) => ({ text: quoted.trim(), start: index, end: index + whole.length }))
    .filter((quoted) => quoted.text.split(/\s+/).length >= 3);
}
