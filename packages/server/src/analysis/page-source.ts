import { withoutTracking } from '../extraction/canonical-url.js';
import { countWords } from '../extraction/count-words.js';
import { splitPassages } from '../extraction/split-passages.js';
import { preselectPassages } from '../ranking/preselect-passages.js';
import type { ReadPage } from '../reading/page-reader.js';
import type { FoundSource, SourceText } from '../sources/source-provider.js';
import { hostOf } from './source-identity.js';

/** What stands in place of a page's matter: its words are no source. */
const NOTICES: ReadonlyMap<string, string> = new Map([
  ['paywall', 'Only a notice of its paywall can be read'],
  ['consent', 'Only its consent dialog can be read'],
  ['login', 'It can be read after a login only'],
  ['bot_check', 'It asks to prove that one is human'],
  ['error_page', 'An error page stands in its place'],
  ['redirect', 'It only sends readers on to another address'],
]);

/** Why the text of a page that was fetched can't be used; null where it can. Pure. */
export function whyUnusable({ document }: ReadPage): string | null {
  if (document.obstacle !== undefined) return NOTICES.get(document.obstacle) ?? 'Something else stands in its place';
  return document.text.trim() === '' ? 'It holds no text' : null;
}

/**
 * The source with what its page says: text, and title, date, author and language where the page tells them. The address is where the
 * page was found in the end; its own word about its address counts only within the same host, because any page may claim any. Of a book
 * only the passages are kept that may say something of what was `asked`. Pure.
 */
export function withPage(found: FoundSource, page: ReadPage, asked: readonly string[]): FoundSource {
  const { document } = page;
  const url = withoutTracking(document.url !== null && hostOf(document.url) === hostOf(page.url) ? document.url : page.url);
  return {
    ...found,
    url,
    domain: hostOf(url) ?? found.domain,
    title: document.title.trim() === '' ? found.title : document.title,
    published_at: document.published_at ?? found.published_at,
    modified_at: document.modified_at ?? null,
    author: document.author ?? found.author,
    language: document.language ?? found.language,
    document_id: page.document_id,
    text: pageText(page, asked),
  };
}

function pageText({ document, content_hash, retrieved_at }: ReadPage, asked: readonly string[]): SourceText {
  const { text, blocks } = document;
  return { read: 'page', content_hash, retrieved_at, length: text.length, words: countWords(text), passages: preselectPassages(splitPassages(text, blocks), asked) };
}
