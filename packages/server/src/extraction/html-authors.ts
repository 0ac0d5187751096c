import { cleanLine } from './clean-text.js';
import type { Attributes } from './html-attributes.js';
import { type HtmlTree, textOf } from './html-tree.js';

/** Who wrote a page, by its elements: each list in the order of the page. */
export interface NamedAuthors {
  /** By `itemprop` and `rel`. */
  marked: string[];
  /** By a line that begins with "By" in an element of that class. */
  bylines: string[];
  /** By a class or an address that is an author's, without a further word. */
  named: string[];
  /** By the class of an account, as forums have it. */
  accounts: string[];
  /** How many elements were looked at. */
  tried: number;
}

const MOST_TRIED = 200;
const REACH = 300;
const LEVELS = 8;
/** Nodes of a byline in which a name of its own element is looked for. */
const INNER = 50;
const BYLINE = /by-?line|author|attribution|(?:post|entry|article|publish)[-_]?meta|(?:^|[\s_-])by(?:$|[\s_-])/i;
/** Who says "by" of what. */
const BY = /(?:^|\s)by(?:\s*:)?\s+/i;
const NAME_CLASS = /(?:^|[\s_-])(?:author|creator|contributor|writer)(?:[_-]{1,2}(?:meta|box|name|link|text)){0,3}(?:$|\s)/i;
const NAME_ADDRESS = /\/(?:authors?|contributors?|writers?)\/[^/?#]{2,80}\/?(?:[?#].{0,200})?$/i;
const ACCOUNT_CLASS = /(?:^|\s)(?:big)?username(?:-coloured)?(?:$|\s)/i;
/** What one of these has. */
const CLASS_OF_ONE = /by|author|attribution|meta|creator|contributor|writer|username/i;
/** Parts with authors of other things. */
const ELSEWHERE = /comment|relat(?!ive)|recommend|sidebar|widget|(?<!v)card|teaser|recent|popular|trending|latest|review|footer|quote|menu/i;
const ELSEWHERE_ELEMENTS = new Set(['aside', 'footer', 'nav']);
/** Another name follows. */
const FURTHER = /^\s?(?:,|&|(?:and|und|et|y|e)\s)/;
/** What may follow the names in such a line. */
const BEHIND = /\s*[•·|–—(\n]|\s+-\s|\s+(?:on|in|at|published|updated|posted|last|for)\s|,?\s*(?:\p{L}{3,9}\.?\s+)?\d/iu;
const SMALL_WORDS = new Set(['and', 'de', 'da', 'del', 'della', 'di', 'du', 'la', 'le', 'van', 'von', 'der', 'den', 'bin', 'al', 'el', 'y', 'e', 'und', 'et', '&']);
const MOST_WORDS = 8;

export function noAuthors(): NamedAuthors {
  return { marked: [], bylines: [], named: [], accounts: [], tried: 0 };
}

/** Adds what one element says of the author. */
export function readAuthors(tree: HtmlTree, node: number, attributes: Attributes, found: NamedAuthors): void {
  const classes = attributes.get('class')?.slice(0, REACH) ?? '';
  const names = CLASS_OF_ONE.test(classes) ? classes : '';
  const isMarked = isMarkedAuthor(tree.names[node], attributes);
  const isByline = BYLINE.test(names);
  const isName = NAME_CLASS.test(names) || (tree.names[node] === 'a' && NAME_ADDRESS.test(attributes.get('href')?.slice(0, 500) ?? ''));
  const isAccount = ACCOUNT_CLASS.test(names);
  if ((!isMarked && !isByline && !isName && !isAccount) || found.tried >= MOST_TRIED) return;
  found.tried += 1;
  if (isMarked) push(found.marked, attributes.get('content') ?? partOf(tree, node) ?? lineOf(tree, node));
  if (isElsewhere(tree, node)) return;
  const line = lineOf(tree, node);
  if (isAccount) push(found.accounts, line);
  const by = BY.exec(line.slice(0, 120));
  if (isByline && by !== null) push(found.bylines, nameAtStart(tree, node, line.slice(by.index + by[0].length)));
  else if (isName && isPerson(line)) push(found.named, line);
}

function isMarkedAuthor(name: string | undefined, attributes: Attributes): boolean {
  return attributes.get('itemprop') === 'author' || (name === 'a' && /(?:^|\s)author(?:\s|$)/i.test(attributes.get('rel') ?? ''));
}

/** The name within an element that is marked as the author. */
function partOf(tree: HtmlTree, node: number): string | null {
  const end = Math.min(tree.ends[node] ?? node, node + REACH);
  for (let inner = node + 1; inner < end; inner += 1) {
    const attributes = tree.attributes[inner];
    if (attributes?.get('itemprop') === 'name') return attributes.get('content') ?? lineOf(tree, inner);
  }
  return null;
}

function isElsewhere(tree: HtmlTree, from: number): boolean {
  let node = from;
  for (let level = 0; level < LEVELS && node > 0; level += 1) {
    if (ELSEWHERE_ELEMENTS.has(tree.names[node] ?? '') || ELSEWHERE.test(tree.attributes[node]?.get('class')?.slice(0, REACH) ?? '')) return true;
    node = tree.parents[node] ?? 0;
  }
  return false;
}

/** The names that a line begins with: of an element of their own where no further one follows, else up to what is no name. */
function nameAtStart(tree: HtmlTree, node: number, line: string): string | null {
  const end = Math.min(tree.ends[node] ?? node, node + INNER);
  for (let inner = node + 1; inner < end; inner += 1) {
    if (tree.names[inner] !== 'a' && tree.names[inner] !== 'span') continue;
    const name = lineOf(tree, inner);
    if (line.startsWith(name) && isPerson(name) && !FURTHER.test(line.slice(name.length))) return name;
  }
  const name = line.slice(0, BEHIND.exec(line)?.index ?? line.length).replace(/[\s,;:]+$/, '');
  return isPerson(name) ? name : null;
}

/** Is it a name and no more: a few words with capitals? */
function isPerson(text: string): boolean {
  const words = text.split(/[\s,]+/).filter((word) => word !== '');
  return words.length > 0 && words.length <= MOST_WORDS && text.length <= 120 && !/[\d:!?]/.test(text) && words.every((word) => /^\p{Lu}[\p{L}\p{M}.'’-]*$/u.test(word) || SMALL_WORDS.has(word.toLowerCase()));
}

function push(list: string[], value: string | null): void {
  if (value !== null && value.trim() !== '') list.push(value);
}

function lineOf(tree: HtmlTree, node: number): string {
  return cleanLine(textOf(tree, node, REACH));
}
