import { cleanLine } from './clean-text.js';
import { toHttpUrl, toLanguage } from './details.js';
import { type NamedAuthors, noAuthors, readAuthors, readLooseAuthor } from './html-authors.js';
import type { Attributes } from './html-attributes.js';
import { type JsonLdNode, readJsonLd } from './json-ld.js';
import { type HtmlTree, textOf } from './html-tree.js';

/** What a page says of itself in its head, its structured data and its headings. */
export interface PageMetadata {
  /** Contents of `meta` elements by name, property or itemprop in lower case; the first of each. */
  metas: ReadonlyMap<string, string>;
  title: string | null;
  /** Elements of the first level of heading. */
  headings: number[];
  jsonLd: JsonLdNode[];
  /** Elements of scripts that hold other data, or structured data that is malformed. */
  scripts: number[];
  /** Addresses that the page gives as its own, best first. */
  addresses: string[];
  language: string | null;
  /** Elements with `itemprop` datePublished or dateModified, and `time` elements. */
  published: number[];
  modified: number[];
  times: number[];
  authors: NamedAuthors;
}

const MOST = 500;
const NOT_IN = new Set(['svg', 'symbol', 'template']);

/** Reads all that in one pass. */
export function readMetadata(tree: HtmlTree): PageMetadata {
  const metas = new Map<string, string>();
  const found: PageMetadata = { metas, title: null, headings: [], jsonLd: [], scripts: [], addresses: [], language: null, published: [], modified: [], times: [], authors: noAuthors() };
  for (let node = 1; node < tree.size; node += 1) {
    const name = tree.names[node] ?? '';
    if (NOT_IN.has(name)) node = (tree.ends[node] ?? node + 1) - 1;
    else if (name === '') readText(tree, node, found);
    else readElement(tree, node, name, found, metas);
  }
  const shared = metas.get('og:url');
  if (shared !== undefined) found.addresses.push(shared);
  return found;
}

function readElement(tree: HtmlTree, node: number, name: string, found: PageMetadata, metas: Map<string, string>): void {
  const attributes = tree.attributes[node];
  if (name === 'title') found.title ??= lineOf(textOf(tree, node));
  else if (name === 'h1' && found.headings.length < 20) found.headings.push(node);
  else if (name === 'time' && found.times.length < MOST) found.times.push(node);
  else if (name === 'script') return readScript(tree, node, attributes?.get('type') ?? '', found);
  if (attributes === undefined || attributes.size === 0) return;
  if (name === 'html') found.language ??= attributes.get('lang') ?? attributes.get('xml:lang') ?? null;
  else if (name === 'meta') readMeta(attributes, metas);
  else if (name === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attributes.get('rel') ?? '')) pushSome(found.addresses, attributes.get('href'));
  readProperties(node, attributes, found);
  readAuthors(tree, node, attributes, found.authors);
}

/** Texts of the headline's surroundings: nodes behind it. */
const NEAR_HEADLINE = 150;

function readText(tree: HtmlTree, node: number, { headings, authors }: PageMetadata): void {
  const headline = headings.at(-1);
  if (headline !== undefined && node - headline < NEAR_HEADLINE) readLooseAuthor(tree, node, authors);
}

function readMeta(attributes: Attributes, metas: Map<string, string>): void {
  const content = attributes.get('content') ?? attributes.get('value');
  if (content === undefined) return;
  for (const key of ['name', 'property', 'itemprop', 'http-equiv']) {
    const name = attributes.get(key)?.trim().toLowerCase();
    if (name !== undefined && !metas.has(name) && metas.size < MOST) metas.set(name, content);
  }
}

function readScript(tree: HtmlTree, node: number, type: string, found: PageMetadata): void {
  if (/^application\/ld\+json/i.test(type)) {
    const nodes = readJsonLd(tree.texts[node + 1] ?? '');
    if (nodes.length > 0) {
      if (found.jsonLd.length < 200) found.jsonLd.push(...nodes);
      return;
    }
  }
  if (found.scripts.length < MOST) found.scripts.push(node);
}

function readProperties(node: number, attributes: Attributes, found: PageMetadata): void {
  const property = attributes.get('itemprop');
  if (property !== undefined) {
    if (/(?:^|\s)(?:datePublished|dateCreated|uploadDate)(?:\s|$)/i.test(property) && found.published.length < MOST) found.published.push(node);
    if (/(?:^|\s)dateModified(?:\s|$)/i.test(property) && found.modified.length < MOST) found.modified.push(node);
  }
}

function pushSome(list: string[], value: string | null | undefined): void {
  if (value !== null && value !== undefined && value.trim() !== '' && list.length < 20) list.push(value);
}

function lineOf(text: string): string | null {
  const line = cleanLine(text.slice(0, 2000));
  return line === '' ? null : line;
}

/** The page's own address, or null. `base` resolves a relative one. */
export function addressOf({ addresses }: PageMetadata, base: string | undefined): string | null {
  return addresses.map((address) => toHttpUrl(address, base)).find((address) => address !== null) ?? null;
}

/** As the page declares it, or null. */
export function declaredLanguage({ language, metas, jsonLd }: PageMetadata): string | null {
  const candidates = [language, metas.get('content-language'), metas.get('og:locale'), metas.get('dc.language'), ...jsonLd.map((node) => node.language)];
  return candidates.map(toLanguage).find((tag) => tag !== null) ?? null;
}
