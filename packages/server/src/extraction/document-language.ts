import { languageByWords, WELL_KNOWN_LANGUAGES } from '../ranking/language-by-words.js';
import { languageByScript } from './language-by-script.js';

/** So many of a language's commonest words a text must have. */
const LEAST_WORDS = 12;
const REACH = 4000;
/** What templates name; a text in other letters is in none of them. */
const IN_LATIN_LETTERS: ReadonlySet<string> = new Set(['en', 'de', 'fr', 'es', 'it', 'pt', 'nl']);

/**
 * The language of a document as a BCP 47 tag: what it says of itself, unless its letters and commonest words say otherwise without a doubt
 * (of 890 pages in Latin letters that name their language, 13 named another one, mostly because a template did). Null where neither tells. Pure.
 */
export function documentLanguage(declared: string | null, text: string): string | null {
  const sample = text.slice(0, REACH);
  const byScript = languageByScript(sample);
  const seen = byScript ?? languageByWords(sample, LEAST_WORDS);
  if (seen === null || declared === null) return declared ?? seen;
  const named = declared.split('-')[0]?.toLowerCase() ?? '';
  const isSure = WELL_KNOWN_LANGUAGES.has(seen) || (byScript !== null && IN_LATIN_LETTERS.has(named));
  return isSure && named !== seen ? seen : declared;
}
