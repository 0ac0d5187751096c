import { z } from 'zod';
import { limited, type SearchFailure } from '../search-failure.js';
import type { SearchService, ServiceSettings } from '../search-service.js';
import { bareWords, searchWords } from '../search-words.js';
import { itemsOf, optionalList, optionalText, parseAnswer } from '../service-answer.js';

/**
 * OpenAlex: scholarly works of all fields. https://developers.openalex.org/api-reference/works,
 * https://developers.openalex.org/api-reference/authentication (about a hundred searches a day without a key, ten times that with a free one),
 * https://developers.openalex.org/api-reference/errors (403: too fast, 429: the day's allowance is used up)
 */

const answerShape = z.object({ results: z.array(z.unknown()) });
const place = z.object({ landing_page_url: optionalText }).nullish().catch(undefined);
const workShape = z.object({
  id: z.string(),
  doi: optionalText,
  display_name: optionalText,
  publication_date: optionalText,
  language: optionalText,
  authorships: optionalList,
  primary_location: place,
  best_oa_location: place,
  abstract_inverted_index: z.record(z.string(), z.array(z.number())).nullish().catch(undefined),
});
const authorshipShape = z.object({ author: z.object({ display_name: z.string() }) });
const FIELDS = 'id,doi,display_name,publication_date,language,authorships,primary_location,best_oa_location,abstract_inverted_index';
const MOST_WORDS = 8;
const MOST_RESULTS = 25;
const MOST_PLACES = 3_000;

export function openalexService(settings: ServiceSettings): SearchService {
  const named = { title: 'OpenAlex', urlVariable: settings.urlVariable, keyVariable: 'OPENALEX_API_KEY', hasKey: settings.apiKey !== undefined };
  return {
    name: 'openalex',
    title: named.title,
    kinds: ['academic'],
    honours: ['published_since'],
    pace: { intervalMs: 200, atOnce: 2 },
    refusal: (status): SearchFailure | null => (status === 403 ? limited(named, status) : null),
    async find(query, call) {
      const words = bareWords(searchWords(query.text, MOST_WORDS, query.language));
      if (words.length === 0) return [];
      const body = await call.send({
        path: '/works',
        parameters: {
          search: words.join(' '),
          filter: query.published_since === undefined ? undefined : `from_publication_date:${query.published_since}`,
          select: FIELDS,
          per_page: Math.min(query.limit, MOST_RESULTS),
          mailto: settings.contact,
          api_key: settings.apiKey,
        },
      });
      return itemsOf(workShape, parseAnswer(named, answerShape, body).results).map((work) => ({
        urls: [work.doi, work.primary_location?.landing_page_url, work.best_oa_location?.landing_page_url, work.id],
        title: work.display_name,
        snippet: abstractOf(work.abstract_inverted_index ?? {}),
        published: work.publication_date,
        author: namesOf(work.authorships ?? []),
        language: work.language,
        kind: 'academic',
        markup: true,
      }));
    },
  };
}

/** The abstract, which comes as a list of places for each word. */
export function abstractOf(index: Readonly<Record<string, readonly number[]>>): string {
  const words = new Map<number, string>();
  for (const [word, places] of Object.entries(index)) {
    for (const at of places) if (Number.isInteger(at) && at >= 0 && at < MOST_PLACES) words.set(at, word);
  }
  return [...words].toSorted(([left], [right]) => left - right).map(([, word]) => word).join(' ');
}

function namesOf(authorships: readonly unknown[]): string | null {
  const names = itemsOf(authorshipShape, authorships).map(({ author }) => author.display_name);
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} et al.` : names.join(', ') || null;
}
