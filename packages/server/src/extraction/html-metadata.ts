import { toAuthor, toHttpUrl, toLanguage } from './details.js';
import type { DocumentDetails } from './document-builder.js';
import { cleanLine } from './clean-text.js';
import type { Attributes, HtmlHandler } from './html-reader.js';
import { toIsoDate } from './iso-date.js';
import { type JsonLdDetails, readJsonLd } from './json-ld.js';

type Captured = 'title' | 'h1' | 'json_ld' | 'itemprop_date' | 'itemprop_author' | 'rel_author' | 'time';

interface Frame {
  capture: { what: Captured; parts: string[] } | null;
  article: boolean;
}

const DATE_NAMES = [
  'date', 'dc.date', 'dc.date.issued', 'dcterms.date', 'dcterms.issued', 'dcterms.created', 'dc.date.created', 'publishdate', 'publish-date', 'publish_date', 'pubdate',
  'publication_date', 'publication-date', 'article.published', 'parsely-pub-date', 'sailthru.date', 'citation_publication_date', 'citation_date', 'cxenseparse:recs:publishtime',
  'article_date_original', 'originalpublicationdate', 'published_date', 'published', 'og:published_time', 'og:article:published_time',
];

/** Collects what a page says of itself: title, address, date, author, language. */
export class HtmlMetadata implements HtmlHandler<Frame> {
  #metas = new Map<string, string>();
  #texts = new Map<Captured, string>();
  #jsonLd: JsonLdDetails[] = [];
  #capturing: Array<NonNullable<Frame['capture']>> = [];
  #canonical: string | null = null;
  #language: string | null = null;
  #articles = 0;

  open(name: string, attributes: Attributes): Frame {
    const frame: Frame = { capture: null, article: name === 'article' || name === 'main' };
    if (frame.article) this.#articles += 1;
    if (name === 'html') this.#language ??= attributes.get('lang') ?? attributes.get('xml:lang') ?? null;
    if (name === 'meta') this.#readMeta(attributes);
    if (name === 'link' && attributes.get('rel')?.toLowerCase() === 'canonical') this.#canonical ??= attributes.get('href') ?? null;
    const what = this.#captureFor(name, attributes);
    if (what === null) return frame;
    const value = attributes.get('content') ?? attributes.get('datetime');
    if (value !== undefined && what !== 'h1' && what !== 'title') this.#keep(what, value);
    else this.#capturing.push((frame.capture = { what, parts: [] }));
    return frame;
  }

  text(text: string): void {
    this.#capturing.at(-1)?.parts.push(text);
  }

  close(_name: string, frame: Frame): void {
    if (frame.article) this.#articles -= 1;
    if (frame.capture === null) return;
    this.#capturing = this.#capturing.filter((capture) => capture !== frame.capture);
    const text = frame.capture.parts.join('');
    if (frame.capture.what === 'json_ld') this.#jsonLd.push(readJsonLd(text));
    else this.#keep(frame.capture.what, text);
  }

  /** `fallbackTitle` serves where the page has none; `base` resolves a relative canonical address. */
  details(fallbackTitle: string, base: string | undefined): DocumentDetails {
    return {
      title: this.#title() ?? fallbackTitle,
      url: toHttpUrl(this.#canonical, base) ?? toHttpUrl(this.#metas.get('og:url'), base),
      published_at: this.#publishedAt(),
      author: this.#author(),
      language: toLanguage(this.#language ?? this.#metas.get('content-language') ?? this.#metas.get('og:locale')),
    };
  }

  #readMeta(attributes: Attributes): void {
    const content = attributes.get('content');
    if (content === undefined) return;
    for (const key of ['name', 'property', 'itemprop', 'http-equiv']) {
      const name = attributes.get(key)?.toLowerCase();
      if (name !== undefined && !this.#metas.has(name) && this.#metas.size < 500) this.#metas.set(name, content);
    }
  }

  /** What the text of this element, or its `content`, is wanted for. Captures don't nest deeper than two. */
  #captureFor(name: string, attributes: Attributes): Captured | null {
    if (this.#capturing.length >= 2) return null;
    if (name === 'title' || name === 'h1') return this.#texts.has(name) ? null : name;
    if (name === 'script') return /^application\/ld\+json/i.test(attributes.get('type') ?? '') && this.#jsonLd.length < 20 ? 'json_ld' : null;
    if (attributes.size === 0) return null;
    const itemprop = attributes.get('itemprop');
    if (itemprop !== undefined && /(?:^|\s)datePublished(?:\s|$)/i.test(itemprop)) return 'itemprop_date';
    if (itemprop === 'author') return 'itemprop_author';
    if (/(?:^|\s)author(?:\s|$)/i.test(attributes.get('rel') ?? '')) return name === 'link' ? null : 'rel_author';
    if (name !== 'time' || this.#articles === 0) return null;
    return /modif|updat/i.test(`${itemprop ?? ''} ${attributes.get('class') ?? ''}`) || !attributes.has('datetime') ? null : 'time';
  }

  #keep(what: Captured, text: string): void {
    const cleaned = cleanLine(text.slice(0, 2000));
    if (cleaned !== '' && !this.#texts.has(what)) this.#texts.set(what, cleaned);
  }

  /** The page's own heading, where the title only adds the site's name to it. */
  #title(): string | null {
    const shared = this.#metas.get('og:title') ?? null;
    if (shared !== null && cleanLine(shared) !== '') return shared;
    const title = this.#texts.get('title') ?? null;
    const heading = this.#texts.get('h1') ?? null;
    if (title === null) return heading ?? this.#jsonLd.find((details) => details.title !== null)?.title ?? null;
    return heading !== null && heading.length > 3 && title.length > heading.length && title.includes(heading) ? heading : title;
  }

  #publishedAt(): string | null {
    const candidates = [
      this.#metas.get('article:published_time'),
      ...this.#jsonLd.map((details) => details.published_at),
      this.#metas.get('datepublished'),
      this.#texts.get('itemprop_date'),
      this.#texts.get('time'),
      ...DATE_NAMES.map((name) => this.#metas.get(name)),
    ];
    for (const candidate of candidates) {
      const date = candidate === undefined || candidate === null ? null : toIsoDate(candidate);
      if (date !== null) return date;
    }
    return null;
  }

  #author(): string | null {
    const candidates = [
      this.#metas.get('author'),
      ...this.#jsonLd.map((details) => details.author),
      this.#metas.get('article:author'),
      this.#metas.get('dc.creator'),
      this.#metas.get('parsely-author'),
      this.#texts.get('itemprop_author'),
      this.#texts.get('rel_author'),
    ];
    return candidates.map(toAuthor).find((author) => author !== null) ?? null;
  }
}
