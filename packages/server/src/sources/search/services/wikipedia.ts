import { z } from 'zod';
import { countryName } from '../../../base/country-codes.js';
import { baseLanguage, languageOfQuestion } from '../question-language.js';
import { limited, SearchFailure } from '../search-failure.js';
import type { FoundItem, SearchService, ServiceCall, ServiceQuery, ServiceSettings } from '../search-service.js';
import { bareWords, searchWords } from '../search-words.js';
import { itemsOf, optionalNumber, optionalText, parseAnswer } from '../service-answer.js';

/**
 * Wikipedia, in the language of the question: full-text search with the introduction of each article.
 * https://www.mediawiki.org/wiki/API:Search, https://www.mediawiki.org/wiki/Extension:TextExtracts#API,
 * https://www.mediawiki.org/wiki/Wikimedia_APIs/Rate_limits, https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy
 */

const answerShape = z.object({ query: z.object({ pages: z.array(z.unknown()) }).optional(), error: z.object({ code: z.string() }).optional(), batchcomplete: z.unknown().optional() });
const pageShape = z.object({ title: z.string(), fullurl: z.string(), index: optionalNumber, extract: optionalText, pagelanguage: optionalText });
/** Every word must occur: more than these, and nothing is found. */
const MOST_WORDS = 6;
const FEWER_WORDS = 3;
/** Editions with some ten thousand articles and more; for other languages the standard one is searched. */
const EDITIONS = new Set(
  'en de fr es it pt nl pl ru uk ja zh vi ar arz sv ceb war fa ca id ko tr no sr ro cs hu fi eo he da bg hy eu kk ms sk et be el hr lt gl az ur sl ka nn hi ta th bn mk la cy te lv af mr ml sq is bs ast my sw tg ne pa kn gu si mn ga km jv su tt ba uz ky'.split(' '),
);
/** Editions that are called otherwise than their language. */
const EDITION_OF: Readonly<Record<string, string>> = { nb: 'no', fil: 'tl', cmn: 'zh', iw: 'he', in: 'id', sh: 'sr' };
const MOST_RESULTS = 10;

export function wikipediaService(settings: ServiceSettings): SearchService {
  const named = { title: 'Wikipedia', urlVariable: settings.urlVariable };
  const ask = async (words: string[], language: string, query: ServiceQuery, call: ServiceCall): Promise<FoundItem[]> => {
    const body = await call.send({ path: '/w/api.php', language, parameters: parametersOf(words, query) });
    const { query: found, error, batchcomplete } = parseAnswer(named, answerShape, body);
    if (error !== undefined) throw refusedWith(error.code);
    if (found === undefined && batchcomplete === undefined) parseAnswer(named, z.object({ query: z.object({}) }), body);
    const pages = itemsOf(pageShape, found?.pages ?? []).toSorted((left, right) => (left.index ?? 99) - (right.index ?? 99));
    return pages.map(({ title, fullurl, extract, pagelanguage }) => ({ urls: [fullurl], title, snippet: extract, published: null, author: null, language: pagelanguage ?? language, kind: 'web', markup: false }));
  };
  return {
    name: 'wikipedia',
    title: named.title,
    kinds: ['web'],
    honours: ['language', 'countries'],
    onlyOn: ['wikipedia.org'],
    pace: { intervalMs: 200, atOnce: 2 },
    async find(query, call) {
      const language = editionFor(baseLanguage(query.language) ?? (await languageOfQuestion(query.text, settings.language)), settings.language);
      const words = bareWords(searchWords(withCountries(query), MOST_WORDS, language));
      if (words.length === 0) return [];
      const found = await ask(words, language, query, call);
      const fewer = bareWords(searchWords(query.text, FEWER_WORDS, language));
      return found.length > 0 || fewer.length >= words.length ? found : ask(fewer, language, query, call);
    },
  };
}

function editionFor(language: string, standard: string): string {
  const edition = EDITION_OF[language] ?? language;
  return EDITIONS.has(edition) ? edition : standard;
}

function parametersOf(words: string[], query: ServiceQuery): Record<string, string | number> {
  return {
    action: 'query',
    format: 'json',
    formatversion: 2,
    generator: 'search',
    gsrsearch: words.join(' '),
    gsrnamespace: 0,
    gsrlimit: Math.min(query.limit, MOST_RESULTS),
    prop: 'extracts|info',
    exintro: 1,
    explaintext: 1,
    exlimit: 'max',
    inprop: 'url',
    redirects: 1,
  };
}

/** The question with the countries that it is about and does not name. */
function withCountries({ text, countries }: ServiceQuery): string {
  const unnamed = countries.slice(0, 2).map(countryName).filter((name) => !text.toLowerCase().includes(name.toLowerCase()));
  return [text, ...unnamed].join(' ');
}

function refusedWith(code: string): SearchFailure {
  if (/ratelimited|maxlag|toomany/.test(code)) return limited({ title: 'Wikipedia', keyVariable: null, hasKey: false }, null);
  return new SearchFailure(/^internal_api_error/.test(code) ? 'server' : 'rejected', `Wikipedia refused the search${/^[\w-]{1,40}$/.test(code) ? ` (${code})` : ''}`);
}
