/**
 * The words of Markdown references. CommonMark leaves a reference whose definition is missing as it was typed, and text that
 * was copied from elsewhere holds numbers in brackets, `[3][4]`, that look like one. A number that loses its brackets
 * becomes part of the sentence ("31 metres tall 3"), so numbers keep them: whoever quotes the text can then leave them out.
 */

/** A number of a note or source: `3`, `3-5`, `note 3`. Four digits are more often a year. */
const NUMBER = /^(?:(?:note|nb|ref)[\s.]*)?\d{1,3}(?:[,–-]\s?\d{1,3})*$/i;
/** What stands in the brackets of copied notes besides: `a`, `citation needed`. Alone it may be a word like any other. */
const NOTE = /^(?:[a-z]|(?:note|nb|citation|clarification)\b.{0,20})$/i;
const MISSING_REFERENCE = /(?<![\w\])])(!?)\[([^[\]]{1,200})\]\[([^[\]]{0,100})\]/g;
const MISSING_FOOTNOTE = /\s?\[\^(?:\d{1,4}|(?:fn|note|footnote|ref)[\w-]{0,20})\]/gi;
/** Targets of links to a note or a list of sources. */
const NOTE_TARGET = /#(?:cite|fn|ref|note|bib|endnote|footnote)/i;

/** A stretch of text in which references are left whose definition is missing: links are their label, images and footnote marks go. */
export function withoutMissingReferences(text: string): string {
  if (!text.includes('[')) return text;
  return text.replace(MISSING_FOOTNOTE, '').replace(MISSING_REFERENCE, (typed: string, image: string, words: string, label: string) => {
    if (isCopied(words, label)) return label === '' ? `${image}[${words}]` : typed;
    return image === '' ? words : '';
  });
}

function isCopied(words: string, label: string): boolean {
  if (isNumber(words) || /^\d{4}$/.test(words)) return true;
  return NOTE.test(words) && (isNumber(label) || NOTE.test(label));
}

function isNumber(words: string): boolean {
  return NUMBER.test(words.trim());
}

/** A reference that has its definition; `label` is given where it differs from the words: `[words][label]`. */
export function referenceText(words: string, label: string | null): string {
  if (!isNumber(words)) return words;
  return label !== null && isNumber(label) ? `[${words}][${label}]` : `[${words}]`;
}

/** An image by reference. `![3]` is no image, but an exclamation with a note. */
export function imageReferenceText(alt: string, label: string | null): string {
  return isNumber(alt) ? `!${referenceText(alt, label)}` : '';
}

/** A link with its target beside it. Its words are meant to be read, unless it leads to a note. */
export function linkText(words: string, target: string): string {
  return isNumber(words) && NOTE_TARGET.test(target) ? `[${words}]` : words;
}
