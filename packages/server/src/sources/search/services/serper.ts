import { z } from 'zod';
import { plainDomains } from '../filter-found.js';
import { daysBetween, kindOfQuery } from '../kind-of-query.js';
import { baseLanguage } from '../question-language.js';
import { SearchFailure } from '../search-failure.js';
import type { SearchService, ServiceQuery, ServiceSettings } from '../search-service.js';
import { siteOperators, withoutCommands } from '../search-words.js';
import { itemsOf, optionalText, parseAnswer } from '../service-answer.js';

/** Google's results through Serper. https://serper.dev/playground; as a schema: https://schemas.apis.io/schemas/serper/serper-search-request/ */

const webShape = z.object({ organic: z.array(z.unknown()) });
const newsShape = z.object({ news: z.array(z.unknown()) });
const itemShape = z.object({ link: z.string(), title: optionalText, snippet: optionalText, date: optionalText });
const MOST_RESULTS = 30;
const LONGEST_QUERY = 1_000;
/** Google reads 32 words of a query. */
const MOST_WORDS = 24;
const MOST_SITES = 6;

export function serperService(settings: ServiceSettings): SearchService {
  const named = { title: 'Serper', urlVariable: settings.urlVariable };
  return {
    name: 'serper',
    title: named.title,
    kinds: ['web', 'news'],
    honours: ['include_domains', 'exclude_domains', 'published_since', 'countries', 'language'],
    // The free plan allows five requests a second.
    pace: { intervalMs: 210, atOnce: 4 },
    refusal: (status, body) => (status === 400 && /not enough credits/i.test(body) ? new SearchFailure('unauthorized', 'The account at Serper has no credits left: buy some, or unset SERPER_API_KEY') : null),
    async find(query, call) {
      if (withoutCommands(query.text, LONGEST_QUERY, MOST_WORDS) === '') return [];
      const kind = kindOfQuery(query);
      const body = await call.send({ path: kind === 'news' ? '/news' : '/search', headers: { 'x-api-key': settings.apiKey ?? '' }, body: bodyOf(query) });
      const results = kind === 'news' ? parseAnswer(named, newsShape, body).news : parseAnswer(named, webShape, body).organic;
      // Dates in words ("3 days ago") are none: what day it was depends on when somebody looked.
      return itemsOf(itemShape, results).map(({ link, title, snippet, date }) => ({ urls: [link], title, snippet, published: date, author: null, language: null, kind, markup: false }));
    },
  };
}

function bodyOf(query: ServiceQuery): Record<string, unknown> {
  const country = query.countries[0];
  const language = baseLanguage(query.language);
  const span = query.published_since === undefined ? null : timeSpan(daysBetween(query.published_since, query.today));
  return {
    q: withoutCommands(query.text, LONGEST_QUERY, MOST_WORDS) + siteOperators(plainDomains(query.include_domains), plainDomains(query.exclude_domains), MOST_SITES),
    num: Math.min(query.limit, MOST_RESULTS),
    ...(country === undefined ? {} : { gl: country.toLowerCase() }),
    ...(language === null ? {} : { hl: language }),
    ...(span === null ? {} : { tbs: span }),
  };
}

/** The shortest of Google's spans that holds so many days; null when none does. */
function timeSpan(days: number): string | null {
  if (days <= 1) return 'qdr:d';
  if (days <= 7) return 'qdr:w';
  if (days <= 30) return 'qdr:m';
  return days <= 365 ? 'qdr:y' : null;
}
