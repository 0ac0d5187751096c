import { behindByWord, hasFurther, isPerson, leadingNames, startsByline } from './byline-words.js';
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
  /** By a line that begins with such a word, shortly behind the headline, whatever its class. */
  loose: string[];
  /** By the class of an account, as forums have it. */
  accounts: string[];
  /** How many elements were looked at. */
  tried: number;
}

const MOST_TRIED = 200;
const REACH = 300;
const LEVELS = 8;
/** A longer line says more than who wrote it. */
const LONGEST_LOOSE = 100;
/** Nodes of a byline in which a name of its own element is looked for. */
const INNER = 50;
const OF_ITS_OWN = new Set(['a', 'span', 'div', 'p', 'li', 'cite', 'address', 'h2', 'h3', 'h4', 'h5', 'h6']);
const BYLINE = /by-?line|author|autor|auteur|verfasser|journalist|reporter|attribution|(?:post|entry|article|publish)[-_]?meta|(?:^|[\s_-])by(?:$|[\s_-])/i;
const NAME_CLASS = /(?:^|[\s_-])(?:author|autor|auteur|autore|creator|contributor|writer|reporter|journalist)(?:[_-]{1,2}(?:meta|box|name|link|text)){0,3}(?:$|\s)/i;
const NAME_ADDRESS = /\/(?:authors?|autor(?:e[ns]?|i)?|auteurs?|contributors?|writers?|reporters?|journalists?)\/[^/?#]{2,80}\/?(?:[?#].{0,200})?$/i;
const ACCOUNT_CLASS = /(?:^|\s)(?:big)?username(?:-coloured)?(?:$|\s)/i;
/** What one of these has. */
const CLASS_OF_ONE = /by|author|autor|auteur|verfasser|attribution|meta|creator|contributor|writer|reporter|journalist|username/i;
/** Parts with authors of other things. */
const ELSEWHERE = /comment|relat(?!ive)|recommend|sidebar|(?<!elementor-)widget|(?<!v)card|teaser|recent|popular|trending|latest|review|footer|quote|menu/i;
const ELSEWHERE_ELEMENTS = new Set(['aside', 'footer', 'nav']);
export function noAuthors(): NamedAuthors {
  return { marked: [], bylines: [], named: [], loose: [], accounts: [], tried: 0 };
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
  const behind = isByline ? behindByWord(line) : null;
  if (behind !== null) push(found.bylines, nameAtStart(tree, node, behind));
  else if (isName && isPerson(line)) push(found.named, nameAtStart(tree, node, line));
}

/** Adds what a text behind the headline says of the author, where its line is a byline and nothing else. */
export function readLooseAuthor(tree: HtmlTree, text: number, found: NamedAuthors): void {
  if (found.loose.length > 0 || found.tried >= MOST_TRIED || !startsByline(tree.texts[text]?.slice(0, 60).trimStart() ?? '')) return;
  found.tried += 1;
  // The word may stand in an element of its own.
  for (let node = tree.parents[text] ?? 0, level = 0; level < 3 && node > 0; node = tree.parents[node] ?? 0, level += 1) {
    const line = spacedLine(tree, node);
    if (!startsByline(line) || line.length > LONGEST_LOOSE) return;
    const behind = behindByWord(`${line} `)?.trim() ?? '';
    if (behind === '') continue;
    const name = isElsewhere(tree, node) ? null : nameAtStart(tree, node, behind);
    // "By Friday", "Text: English": with so little around it one word is no name.
    if (name !== null && (name.includes(' ') || !/\p{Lu}/u.test(name))) found.loose.push(name);
    return;
  }
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
    if (!OF_ITS_OWN.has(tree.names[inner] ?? '')) continue;
    const name = lineOf(tree, inner);
    if (name !== line && line.startsWith(name) && isPerson(name) && !hasFurther(line.slice(name.length))) return name;
  }
  const name = leadingNames(line);
  return isPerson(name) ? name : null;
}

function push(list: string[], value: string | null): void {
  if (value !== null && value.trim() !== '') list.push(value);
}

function lineOf(tree: HtmlTree, node: number): string {
  return cleanLine(textOf(tree, node, REACH));
}

/** As {@link lineOf}, with a space between the texts of two elements. */
function spacedLine(tree: HtmlTree, node: number): string {
  const end = Math.min(tree.ends[node] ?? node, node + INNER);
  return cleanLine(tree.texts.slice(node, end).filter((text) => text !== '').join(' ').slice(0, REACH));
}
