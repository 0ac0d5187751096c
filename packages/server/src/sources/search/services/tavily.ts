import { LONGEST_ASKED_PAUSE_MS } from '../../../base/retry-after.js';
import { z } from 'zod';
import { countryName } from '../../../base/country-codes.js';
import { SearchFailure } from '../search-failure.js';
import type { SearchService, ServiceQuery, ServiceSettings } from '../search-service.js';
import { itemsOf, optionalText, parseAnswer } from '../service-answer.js';
import { plainDomains } from '../filter-found.js';
import { kindOfQuery } from '../kind-of-query.js';

/** Tavily search. https://docs.tavily.com/documentation/api-reference/endpoint/search */

const answerShape = z.object({ results: z.array(z.unknown()) });
const itemShape = z.object({ url: z.string(), title: optionalText, content: optionalText, published_date: optionalText });
const LONGEST_QUERY = 400;
const MOST_RESULTS = 20;

export function tavilyService(settings: ServiceSettings): SearchService {
  const named = { title: 'Tavily', urlVariable: settings.urlVariable };
  return {
    name: 'tavily',
    title: named.title,
    kinds: ['web', 'news'],
    honours: ['include_domains', 'exclude_domains', 'published_since', 'countries'],
    // 100 requests a minute with a development key.
    pace: { intervalMs: 600, atOnce: 4 },
    // 432: the plan's credits are used up, 433: the limit of pay-as-you-go.
    refusal: (status) => (status === 432 || status === 433 ? new SearchFailure('limited', `The credits of the account at Tavily are used up (${status}): raise its limit, or wait for the next month`, { retryAfter: LONGEST_ASKED_PAUSE_MS / 1000 }) : null),
    async find(query, call) {
      const body = await call.send({ path: '/search', headers: { authorization: `Bearer ${settings.apiKey ?? ''}` }, body: bodyOf(query) });
      const { results } = parseAnswer(named, answerShape, body);
      const kind = kindOfQuery(query);
      return itemsOf(itemShape, results).map(({ url, title, content, published_date }) => ({ urls: [url], title, snippet: content, published: published_date, author: null, language: null, kind, markup: false }));
    },
  };
}

function bodyOf(query: ServiceQuery): Record<string, unknown> {
  // Only results about news say their date, and without it nobody can tell whether they are recent enough.
  const isNews = kindOfQuery(query) === 'news' || query.published_since !== undefined;
  const country = query.countries[0];
  return {
    query: query.text.slice(0, LONGEST_QUERY),
    topic: isNews ? 'news' : 'general',
    search_depth: 'basic',
    max_results: Math.min(query.limit, MOST_RESULTS),
    ...(query.published_since === undefined ? {} : { start_date: query.published_since, end_date: query.today }),
    ...(query.include_domains.length === 0 ? {} : { include_domains: plainDomains(query.include_domains) }),
    ...(query.exclude_domains.length === 0 ? {} : { exclude_domains: plainDomains(query.exclude_domains) }),
    ...(country === undefined || isNews ? {} : { country: countryName(country).toLowerCase() }),
  };
}
