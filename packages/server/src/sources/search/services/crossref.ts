import { z } from 'zod';
import type { SearchService, ServiceSettings } from '../search-service.js';
import { bareWords, searchWords } from '../search-words.js';
import { itemsOf, optionalList, optionalText, parseAnswer } from '../service-answer.js';

/**
 * Crossref: works with a DOI, from those who publish them. Only works with an abstract are asked for: the others show nothing to
 * read. https://www.crossref.org/documentation/retrieve-metadata/rest-api/,
 * https://www.crossref.org/documentation/retrieve-metadata/rest-api/access-and-authentication/ (limits; politer with an address)
 */

const answerShape = z.object({ message: z.object({ items: z.array(z.unknown()) }) });
const dateShape = z.object({ 'date-parts': z.array(z.array(z.number().nullable())) }).optional().catch(undefined);
const workShape = z.object({
  DOI: z.string(),
  URL: optionalText,
  title: optionalList,
  abstract: optionalText,
  author: optionalList,
  published: dateShape,
  resource: z.object({ primary: z.object({ URL: z.string() }) }).optional().catch(undefined),
});
const authorShape = z.object({ given: optionalText, family: optionalText, name: optionalText });
const MOST_WORDS = 8;
const MOST_RESULTS = 20;

export function crossrefService(settings: ServiceSettings): SearchService {
  const named = { title: 'Crossref', urlVariable: settings.urlVariable };
  return {
    name: 'crossref',
    title: named.title,
    kinds: ['academic'],
    honours: ['published_since'],
    // One search a second for those who say nothing of themselves, three for those who do; one at a time.
    pace: { intervalMs: settings.contact === undefined ? 1_050 : 350, atOnce: 1 },
    async find(query, call) {
      const words = bareWords(searchWords(query.text, MOST_WORDS, query.language));
      if (words.length === 0) return [];
      const since = query.published_since === undefined ? '' : `,from-pub-date:${query.published_since}`;
      const body = await call.send({
        path: '/works',
        parameters: { query: words.join(' '), filter: `has-abstract:true${since}`, rows: Math.min(query.limit, MOST_RESULTS), select: 'DOI,URL,title,abstract,author,published,resource', mailto: settings.contact },
      });
      return itemsOf(workShape, parseAnswer(named, answerShape, body).message.items).map((work) => ({
        urls: [doiUrl(work.DOI), work.resource?.primary.URL, work.URL],
        title: firstText(work.title ?? []),
        // The heading says nothing that the text does not.
        snippet: work.abstract?.replace(/^\s*<jats:title[^>]*>\s*(?:abstract|summary)\s*<\/jats:title>/i, ''),
        published: dayOf(work.published?.['date-parts'][0] ?? []),
        author: namesOf(work.author ?? []),
        language: null,
        kind: 'academic',
        markup: true,
      }));
    },
  };
}

/** The address of a DOI; null for what is none. Characters that mean something in addresses are escaped. */
export function doiUrl(doi: string): string | null {
  const bare = doi.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:)/i, '');
  return /^10\.\d{3,9}\/\S{1,300}$/.test(bare) ? `https://doi.org/${encodeURIComponent(bare).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%3B', ';')}` : null;
}

/** A date with its day; a month or a year alone is none. */
function dayOf(parts: ReadonlyArray<number | null>): string | null {
  const [year, month, day] = parts;
  return year == null || month == null || day == null ? null : `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function firstText(texts: readonly unknown[]): string | null {
  return typeof texts[0] === 'string' ? texts[0] : null;
}

function namesOf(authors: readonly unknown[]): string | null {
  const names = itemsOf(authorShape, authors).map(({ given, family, name }) => name ?? [given, family].filter((part) => part !== undefined).join(' ')).filter((name) => name !== '');
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} et al.` : names.join(', ') || null;
}
