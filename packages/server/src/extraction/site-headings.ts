import { parseUrl } from '@groundwire/protocol/parse-url';
import { comparableName } from './site-names.js';
import type { PageBlock } from './html-blocks.js';
import type { HtmlTree } from './html-tree.js';

/** The site that a page belongs to, as far as headings can be told by it. */
export interface KnownSite {
  names: ReadonlySet<string>;
  /** Addresses of the page, its own word first. */
  addresses: readonly string[];
}

const SITE_CLASS = /(?:^|[\s_-])(?:logo|wordmark|site-?(?:title|name|logo|branding)|navbar-brand)(?:$|[\s_-])/i;
/** How many elements around a heading are looked at, and nodes within it. */
const LEVELS = 2;
const WITHIN = 20;

/** Is a heading merely the name of the site, as pages have it at their top: by its words, its class, or as a link to the start? Never at the start itself. */
export function isSiteHeading(tree: HtmlTree, { text, first }: PageBlock, { names, addresses }: KnownSite): boolean {
  const urls = addresses.flatMap((address) => parseUrl(address) ?? []);
  if (urls[0]?.pathname === '/') return false;
  if (names.has(comparableName(text)) || urls.some(({ hostname }) => isHost(text, hostname))) return true;
  const heading = headingAround(tree, first);
  return heading !== null && (hasSiteClass(tree, heading) || linksToStart(tree, heading, text, urls));
}

function isHost(text: string, hostname: string): boolean {
  const name = text.trim().toLowerCase();
  return name.includes('.') && `.${hostname}`.endsWith(`.${name.replace(/^www\./, '')}`);
}

function headingAround(tree: HtmlTree, from: number): number | null {
  for (let node = from, level = 0; level < WITHIN && node > 0; node = tree.parents[node] ?? 0, level += 1) if (tree.names[node] === 'h1') return node;
  return null;
}

function hasSiteClass(tree: HtmlTree, heading: number): boolean {
  const around = [heading];
  for (let node = tree.parents[heading] ?? 0; around.length <= LEVELS && node > 0; node = tree.parents[node] ?? 0) around.push(node);
  return around.some((node) => SITE_CLASS.test(`${tree.attributes[node]?.get('class')?.slice(0, 300) ?? ''} ${tree.attributes[node]?.get('id')?.slice(0, 100) ?? ''}`));
}

/** Does a link that is all of the heading lead to the start of the site? */
function linksToStart(tree: HtmlTree, heading: number, text: string, urls: readonly URL[]): boolean {
  const end = Math.min(tree.ends[heading] ?? heading, heading + WITHIN);
  for (let node = heading + 1; node < end; node += 1) {
    if (tree.names[node] !== 'a') continue;
    const href = tree.attributes[node]?.get('href')?.trim() ?? '';
    const words = tree.texts.slice(node, Math.min(tree.ends[node] ?? node, end)).join('');
    return comparableName(words) === comparableName(text) && (href === '/' || urls.some(({ origin }) => href.replace(/\/$/, '') === origin));
  }
  return false;
}
