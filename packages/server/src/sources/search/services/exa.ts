import { z } from 'zod';
import { plainDomains } from '../filter-found.js';
import { isAcademic, kindOfQuery } from '../kind-of-query.js';
import type { SearchService, ServiceQuery, ServiceSettings } from '../search-service.js';
import { itemsOf, optionalList, optionalText, parseAnswer } from '../service-answer.js';

/** Exa search with contents. https://docs.exa.ai/reference/search, …/reference/contents-retrieval-with-exa-api, …/reference/rate-limits */

const answerShape = z.object({ results: z.array(z.unknown()) });
const itemShape = z.object({ url: z.string(), title: optionalText, publishedDate: optionalText, author: optionalText, text: optionalText, highlights: optionalList });
const MOST_RESULTS = 25;
const TEXT_LENGTH = 4_000;

export function exaService(settings: ServiceSettings): SearchService {
  const named = { title: 'Exa', urlVariable: settings.urlVariable };
  return {
    name: 'exa',
    title: named.title,
    kinds: ['web', 'news', 'academic'],
    honours: ['include_domains', 'exclude_domains', 'published_since', 'countries'],
    // Ten requests a second.
    pace: { intervalMs: 120, atOnce: 4 },
    async find(query, call) {
      const body = await call.send({ path: '/search', headers: { 'x-api-key': settings.apiKey ?? '' }, body: bodyOf(query) });
      const { results } = parseAnswer(named, answerShape, body);
      const kind = isAcademic(query) ? 'academic' : kindOfQuery(query);
      return itemsOf(itemShape, results).map(({ url, title, publishedDate, author, text, highlights = [] }) => {
        const excerpt = text ?? highlights.filter((highlight) => typeof highlight === 'string').join('\n');
        return { urls: [url], title, snippet: excerpt, published: publishedDate, author, language: null, kind, markup: false };
      });
    },
  };
}

function bodyOf(query: ServiceQuery): Record<string, unknown> {
  const category = isAcademic(query) ? 'research paper' : kindOfQuery(query) === 'news' ? 'news' : undefined;
  const country = query.countries[0];
  return {
    query: query.text,
    type: 'auto',
    numResults: Math.min(query.limit, MOST_RESULTS),
    contents: { text: { maxCharacters: TEXT_LENGTH } },
    ...(category === undefined ? {} : { category }),
    ...(query.include_domains.length === 0 ? {} : { includeDomains: plainDomains(query.include_domains) }),
    ...(query.exclude_domains.length === 0 ? {} : { excludeDomains: plainDomains(query.exclude_domains) }),
    ...(query.published_since === undefined ? {} : { startPublishedDate: `${query.published_since}T00:00:00.000Z` }),
    ...(country === undefined ? {} : { userLocation: country }),
  };
}
