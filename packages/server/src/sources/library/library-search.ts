import type Database from 'better-sqlite3';
import { plainDomain } from '../../extraction/plain-domain.js';
import type { Passage } from '../../ranking/passage.js';
import type { FoundSource, PassagesRequest, SearchResult, SourceQuery } from '../source-provider.js';
import { decodeBlocks } from './block-codec.js';
import { chooseHits, fuseHits, type RankedHit } from './choose-hits.js';
import type { LibraryHit } from './library.js';
import { type CountedTerm, matchExpression } from './match-expression.js';
import { searchTerms } from './search-terms.js';
import { TermCounts } from './term-counts.js';

/** Passages that documents are chosen from: enough for most questions, */
const CANDIDATES = 100;
/** and, where they lie in fewer documents than are wanted, so many. */
const MORE_CANDIDATES = 300;
const MOST_QUERIES = 6;
/** A document this short is sent whole: its other passages are context. */
const SHORT_DOCUMENT = 3;
const SNIPPET_LENGTH = 300;
/** Passages of a document for one statement, and statements that are looked for: those of a long answer. */
const PASSAGES_A_STATEMENT = 3;
const MOST_STATEMENTS = 60;
/** A document with so few passages is read as a whole sooner than searched. */
const FEW_PASSAGES = 20;
/** What a match in the title, the headings and the text counts. */
const RANK = 'bm25(1.5, 1.2, 1.0)';

interface Filter {
  collections: string[] | null;
  include_domains: string[];
  exclude_domains: string[];
  published_since: string | null;
  language: string | null;
}

interface DocumentRow {
  document_pk: number;
  document_id: string;
  title: string;
  url: string | null;
  domain: string;
  published_at: string | null;
  modified_at: string | null;
  author: string | null;
  language: string | null;
  content_hash: string;
  indexed_at: string;
  length: number;
  words: number;
  passages: number;
}

interface PassageRow {
  passage_pk: number;
  document_pk: number;
  start_offset: number;
  end_offset: number;
  heading: string;
  text: string;
  blocks: string;
}

/** Finds passages by the words of a question. Each answer is of one state of the index, whatever other processes write meanwhile. */
export class LibrarySearch {
  readonly #counts: TermCounts;
  readonly #statements: ReturnType<typeof prepareStatements>;
  /** Runs its argument in one read transaction: a document that is written anew between two statements would be lost. */
  readonly #atOnce: <Result>(read: () => Result) => Result;
  #totals = new Map<string, number>();
  #searched: { collections: string[] } | null = null;

  constructor(database: Database.Database) {
    this.#counts = new TermCounts(database);
    this.#statements = prepareStatements(database);
    const transaction = database.transaction((read: () => unknown) => read());
    this.#atOnce = <Result>(read: () => Result) => transaction(read) as Result;
  }

  /** To be called when this process has changed the index. */
  forget(): void {
    this.#counts.forget();
    this.#totals.clear();
    this.#searched = null;
  }

  search(query: SourceQuery): SearchResult {
    return this.#atOnce(() => this.#search(query));
  }

  #search(query: SourceQuery): SearchResult {
    if (this.#counts.refresh()) this.forget();
    const filter = this.#filterOf(query);
    const queries = [...new Set(query.queries.length > 0 ? query.queries : [query.question])].slice(0, MOST_QUERIES);
    const terms = queries.map((text) => this.#termsOf(text));
    const wanted = Math.max(1, query.limit);
    const hits = this.#hitsInDocuments(terms, filter, wanted);
    const relaxed = hits.length === 0 && filter.language !== null ? this.#hitsInDocuments(terms, { ...filter, language: null }, wanted) : hits;
    return { sources: this.#sourcesOf(chooseHits(relaxed, wanted)), statistics: { passages: this.#passagesIn(filter.collections), passagesWith: frequencies(terms.flat()) }, ...(this.#isBuiltin(filter, query) ? { builtin: true } : {}) };
  }

  /** Passages best first; `score` is comparable within the answer only. */
  find(query: string, options: { collection?: string | undefined; limit: number }): LibraryHit[] {
    return this.#atOnce(() => this.#find(query, options));
  }

  #find(query: string, options: { collection?: string | undefined; limit: number }): LibraryHit[] {
    if (this.#counts.refresh()) this.forget();
    const filter = { collections: this.#collectionsFor(options.collection), include_domains: [], exclude_domains: [], published_since: null, language: null };
    return this.#hitsOf([this.#termsOf(query)], filter, options.limit).map((hit) => {
      const row = this.#statements.hit.get(hit.passage_pk);
      if (row === undefined) throw new Error('A passage of the search index is missing');
      return { ...row, score: hit.score };
    });
  }

  /** In the order of the document. */
  passagesFor(request: PassagesRequest): Passage[] {
    return this.#atOnce(() => this.#passagesFor(request));
  }

  #passagesFor({ document_id, content_hash, statements }: PassagesRequest): Passage[] {
    if (this.#counts.refresh()) this.forget();
    const document = this.#statements.unchangedDocument.get(document_id, content_hash);
    if (document === undefined) return [];
    const first = this.#statements.firstPassages.all(document, FEW_PASSAGES + 1);
    if (first.length <= FEW_PASSAGES) return first.map(toPassage);
    const passages = this.#passagesIn(null);
    const expressions = statements.slice(0, MOST_STATEMENTS).flatMap((text) => matchExpression(this.#termsOf(text), passages) ?? []);
    const found = new Set(expressions.flatMap((expression) => this.#statements.matchInDocument.all({ expression, document, limit: PASSAGES_A_STATEMENT })));
    return [...found].flatMap((key) => this.#statements.passage.get(key) ?? []).map(toPassage).sort((left, right) => left.start - right.start);
  }

  #termsOf(text: string): CountedTerm[] {
    return searchTerms(text).map((term) => this.#counts.withFrequency(term));
  }

  #hitsInDocuments(queries: CountedTerm[][], filter: Filter, documents: number): RankedHit[] {
    const hits = this.#hitsOf(queries, filter, CANDIDATES);
    const enough = hits.length < CANDIDATES || new Set(hits.map(({ document_pk }) => document_pk)).size >= documents;
    return enough ? hits : this.#hitsOf(queries, filter, MORE_CANDIDATES);
  }

  #hitsOf(queries: CountedTerm[][], filter: Filter, limit: number): RankedHit[] {
    const passages = this.#passagesIn(null);
    const lists = queries.map((terms) => matchExpression(terms, passages)).map((expression) => (expression === null ? [] : this.#match(expression, filter, limit)));
    return fuseHits(lists).slice(0, limit);
  }

  #match(expression: string, filter: Filter, limit: number): RankedHit[] {
    return this.#isWhole(filter) ? this.#statements.matchAll.all({ expression, limit }) : this.#matchFiltered(expression, filter, limit);
  }

  /** Does the filter let everything pass? Then no document needs to be looked at. */
  #isWhole({ collections, include_domains, exclude_domains, published_since, language }: Filter): boolean {
    if (include_domains.length + exclude_domains.length > 0 || published_since !== null || language !== null) return false;
    return collections === null || this.#passagesIn(collections) === this.#passagesIn(null);
  }

  #matchFiltered(expression: string, filter: Filter, limit: number): RankedHit[] {
    const { collections, include_domains, exclude_domains, published_since, language } = filter;
    return this.#statements.match.all({
      expression,
      collections: collections === null ? null : JSON.stringify(collections),
      included: include_domains.length === 0 ? null : JSON.stringify(include_domains.map(domainName)),
      excluded: exclude_domains.length === 0 ? null : JSON.stringify(exclude_domains.map(domainName)),
      since: published_since,
      language,
      limit,
    });
  }

  #filterOf(query: SourceQuery): Filter {
    return {
      collections: this.#collectionsFor(query.collection),
      include_domains: query.include_domains,
      exclude_domains: query.exclude_domains,
      published_since: query.published_since?.slice(0, 10) ?? null,
      language: query.language?.split('-')[0]?.toLowerCase() ?? null,
    };
  }

  /** Null means all. Groundwire's own documentation steps back as soon as there is anything else. */
  #collectionsFor(named: string | undefined): string[] | null {
    if (named !== undefined) return [named];
    this.#searched ??= { collections: this.#statements.ownCollections.all() };
    return this.#searched.collections.length === 0 ? null : this.#searched.collections;
  }

  #isBuiltin({ collections }: Filter, { collection }: SourceQuery): boolean {
    return collection === undefined && collections === null && this.#passagesIn(null) > 0;
  }

  #passagesIn(collections: string[] | null): number {
    const key = JSON.stringify(collections);
    const known = this.#totals.get(key);
    if (known !== undefined) return known;
    const total = this.#statements.passages.get({ collections: collections === null ? null : key }) ?? 0;
    this.#totals.set(key, total);
    return total;
  }

  #sourcesOf(chosen: Map<number, RankedHit[]>): FoundSource[] {
    return [...chosen].flatMap(([documentPk, hits], position) => {
      const row = this.#statements.document.get(documentPk);
      return row === undefined ? [] : [toSource(row, this.#passagesOf(row, hits), position + 1)];
    });
  }

  #passagesOf(document: DocumentRow, hits: RankedHit[]): Passage[] {
    const matched = hits.flatMap((hit) => this.#statements.passage.get(hit.passage_pk) ?? []);
    const others = document.passages <= SHORT_DOCUMENT ? this.#statements.passagesOfDocument.all(document.document_pk).filter((row) => !matched.some((match) => match.passage_pk === row.passage_pk)) : [];
    return [...matched, ...others].map(toPassage);
  }
}

function frequencies(terms: CountedTerm[]): Map<string, number> {
  const passagesWith = new Map<string, number>();
  for (const term of terms) {
    if (term.frequency === null || term.frequency === 0) continue;
    for (const key of term.keys) passagesWith.set(key, Math.max(passagesWith.get(key) ?? 0, term.frequency));
  }
  return passagesWith;
}

/** What is no domain is that of no document. */
function domainName(domain: string): string {
  return plainDomain(domain) ?? '';
}

function toPassage(row: PassageRow): Passage {
  return { start: row.start_offset, end: row.end_offset, text: row.text, heading: row.heading, blocks: decodeBlocks(row.blocks) };
}

function toSource(row: DocumentRow, passages: Passage[], rank: number): FoundSource {
  const { document_id, url, title, domain, published_at, modified_at, author, language, content_hash, indexed_at, length, words } = row;
  return {
    source_id: document_id,
    provider: 'library',
    kind: 'library',
    url,
    title,
    domain,
    published_at,
    modified_at,
    author,
    language,
    rank,
    snippet: passages[0]?.text.slice(0, SNIPPET_LENGTH) ?? null,
    text: { read: 'document', content_hash, retrieved_at: indexed_at, length, words, passages },
    document_id,
  };
}

function prepareStatements(database: Database.Database) {
  const matchesDomain = "(domain = wanted.value OR substr(domain, -length(wanted.value) - 1) = '.' || wanted.value)";
  return {
    matchAll: database.prepare<[{ expression: string; limit: number }], RankedHit>(
      `SELECT best.passage_pk, document_pk, score
       FROM (SELECT rowid AS passage_pk, -rank AS score FROM passage_words WHERE passage_words MATCH @expression AND rank MATCH '${RANK}' ORDER BY rank LIMIT @limit) AS best
       CROSS JOIN passages USING (passage_pk)`,
    ),
    match: database.prepare<[Record<string, string | number | null>], RankedHit>(
      `SELECT passage_words.rowid AS passage_pk, passages.document_pk AS document_pk, -passage_words.rank AS score
       FROM passage_words JOIN passages ON passages.passage_pk = passage_words.rowid JOIN documents ON documents.document_pk = passages.document_pk
       WHERE passage_words MATCH @expression AND passage_words.rank MATCH '${RANK}'
         AND (@collections IS NULL OR collection IN (SELECT value FROM json_each(@collections)))
         AND (@included IS NULL OR EXISTS (SELECT 1 FROM json_each(@included) AS wanted WHERE ${matchesDomain}))
         AND (@excluded IS NULL OR NOT EXISTS (SELECT 1 FROM json_each(@excluded) AS wanted WHERE ${matchesDomain}))
         AND (@since IS NULL OR substr(published_at, 1, 10) >= @since)
         AND (@language IS NULL OR language IS NULL OR lower(language) = @language OR lower(language) LIKE @language || '-%')
       ORDER BY passage_words.rank LIMIT @limit`,
    ),
    // The plus keeps SQLite from searching once for each passage.
    matchInDocument: database
      .prepare<[{ expression: string; document: number; limit: number }], number>(
        `SELECT rowid FROM passage_words WHERE passage_words MATCH @expression AND rank MATCH '${RANK}'
         AND +rowid IN (SELECT passage_pk FROM passages WHERE document_pk = @document) ORDER BY rank LIMIT @limit`,
      )
      .pluck(),
    unchangedDocument: database.prepare<[string, string], number>('SELECT document_pk FROM documents WHERE document_id = ? AND content_hash = ?').pluck(),
    document: database.prepare<[number], DocumentRow>(
      'SELECT document_pk, document_id, title, url, domain, published_at, modified_at, author, language, content_hash, indexed_at, length, words, passages FROM documents WHERE document_pk = ?',
    ),
    passage: database.prepare<[number], PassageRow>('SELECT * FROM passages WHERE passage_pk = ?'),
    firstPassages: database.prepare<[number, number], PassageRow>('SELECT * FROM passages WHERE document_pk = ? ORDER BY start_offset LIMIT ?'),
    passagesOfDocument: database.prepare<[number], PassageRow>('SELECT * FROM passages WHERE document_pk = ? ORDER BY start_offset'),
    hit: database.prepare<[number], Omit<LibraryHit, 'score'>>(
      `SELECT document_id, title, url, path, collection, published_at, passages.heading AS heading, passages.text AS text, start_offset AS start, end_offset AS end
       FROM passages JOIN documents USING (document_pk) WHERE passage_pk = ?`,
    ),
    ownCollections: database.prepare<[], string>('SELECT DISTINCT collection FROM documents JOIN collections USING (collection) WHERE builtin = 0').pluck(),
    passages: database
      .prepare<[{ collections: string | null }], number>('SELECT coalesce(sum(passages), 0) FROM documents WHERE @collections IS NULL OR collection IN (SELECT value FROM json_each(@collections))')
      .pluck(),
  };
}
