import type { LibraryDocumentText } from '../sources/library/library.js';

/** Most characters of a question that is put on a button. */
const MOST_CHARACTERS = 90;
/** Headings that say nothing by themselves. */
const EMPTY_HEADING = /^(introduction|overview|contents|summary|conclusions?|references|notes?|abstract|about|see also|appendix.*|chapter.*|\d[\d.]*)$/i;

/**
 * Questions that these documents answer, at most one a document: a heading that is a question itself, else what the document
 * says under one of its headings, else what it is about. Pure.
 */
export function exampleQuestions(documents: readonly Pick<LibraryDocumentText, 'title' | 'text' | 'blocks'>[]): string[] {
  return [...new Set(documents.flatMap((document) => questionOf(document) ?? []))];
}

function questionOf({ title, text, blocks }: Pick<LibraryDocumentText, 'title' | 'text' | 'blocks'>): string | null {
  const headings = blocks.filter(({ kind }) => kind === 'heading').map(({ start, end }) => plain(text.slice(start, end)));
  const asked = headings.find((heading) => heading.endsWith('?') && fits(heading));
  if (asked !== undefined) return asked;
  const name = plain(title);
  const topic = headings.find((heading) => heading !== name && heading.length >= 4 && !EMPTY_HEADING.test(heading) && !/[.:;!]$/.test(heading));
  const candidates = [...(topic === undefined ? [] : [`What does “${name}” say about ${withSmallArticle(topic)}?`]), `What is there to know about ${withSmallArticle(name)}?`];
  return /\p{L}{2}/u.test(name) ? (candidates.find(fits) ?? null) : null;
}

function fits(question: string): boolean {
  return question.length <= MOST_CHARACTERS;
}

function plain(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}

/** "The keepers" in the middle of a sentence. */
function withSmallArticle(text: string): string {
  return text.replace(/^(The|A|An) /, (article) => article.toLowerCase());
}
