import { LONGEST_ASKED_PAUSE_MS } from '../../../base/retry-after.js';
import { z } from 'zod';
import { baseLanguage } from '../question-language.js';
import { limited, type SearchFailure } from '../search-failure.js';
import type { SearchService, ServiceCall, ServiceQuery, ServiceSettings } from '../search-service.js';
import { bareWords, searchWords } from '../search-words.js';
import { itemsOf, optionalNumber, optionalText, parseAnswer } from '../service-answer.js';

/**
 * Stack Overflow, through the Stack Exchange API: questions that match, each with its best answer (a second request; the pages
 * themselves mostly refuse programs). https://api.stackexchange.com/docs/advanced-search,
 * https://api.stackexchange.com/docs/answers-on-questions, https://api.stackexchange.com/docs/throttle (300 requests a day without
 * a key, 10,000 with one; `backoff` must be waited for)
 */

const answerShape = z.object({ items: z.array(z.unknown()), backoff: optionalNumber, quota_remaining: optionalNumber });
const owner = z.object({ display_name: optionalText }).optional().catch(undefined);
const questionShape = z.object({ question_id: z.number(), link: z.string(), title: optionalText, body: optionalText, creation_date: optionalNumber, owner });
const replyShape = z.object({ question_id: z.number(), body: z.string(), is_accepted: z.boolean().optional().catch(undefined), score: optionalNumber });
const errorShape = z.object({ error_name: z.string(), error_message: optionalText });
const MOST_WORDS = 6;
const MOST_RESULTS = 15;
const MOST_ANSWERED = 5;
/** The allowance comes back once a day; nobody says when. */
const QUOTA_PAUSE_SECONDS = LONGEST_ASKED_PAUSE_MS / 1000;
const SITES: Readonly<Record<string, string>> = { es: 'es.stackoverflow', pt: 'pt.stackoverflow', ru: 'ru.stackoverflow', ja: 'ja.stackoverflow' };

export function stackExchangeService(settings: ServiceSettings): SearchService {
  const named = { title: 'Stack Exchange', urlVariable: settings.urlVariable, keyVariable: 'STACKEXCHANGE_KEY', hasKey: settings.apiKey !== undefined };
  const send = async (path: string, parameters: Record<string, string | number | undefined>, call: ServiceCall): Promise<unknown[]> => {
    const { items, backoff, quota_remaining } = parseAnswer(named, answerShape, await call.send({ path, parameters: { ...parameters, filter: 'withbody', key: settings.apiKey } }));
    if (backoff !== undefined && backoff > 0) call.holdOff(backoff + 1, 'Stack Exchange asked for a pause');
    if (quota_remaining === 0) call.holdOff(QUOTA_PAUSE_SECONDS, "Stack Exchange's allowance for today is used up");
    return items;
  };
  /** The best answer of each question, by its number. Without one a question still stands. */
  const repliesTo = async (ids: number[], site: string, call: ServiceCall): Promise<Map<number, string>> => {
    try {
      const replies = itemsOf(replyShape, await send(`/questions/${ids.join(';')}/answers`, { site, order: 'desc', sort: 'votes', pagesize: 30 }, call));
      const best = replies.toSorted((left, right) => Number(left.is_accepted ?? false) - Number(right.is_accepted ?? false) || (left.score ?? 0) - (right.score ?? 0));
      return new Map(best.map(({ question_id, body }) => [question_id, body]));
    } catch {
      return new Map();
    }
  };
  return {
    name: 'stackexchange',
    title: named.title,
    kinds: ['discussion'],
    honours: ['published_since', 'language'],
    onlyOn: ['stackoverflow.com'],
    pace: { intervalMs: 200, atOnce: 1 },
    refusal: (_status, body): SearchFailure | null => throttled(named, body),
    async find(query, call) {
      const words = bareWords(searchWords(query.text, MOST_WORDS, query.language));
      if (words.length === 0) return [];
      const site = SITES[baseLanguage(query.language) ?? ''] ?? 'stackoverflow';
      const questions = itemsOf(questionShape, await send('/search/advanced', { site, q: words.join(' '), order: 'desc', sort: 'relevance', pagesize: Math.min(query.limit, MOST_RESULTS), fromdate: sinceOf(query) }, call));
      const replies = questions.length === 0 ? new Map<number, string>() : await repliesTo(questions.slice(0, MOST_ANSWERED).map(({ question_id }) => question_id), site, call);
      return questions.map((question) => ({
        urls: [question.link],
        title: question.title,
        // The answer first: the snippet may be cut.
        snippet: [replies.get(question.question_id), question.body].filter((part) => part !== undefined).join('<p>'),
        published: question.creation_date === undefined ? null : isoOf(question.creation_date),
        author: question.owner?.display_name,
        language: baseLanguage(query.language) ?? 'en',
        kind: 'discussion',
        markup: true,
      }));
    },
  };
}

function sinceOf({ published_since }: ServiceQuery): number | undefined {
  return published_since === undefined ? undefined : Math.floor(Date.parse(published_since) / 1000);
}

function isoOf(seconds: number): string | null {
  const milliseconds = seconds * 1000;
  return Number.isFinite(milliseconds) && milliseconds > 0 && milliseconds < 8.64e15 ? new Date(milliseconds).toISOString() : null;
}

/** A throttle comes with status 400 and says in words how long it lasts: "more requests available in 55151 seconds". */
function throttled(named: { title: string; keyVariable: string; hasKey: boolean }, body: string): SearchFailure | null {
  try {
    const { error_name, error_message } = parseAnswer({ ...named, urlVariable: null }, errorShape, body);
    const seconds = /available in (\d{1,6}) seconds/.exec(error_message ?? '')?.[1];
    return error_name === 'throttle_violation' ? limited(named, null, { retryAfter: seconds === undefined ? undefined : Number(seconds) }) : null;
  } catch {
    return null;
  }
}
