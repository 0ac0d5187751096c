import { z } from 'zod';
import { plainDomains } from '../filter-found.js';
import { baseLanguage, languageOfQuestion } from '../question-language.js';
import { limited, malformed, SearchFailure } from '../search-failure.js';
import type { SearchService, ServiceQuery, ServiceSettings } from '../search-service.js';
import { bareWords, searchWords } from '../search-words.js';
import { itemsOf, looksLikeHtml, optionalText, parseAnswer } from '../service-answer.js';

/**
 * GDELT's monitor of the world's online news. https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/ (query language, parameters,
 * output). Asks for one request in five seconds. Refusals come as plain text with status 200.
 */

const answerShape = z.object({ articles: z.array(z.unknown()).optional() });
const articleShape = z.object({ url: z.string(), title: optionalText, seendate: optionalText, language: optionalText });
const MOST_WORDS = 4;
/** Shorter words are refused. */
const SHORTEST_WORD = 3;
const MOST_RESULTS = 50;
const MOST_DOMAINS = 8;

export function gdeltService(settings: ServiceSettings): SearchService {
  const named = { title: 'GDELT', urlVariable: settings.urlVariable };
  return {
    name: 'gdelt',
    title: named.title,
    kinds: ['news'],
    honours: ['include_domains', 'exclude_domains', 'published_since', 'language'],
    pace: { intervalMs: 5_000, atOnce: 1 },
    timeoutMs: 10_000,
    async find(query, call) {
      const language = baseLanguage(query.language) ?? (await languageOfQuestion(query.text, settings.language));
      const searched = gdeltQuery(query, language);
      if (searched === null) return [];
      const body = await call.send({
        path: '/api/v2/doc/doc',
        parameters: { query: searched, mode: 'artlist', format: 'json', sort: 'hybridrel', maxrecords: Math.min(query.limit, MOST_RESULTS), ...timeOf(query) },
      });
      if (!/^\s*[{[]/.test(body)) throw refusal(named, body);
      const { articles = [] } = parseAnswer(named, answerShape, mendJson(body));
      return itemsOf(articleShape, articles).map(({ url, title, seendate, language: written }) => ({
        urls: [url],
        // Words of a headline are set apart from their punctuation.
        title: title?.replace(/ ([,.;:!?’)\]])/g, '$1'),
        snippet: null,
        published: seendate,
        author: null,
        language: languageCode(written),
        kind: 'news',
        markup: true,
      }));
    },
  };
}

/** Words of at least three letters, names of several words as phrases, then the filters; null when no word is left. */
export function gdeltQuery(query: Pick<ServiceQuery, 'text' | 'include_domains' | 'exclude_domains'>, language: string): string | null {
  const words = bareWords(searchWords(query.text, MOST_WORDS, language)).filter((word) => [...word].length >= SHORTEST_WORD);
  if (words.length === 0) return null;
  const sites = plainDomains(query.include_domains).slice(0, MOST_DOMAINS).map((domain) => `domain:${domain}`);
  const named = languageName(language);
  return [
    ...inPhrases(words, query.text),
    ...(sites.length === 0 ? [] : [sites.length === 1 ? sites[0] : `(${sites.join(' OR ')})`]),
    ...plainDomains(query.exclude_domains).slice(0, MOST_DOMAINS).map((domain) => `-domain:${domain}`),
    ...(named === null ? [] : [`sourcelang:${named}`]),
  ].join(' ');
}

/** Words with capitals that stand side by side in the question are one name: `"Angela Merkel"`. */
function inPhrases(words: readonly string[], text: string): string[] {
  const phrases: string[][] = [];
  for (const word of words) {
    const last = phrases.at(-1);
    const together = last !== undefined && /^\p{Lu}/u.test(word) && /^\p{Lu}/u.test(last.at(-1) ?? '') && text.includes(`${last.join(' ')} ${word}`);
    if (together) last.push(word);
    else phrases.push([word]);
  }
  return phrases.map((phrase) => (phrase.length > 1 ? `"${phrase.join(' ')}"` : (phrase[0] ?? '')));
}

function timeOf({ published_since, today }: ServiceQuery): Record<string, string> {
  if (published_since === undefined) return {};
  return { startdatetime: `${published_since.slice(0, 10).replaceAll('-', '')}000000`, enddatetime: `${today.replaceAll('-', '')}235959` };
}

function refusal(named: { title: string; urlVariable: string | null }, body: string): SearchFailure {
  if (/limit requests|too many|rate/i.test(body)) return limited({ ...named, keyVariable: null, hasKey: false }, null);
  if (looksLikeHtml(body) || body.trim() === '') return malformed(named, body.trim() === '' ? 'it is empty' : 'it is a web page');
  return new SearchFailure('rejected', 'GDELT refused the query: its words are too short, too common or too many');
}

/** GDELT copies headlines into its JSON without escaping all that must be: lone backslashes and control characters. */
function mendJson(body: string): string {
  return body.replace(/[\u0000-\u001f]/g, ' ').replace(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\/g, (found) => (found.length > 1 ? found : '\\\\'));
}

/** As GDELT names languages: in English, without spaces, in lower case. */
function languageName(code: string): string | null {
  const name = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(code);
  return name === undefined || !/^[A-Za-z]+$/.test(name) ? null : name.toLowerCase();
}

const COMMON_LANGUAGES = 'en de fr es it pt nl ru uk pl cs sk sl hr sr bs mk bg ro hu el tr ar fa he hi bn ta te mr gu kn ml pa ur ne si th vi id ms ko ja zh sv no da fi et lv lt is sq ka hy az kk mn sw af ca gl eu'.split(' ');

function languageCode(name: string | undefined): string | null {
  return COMMON_LANGUAGES.find((code) => languageName(code) === name?.toLowerCase()) ?? null;
}
