import { z } from 'zod';
import type { SearchService, ServiceSettings } from '../search-service.js';
import { bareWords, searchWords } from '../search-words.js';
import { itemsOf, optionalText, parseAnswer } from '../service-answer.js';

/**
 * Hacker News, through Algolia's index of it: what was said, so its own pages are the sources and not what they link to.
 * https://hn.algolia.com/api (ten thousand requests an hour)
 */

const answerShape = z.object({ hits: z.array(z.unknown()) });
const hitShape = z.object({
  objectID: z.string().regex(/^\d+$/),
  title: optionalText,
  story_title: optionalText,
  url: optionalText,
  author: optionalText,
  created_at: optionalText,
  story_text: optionalText,
  comment_text: optionalText,
});
/** Every word must occur. */
const MOST_WORDS = 5;
const FEWER_WORDS = 2;
const MOST_RESULTS = 20;

export function hackerNewsService(settings: ServiceSettings): SearchService {
  const named = { title: 'Hacker News', urlVariable: settings.urlVariable };
  return {
    name: 'hackernews',
    title: named.title,
    kinds: ['discussion'],
    honours: ['published_since'],
    onlyOn: ['news.ycombinator.com'],
    pace: { intervalMs: 400, atOnce: 2 },
    async find(query, call) {
      const ask = async (words: string[]) => {
        const since = query.published_since === undefined ? undefined : `created_at_i>=${Math.floor(Date.parse(query.published_since) / 1000)}`;
        const body = await call.send({ path: '/api/v1/search', parameters: { query: words.join(' '), tags: '(story,comment)', hitsPerPage: Math.min(query.limit, MOST_RESULTS), numericFilters: since } });
        return parseAnswer(named, answerShape, body).hits;
      };
      const words = bareWords(searchWords(query.text, MOST_WORDS, query.language));
      if (words.length === 0) return [];
      const fewer = bareWords(searchWords(query.text, FEWER_WORDS, query.language));
      const first = await ask(words);
      const hits = first.length > 0 || fewer.length >= words.length ? first : await ask(fewer);
      return itemsOf(hitShape, hits).map((hit) => ({
        urls: [`https://news.ycombinator.com/item?id=${hit.objectID}`],
        title: hit.title ?? (hit.story_title === undefined ? undefined : `Comment on: ${hit.story_title}`),
        snippet: hit.comment_text ?? hit.story_text,
        published: hit.created_at,
        author: hit.author,
        language: 'en',
        kind: 'discussion',
        markup: true,
      }));
    },
  };
}
