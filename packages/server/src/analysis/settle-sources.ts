import { createHash } from 'node:crypto';
import { countWords } from '../extraction/count-words.js';
import { splitPassages } from '../extraction/split-passages.js';
import { knownSentence } from '../ranking/known-sentences.js';
import type { FoundSource, SourceQuery, SourceText } from '../sources/source-provider.js';
import type { LibraryMatch } from './library-match.js';
import type { Reading } from './page-reads.js';
import { mayCount, whyFilteredOut } from './source-filters.js';

/** What an answer is written from. */
export interface SettledSources {
  /** Best first; those with `text` may be cited, the others were found and could not be used. */
  sources: FoundSource[];
  /** Why a source was not read, by its `source_id`. One that is used from its snippet is among them. */
  unread: Array<[string, string]>;
  /** Hosts of pages that are gone and whose snippets would have stood in, each with the reason. */
  gone: Array<[string, string]>;
}

export interface Settling {
  /** Pages that the question names: no filter and no limit holds for them. */
  named: readonly FoundSource[];
  order: readonly FoundSource[];
  libraryMatch: LibraryMatch;
  readingOf(source_id: string): Reading | undefined;
  query: SourceQuery;
  /** When the snippets were obtained, ISO 8601. */
  retrievedAt: string;
}

/** Snippets stand in only where so little else was read. */
const ENOUGH_READ = 3;
/** A snippet with fewer words says something only where it is a whole sentence: without its end it is a menu entry or a link. */
const LEAST_WORDS = 6;
/** Fewer words are no sentence that could be cited. */
const LEAST_OF_SENTENCE = 4;

/**
 * Which of the sources that were found the answer is written from: documents and pages that were read; snippets only where fewer
 * than three of those are there, because a citation is worth what was read, ranked behind what was read, and never of a page that is gone. Documents count among the three only where they match
 * strongly: the library names something for almost every question. Pure.
 */
export function settleSources({ named, order, libraryMatch, readingOf, query, retrievedAt }: Settling): SettledSources {
  const unread: SettledSources['unread'] = [];
  const lost: Array<{ source: FoundSource; reason: string }> = [];
  const judged = (source: FoundSource): FoundSource => {
    const reading = readingOf(source.source_id);
    if (reading === undefined) return source;
    if (reading.ok) return { ...reading.source, rank: source.rank };
    unread.push([source.source_id, reading.reason]);
    if (reading.bar === 'gone') lost.push({ source, reason: reading.reason });
    // What leads inward may show anybody anything, what is gone says nothing any more, and of what the page itself has ruled out its service knows less.
    return reading.bar === undefined ? source : { ...source, snippet: null, text: null };
  };
  const pages = named.map(judged);
  const known = order.filter((source) => mayCount(source, query)).map(judged);
  const readPages = pages.filter(isWhole);
  const whole = known.filter(isWhole);
  const read = [...readPages, ...whole].filter(({ kind }) => kind !== 'library' || libraryMatch === 'strong');
  const standIns = (source: FoundSource) => (read.length >= ENOUGH_READ || isWhole(source) || whyFilteredOut(source, query) !== null ? [] : withSnippet(source, retrievedAt));
  const snippets = known.flatMap(standIns).map((source) => ({ ...source, rank: source.rank + known.length }));
  const used = new Map([...readPages, ...balanced([...whole, ...snippets], query.limit - named.length, libraryMatch)].map((source) => [source.source_id, source]));
  const tried = new Set(unread.map(([source_id]) => source_id));
  const sources = [...pages, ...known].flatMap((source) => used.get(source.source_id) ?? (tried.has(source.source_id) ? [{ ...source, text: null }] : []));
  const gone = lost.filter(({ source }) => standIns(source).length > 0).map(({ source, reason }): [string, string] => [source.domain, reason]);
  return { sources, unread, gone };
}

function isWhole({ text }: FoundSource): boolean {
  return text !== null && text.read !== 'snippet' && text.passages.length > 0;
}

/** The library must not crowd out what was found elsewhere: it has half of the places, with a weak match only those that are left. */
function balanced(texts: readonly FoundSource[], limit: number, libraryMatch: LibraryMatch): FoundSource[] {
  if (limit <= 0) return [];
  const elsewhere = texts.filter(({ kind }) => kind !== 'library').length;
  let places = Math.max(libraryMatch === 'weak' ? 0 : Math.ceil(limit / 2), limit - elsewhere);
  return texts.filter(({ kind }) => kind !== 'library' || places-- > 0).slice(0, limit);
}

function withSnippet(source: FoundSource, retrievedAt: string): FoundSource[] {
  if (source.text !== null) return [source];
  const snippet = source.snippet?.trim() ?? '';
  return !saysSomething(snippet) ? [] : [{ ...source, text: snippetText(snippet, retrievedAt) }];
}

function saysSomething(snippet: string): boolean {
  const words = countWords(snippet);
  if (words >= LEAST_WORDS) return true;
  // What ends in dots was cut off.
  return words >= LEAST_OF_SENTENCE && !/(?:\.{2,}|…)$/.test(snippet) && knownSentence(snippet).statesAs('paragraph') === 1;
}

function snippetText(snippet: string, retrieved_at: string): SourceText {
  const blocks = [...snippet.matchAll(/[^\n]+/g)].map(({ 0: line, index }) => ({ kind: 'paragraph' as const, start: index, end: index + line.length }));
  return { read: 'snippet', content_hash: `sha256:${createHash('sha256').update(snippet).digest('hex')}`, retrieved_at, length: snippet.length, words: countWords(snippet), passages: splitPassages(snippet, blocks) };
}
