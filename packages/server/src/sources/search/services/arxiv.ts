import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../read-xml.js';
import { malformed, SearchFailure } from '../search-failure.js';
import type { FoundItem, SearchService, ServiceQuery, ServiceSettings } from '../search-service.js';
import { bareWords, searchWords } from '../search-words.js';
import { looksLikeHtml } from '../service-answer.js';
import { doiUrl } from './crossref.js';

/**
 * arXiv: preprints of the exact sciences. An Atom feed. https://info.arxiv.org/help/api/user-manual.html,
 * https://info.arxiv.org/help/api/tou.html (one request in three seconds, one connection)
 */

const MOST_WORDS = 4;
const MOST_RESULTS = 15;

export function arxivService(settings: ServiceSettings): SearchService {
  const named = { title: 'arXiv', urlVariable: settings.urlVariable };
  return {
    name: 'arxiv',
    title: named.title,
    kinds: ['academic'],
    honours: ['published_since'],
    onlyOn: ['arxiv.org', 'doi.org'],
    pace: { intervalMs: 3_000, atOnce: 1 },
    async find(query, call) {
      const searched = arxivQuery(query);
      if (searched === null) return [];
      const body = await call.send({
        path: '/api/query',
        accept: 'application/atom+xml',
        parameters: { search_query: searched, start: 0, max_results: Math.min(query.limit, MOST_RESULTS), sortBy: 'relevance', sortOrder: 'descending' },
      });
      const feed = looksLikeHtml(body) ? null : readXml(body);
      if (feed?.name !== 'feed') throw malformed(named, looksLikeHtml(body) ? 'it is a web page' : 'it is not an Atom feed');
      const entries = childrenOf(feed, 'entry');
      if (entries.some((entry) => /\/api\/errors/.test(textOf(childOf(entry, 'id'))))) throw new SearchFailure('rejected', 'arXiv refused the query; other words may help');
      return entries.flatMap((entry) => itemOf(entry) ?? []);
    },
  };
}

/** `all:"…" AND all:"…"`, every word in quotation marks and free of operators; null when no word is left. */
export function arxivQuery({ text, published_since, today }: Pick<ServiceQuery, 'text' | 'published_since' | 'today'>): string | null {
  const words = bareWords(searchWords(text, MOST_WORDS));
  if (words.length === 0) return null;
  const since = published_since === undefined ? '' : ` AND submittedDate:[${published_since.slice(0, 10).replaceAll('-', '')}0000 TO ${today.replaceAll('-', '')}2359]`;
  return words.map((word) => `all:"${word}"`).join(' AND ') + since;
}

function itemOf(entry: XmlElement): FoundItem | null {
  const id = /arxiv\.org\/abs\/([\w.-]+(?:\/\d{7})?)/.exec(textOf(childOf(entry, 'id')))?.[1]?.replace(/v\d+$/, '');
  if (id === undefined) return null;
  const names = childrenOf(entry, 'author').map((author) => textOf(childOf(author, 'name')).trim()).filter((name) => name !== '');
  return {
    urls: [`https://arxiv.org/abs/${id}`, doiUrl(textOf(childOf(entry, 'arxiv:doi')))],
    title: textOf(childOf(entry, 'title')),
    // Lines of an abstract are broken to fit a page.
    snippet: textOf(childOf(entry, 'summary')).replace(/\s+/g, ' '),
    published: textOf(childOf(entry, 'published')),
    author: names.length > 3 ? `${names.slice(0, 3).join(', ')} et al.` : names.join(', '),
    language: null,
    kind: 'academic',
    markup: false,
  };
}
