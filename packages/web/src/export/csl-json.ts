import type { Citation } from '@groundwire/protocol';

/** What citation managers read, as far as it is known of a web page. */
export interface CslItem {
  id: string;
  type: 'webpage' | 'document';
  title: string;
  /** As the source writes it: which part of a name is which can't be told. */
  author?: Array<{ literal: string }>;
  URL: string;
  'container-title'?: string;
  issued?: { 'date-parts': number[][] };
  accessed: { 'date-parts': number[][] };
  note?: string;
}

/** The sources of an answer as CSL JSON. Pure. */
export function cslItems(citations: readonly Citation[]): CslItem[] {
  return citations.map(({ number, title, url, domain, published_at, author, retrieved_at, quotes }) => ({
    id: `source${number}`,
    type: domain === 'library' ? 'document' : 'webpage',
    title,
    ...(author === undefined ? {} : { author: [{ literal: author }] }),
    URL: url,
    ...(domain === 'library' ? {} : { 'container-title': domain }),
    ...(published_at === null ? {} : { issued: dateParts(published_at) }),
    accessed: dateParts(retrieved_at),
    ...(quotes[0] === undefined ? {} : { note: quotes[0].text }),
  }));
}

function dateParts(date: string): { 'date-parts': number[][] } {
  return { 'date-parts': [date.slice(0, 10).split('-').map(Number)] };
}
