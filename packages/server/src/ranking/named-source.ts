import type { Question } from './analyse-question.js';
import type { RankSource } from './rank-source.js';

/** Between a page's title and the name of its site. */
const SITE_NAME = /\s[|–—·•»-]\s+([^|–—·•»]{2,40})$/u;
/** Names shorter than this are words by chance. */
const SHORTEST = 4;

/** A title without the site's name at its end, which says nothing of the page's matter. */
export function withoutSiteName(title: string): string {
  return title.replace(SITE_NAME, '');
}

/**
 * The name under which the question speaks of this source's publication ("according to The Verge"): none, or one. Publications
 * are known by the site's name at the end of a title and by their domain (`theverge.com`).
 */
export function namedPublications(question: Question, { title, domain }: RankSource): string[] {
  const words = question.folded.trim().split(' ');
  const names = [SITE_NAME.exec(title)?.[1], domain.split('.').at(-2)].map((name) => letters(name ?? ''));
  return names.filter((name) => holdsName(words, name)).slice(0, 1);
}

/** Do some words of the question in a row, run together, give the name? */
function holdsName(words: readonly string[], name: string): boolean {
  if (name.length < SHORTEST) return false;
  return words.some((_, first) => {
    let run = '';
    for (let at = first; at < words.length && run.length < name.length; at += 1) run += letters(words[at] ?? '');
    return run === name;
  });
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
