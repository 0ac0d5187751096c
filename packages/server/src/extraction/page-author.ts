import { toAuthor } from './details.js';
import type { PageMetadata } from './html-metadata.js';
import { isArticle } from './json-ld.js';
import { comparableName, siteNames } from './site-names.js';

const STATED = ['article:author', 'dc.creator', 'dcterms.creator', 'parsely-author', 'sailthru.author', 'citation_author', 'cxenseparse:author'];

/**
 * Who wrote a page: the first that it names who is not the site itself. The site or its publisher only where nobody else is named and
 * the structured data of an article says so: then the article is by the organisation. Null where it names nobody.
 */
export function authorOf(metadata: PageMetadata): string | null {
  const { metas, jsonLd, authors: { marked, bylines, named, loose, accounts } } = metadata;
  // What WordPress tells those who share a page.
  const shared = metas.get('twitter:label1') === 'Written by' ? metas.get('twitter:data1') : undefined;
  const candidates = [metas.get('author'), ...jsonLd.map(({ author }) => author), ...STATED.map((name) => metas.get(name)), shared, ...marked, ...bylines, ...named, ...loose, ...accounts];
  const sites = namesOfOthers(metadata);
  const somebody = candidates.map(toAuthor).find((author) => author !== null && !sites.has(comparableName(author)));
  return somebody ?? jsonLd.filter(isArticle).map(({ author }) => toAuthor(author)).find((author) => author !== null) ?? null;
}

/** The site and its publisher, where that is nobody who writes it all. */
function namesOfOthers(metadata: PageMetadata): ReadonlySet<string> {
  const persons = new Set(metadata.jsonLd.map(({ publishingPerson }) => comparableName(publishingPerson ?? '')));
  return new Set([...siteNames(metadata)].filter((name) => !persons.has(name)));
}
