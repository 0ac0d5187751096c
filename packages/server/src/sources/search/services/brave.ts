import { z } from 'zod';
import { plainDomains } from '../filter-found.js';
import { kindOfQuery } from '../kind-of-query.js';
import { baseLanguage } from '../question-language.js';
import { SearchFailure } from '../search-failure.js';
import type { SearchService, ServiceCall, ServiceQuery, ServiceRequest, ServiceSettings } from '../search-service.js';
import { siteOperators, withoutCommands } from '../search-words.js';
import { itemsOf, optionalList, optionalText, parseAnswer } from '../service-answer.js';

/**
 * Brave web and news search. https://api-dashboard.search.brave.com/api-reference/web/search/get,
 * https://api.search.brave.com/app/documentation/web-search/query, …/web-search/response-headers (rate limits)
 */

const webShape = z.object({ type: z.string(), web: z.object({ results: z.array(z.unknown()) }).optional() });
const newsShape = z.object({ type: z.string(), results: z.array(z.unknown()) });
const itemShape = z.object({ url: z.string(), title: optionalText, description: optionalText, page_age: optionalText, language: optionalText, extra_snippets: optionalList });
const MOST_RESULTS = 20;
const LONGEST_QUERY = 400;
const MOST_WORDS = 50;
/** Filters are words of the query too: some room is kept for them. */
const ROOM_FOR_SITES = 160;
const MOST_SITES = 4;

/** Other values are refused with 422. */
const COUNTRIES = new Set('AR AU AT BE BR CA CL DK FI FR DE GR HK IN ID IT JP KR MY MX NL NZ NO CN PL PT PH RU SA ZA ES SE CH TW TR GB US'.split(' '));
const LANGUAGES = new Set('ar eu bn bg ca hr cs da nl en et fi fr gl de el gu he hi hu is it kn ko lv lt ms ml mr nb pl pa ro ru sr sk sl es sv ta te th tr uk vi'.split(' '));

export function braveService(settings: ServiceSettings): SearchService {
  const named = { title: 'Brave Search', urlVariable: settings.urlVariable };
  // Whether the plan has more than one snippet a result shows only when it is asked for.
  let extraSnippets = true;
  const ask = async (query: ServiceQuery, call: ServiceCall): Promise<string> => {
    try {
      return await call.send(requestFor(query, settings, extraSnippets));
    } catch (thrown) {
      if (!extraSnippets || !(thrown instanceof SearchFailure) || thrown.kind !== 'rejected') throw thrown;
      const body = await call.send(requestFor(query, settings, false));
      extraSnippets = false;
      return body;
    }
  };
  return {
    name: 'brave',
    title: named.title,
    kinds: ['web', 'news'],
    honours: ['include_domains', 'exclude_domains', 'published_since', 'countries', 'language'],
    // The smallest plan allows one request a second.
    pace: { intervalMs: 1_050, atOnce: 1 },
    // It answers a key that it does not know as it answers a faulty query.
    refusal: (status, body) => (status === 422 && /"SUBSCRIPTION_TOKEN_INVALID"/.test(body) ? new SearchFailure('unauthorized', `${named.title} refused the key: check BRAVE_API_KEY`) : null),
    async find(query, call) {
      if (withoutCommands(query.text, LONGEST_QUERY, MOST_WORDS) === '') return [];
      const body = await ask(query, call);
      const kind = kindOfQuery(query);
      const results = kind === 'news' ? parseAnswer(named, newsShape, body).results : (parseAnswer(named, webShape, body).web?.results ?? []);
      return itemsOf(itemShape, results).map(({ url, title, description, page_age, language, extra_snippets = [] }) => {
        const snippets = [description, ...extra_snippets].filter((text) => typeof text === 'string');
        return { urls: [url], title, snippet: [...new Set(snippets)].join('<br>'), published: page_age, author: null, language, kind, markup: true };
      });
    },
  };
}

function requestFor(query: ServiceQuery, { apiKey }: ServiceSettings, extraSnippets: boolean): ServiceRequest {
  const sites = siteOperators(plainDomains(query.include_domains), plainDomains(query.exclude_domains), MOST_SITES);
  const room = sites === '' || sites.length > ROOM_FOR_SITES ? 0 : sites.length;
  const country = query.countries[0] ?? '';
  const language = baseLanguage(query.language) ?? '';
  return {
    path: kindOfQuery(query) === 'news' ? '/res/v1/news/search' : '/res/v1/web/search',
    headers: { 'x-subscription-token': apiKey ?? '' },
    parameters: {
      q: withoutCommands(query.text, LONGEST_QUERY - room, MOST_WORDS - 2 * MOST_SITES * 2) + (room === 0 ? '' : sites),
      count: Math.min(query.limit, MOST_RESULTS),
      text_decorations: 'false',
      extra_snippets: extraSnippets ? 'true' : undefined,
      freshness: query.published_since === undefined ? undefined : `${query.published_since}to${query.today}`,
      country: COUNTRIES.has(country) ? country : undefined,
      search_lang: LANGUAGES.has(language) ? language : undefined,
    },
  };
}
