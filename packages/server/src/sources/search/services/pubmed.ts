import { z } from 'zod';
import { childOf, childrenOf, readXml, textOf, type XmlElement } from '../read-xml.js';
import { malformed } from '../search-failure.js';
import type { FoundItem, SearchService, ServiceCall, ServiceQuery, ServiceSettings } from '../search-service.js';
import { bareWords, searchWords } from '../search-words.js';
import { parseAnswer } from '../service-answer.js';
import { doiUrl } from './crossref.js';

/**
 * PubMed: medicine and the life sciences. A search gives numbers, a second request the records with their abstracts (which the
 * shorter summaries lack). https://www.ncbi.nlm.nih.gov/books/NBK25499/ (ESearch, EFetch),
 * https://www.ncbi.nlm.nih.gov/books/NBK25497/ (three requests a second, ten with a key; tool and e-mail)
 */

const searchShape = z.object({ esearchresult: z.object({ idlist: z.array(z.string()) }) });
const MOST_WORDS = 6;
const MOST_RESULTS = 15;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function pubmedService(settings: ServiceSettings): SearchService {
  const named = { title: 'PubMed', urlVariable: settings.urlVariable };
  const common = { db: 'pubmed', tool: 'groundwire', email: settings.contact, api_key: settings.apiKey };
  const idsOf = async (query: ServiceQuery, words: string[], call: ServiceCall): Promise<string[]> => {
    const since = query.published_since === undefined ? {} : { datetype: 'pdat', mindate: query.published_since.slice(0, 10).replaceAll('-', '/'), maxdate: query.today.replaceAll('-', '/') };
    const body = await call.send({ path: '/esearch.fcgi', parameters: { ...common, term: words.join(' '), retmode: 'json', retmax: Math.min(query.limit, MOST_RESULTS), sort: 'relevance', ...since } });
    return parseAnswer(named, searchShape, body).esearchresult.idlist.filter((id) => /^\d{1,10}$/.test(id));
  };
  return {
    name: 'pubmed',
    title: named.title,
    kinds: ['academic'],
    honours: ['published_since'],
    pace: { intervalMs: settings.apiKey === undefined ? 350 : 110, atOnce: 1 },
    async find(query, call) {
      const words = bareWords(searchWords(query.text, MOST_WORDS, query.language));
      if (words.length === 0) return [];
      const ids = await idsOf(query, words, call);
      if (ids.length === 0) return [];
      const body = await call.send({ path: '/efetch.fcgi', accept: 'text/xml', parameters: { ...common, id: ids.join(','), retmode: 'xml' } });
      const set = readXml(body);
      if (set?.name !== 'PubmedArticleSet') throw malformed(named, 'it is not a set of articles');
      const items = new Map(childrenOf(set, 'PubmedArticle').map((article) => [textOf(childOf(article, 'MedlineCitation', 'PMID')).trim(), article]));
      return ids.flatMap((id) => itemOf(id, items.get(id)) ?? []);
    },
  };
}

function itemOf(id: string, record: XmlElement | undefined): FoundItem | null {
  const article = childOf(record, 'MedlineCitation', 'Article');
  if (record === undefined || article === undefined) return null;
  const doi = childrenOf(childOf(record, 'PubmedData', 'ArticleIdList'), 'ArticleId').find((element) => element.attributes.get('IdType') === 'doi');
  const names = childrenOf(childOf(article, 'AuthorList'), 'Author').map(nameOf).filter((name) => name !== '');
  return {
    urls: [doiUrl(textOf(doi)), `https://pubmed.ncbi.nlm.nih.gov/${id}/`],
    title: textOf(childOf(article, 'ArticleTitle')),
    snippet: childrenOf(childOf(article, 'Abstract'), 'AbstractText').map(paragraphOf).join('\n'),
    published: dayOf(childOf(article, 'ArticleDate')) ?? dayOf(childOf(article, 'Journal', 'JournalIssue', 'PubDate')),
    author: names.length > 3 ? `${names.slice(0, 3).join(', ')} et al.` : names.join(', '),
    language: textOf(childOf(article, 'Language')).trim() === 'eng' ? 'en' : null,
    kind: 'academic',
    markup: false,
  };
}

/** A part of a structured abstract with its label: `Methods: …`. */
function paragraphOf(part: XmlElement): string {
  const label = part.attributes.get('Label');
  const text = textOf(part).replace(/\s+/g, ' ').trim();
  return label === undefined || label === 'UNLABELLED' ? text : `${label.charAt(0)}${label.slice(1).toLowerCase()}: ${text}`;
}

function nameOf(author: XmlElement): string {
  const collective = textOf(childOf(author, 'CollectiveName')).trim();
  return collective !== '' ? collective : [textOf(childOf(author, 'ForeName')), textOf(childOf(author, 'LastName'))].map((part) => part.trim()).filter((part) => part !== '').join(' ');
}

/** A date with its day; months come as numbers or as `Mar`. */
function dayOf(date: XmlElement | undefined): string | null {
  const [year, month, day] = ['Year', 'Month', 'Day'].map((part) => textOf(childOf(date, part)).trim());
  if (!year || !month || !day) return null;
  const number = /^\d+$/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  return `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`;
}
