import { z } from 'zod';
import { plainDomains } from '../filter-found.js';
import { daysBetween, isAcademic, kindOfQuery } from '../kind-of-query.js';
import { SearchFailure } from '../search-failure.js';
import type { SearchService, ServiceQuery, ServiceSettings } from '../search-service.js';
import { siteOperators, withoutCommands } from '../search-words.js';
import { itemsOf, optionalList, optionalText, parseAnswer } from '../service-answer.js';

/** A SearXNG instance of one's own. https://docs.searxng.org/dev/search_api.html */

const answerShape = z.object({ results: z.array(z.unknown()), unresponsive_engines: optionalList });
const itemShape = z.object({ url: z.string(), title: optionalText, content: optionalText, publishedDate: optionalText });
const LONGEST_QUERY = 400;
const MOST_WORDS = 40;
const MOST_SITES = 4;

export function searxngService(settings: ServiceSettings): SearchService {
  const named = { title: 'SearXNG', urlVariable: settings.urlVariable };
  return {
    name: 'searxng',
    title: named.title,
    kinds: ['web', 'news', 'academic'],
    honours: ['include_domains', 'exclude_domains', 'published_since', 'language'],
    // The engines behind it refuse those who ask several things at once.
    pace: { intervalMs: 1_000, atOnce: 1 },
    forbiddenHint: 'its JSON output is off, most likely. Add "json" to "formats" under "search" in its settings.yml',
    async find(query, call) {
      if (withoutCommands(query.text, LONGEST_QUERY, MOST_WORDS) === '') return [];
      const body = await call.send({ path: '/search', parameters: parametersOf(query) });
      const { results, unresponsive_engines = [] } = parseAnswer(named, answerShape, body);
      if (results.length === 0 && unresponsive_engines.length > 0) throw enginesFailed(unresponsive_engines);
      const kind = isAcademic(query) ? 'academic' : kindOfQuery(query);
      return itemsOf(itemShape, results).map(({ url, title, content, publishedDate }) => ({ urls: [url], title, snippet: content, published: publishedDate, author: null, language: null, kind, markup: false }));
    },
  };
}

function parametersOf(query: ServiceQuery): Record<string, string | undefined> {
  return {
    q: withoutCommands(query.text, LONGEST_QUERY, MOST_WORDS) + siteOperators(plainDomains(query.include_domains), plainDomains(query.exclude_domains), MOST_SITES),
    format: 'json',
    categories: isAcademic(query) ? 'science' : kindOfQuery(query) === 'news' ? 'news' : 'general',
    language: query.language,
    time_range: query.published_since === undefined ? undefined : timeRange(daysBetween(query.published_since, query.today)),
  };
}

function timeRange(days: number): string | undefined {
  if (days <= 1) return 'day';
  if (days <= 30) return 'month';
  return days <= 365 ? 'year' : undefined;
}

/** Nothing was found because nobody was asked: that is a failure, not an empty result. Names come from the instance: letters only. */
function enginesFailed(engines: readonly unknown[]): SearchFailure {
  const names = engines.flatMap((engine) => (Array.isArray(engine) && typeof engine[0] === 'string' ? [engine[0].replace(/[^\w .-]/g, '').slice(0, 30)] : [])).slice(0, 6);
  return new SearchFailure('server', `SearXNG found nothing because its engines did not answer (${names.join(', ')}): look at its page of engine statistics, and enable others in its settings.yml`);
}
