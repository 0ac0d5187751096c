import type { HtmlTree } from './html-tree.js';

/** What one element must be: its name, its id, its classes, its attributes. */
export interface Compound {
  /** '' for any. */
  name: string;
  ids: readonly string[];
  classes: readonly string[];
  /** With the value, or null where any serves. */
  attributes: ReadonlyArray<readonly [name: string, value: string | null]>;
}

/** Compounds from the element itself upwards. `child[i]`: the next one must be the parent itself, not any element above. */
export interface Selector {
  compounds: readonly Compound[];
  child: readonly boolean[];
  specificity: number;
}

const MAX_LENGTH = 300;
const MOST_COMPOUNDS = 8;
const NAME = String.raw`-?[\p{L}_\u00a0-\u{10ffff}-][\p{L}\p{N}_\u00a0-\u{10ffff}-]*`;
const COMPOUND = new RegExp(String.raw`^(?:\*|${NAME})?(?:[.#]${NAME}|:root|\[\s*${NAME}\s*(?:=\s*(?:"[^"\]]*"|'[^'\]]*'|${NAME})\s*)?\])*$`, 'u');
const PART = new RegExp(String.raw`([.#]?)(${NAME})|\[\s*(${NAME})\s*(?:=\s*["']?([^"'\]]*?)["']?\s*)?\]|:root`, 'gu');
/** Rules for browsers that run no programs, which hide what a program would show. */
const WITHOUT_PROGRAMS = /^(?:no-?js|no-?script|js-disabled)$/i;

/** A selector of names, classes, ids, attributes, descendants and children; null for any other. */
export function readSelector(text: string): Selector | null {
  const plain = text.trim();
  if (plain === '' || plain.length > MAX_LENGTH || plain.includes('\\')) return null;
  const words = plain.replace(/\s*>\s*/g, ' > ').split(/\s+(?![^[]*\])/);
  const compounds: Compound[] = [];
  const child: boolean[] = [];
  for (const word of words) {
    if (word === '>') child[compounds.length - 1] = true;
    else if (COMPOUND.test(word)) compounds.push(readCompound(word));
    else return null;
  }
  if (compounds.length === 0 || compounds.length > MOST_COMPOUNDS || words.at(-1) === '>' || words[0] === '>' || compounds.some(({ classes }) => classes.some((name) => WITHOUT_PROGRAMS.test(name)))) return null;
  const parents = compounds.slice(1).map((_compound, index) => child[index] === true);
  return { compounds: compounds.toReversed(), child: parents.toReversed(), specificity: compounds.reduce((sum, compound) => sum + weightOf(compound), 0) };
}

function readCompound(word: string): Compound {
  const found = { name: '', ids: [] as string[], classes: [] as string[], attributes: [] as Array<[string, string | null]> };
  for (const [whole, sign = '', name = '', attribute, value] of word.matchAll(PART)) {
    if (whole === ':root') found.name = 'html';
    else if (attribute !== undefined) found.attributes.push([attribute.toLowerCase(), value ?? null]);
    else if (sign === '#') found.ids.push(name);
    else if (sign === '.') found.classes.push(name);
    else found.name = name.toLowerCase();
  }
  return found;
}

function weightOf({ name, ids, classes, attributes }: Compound): number {
  return ids.length * 10_000 + (classes.length + attributes.length) * 100 + (name === '' ? 0 : 1);
}

/** Does a selector match an element? `classesOf` gives the classes of one; `spend` is told of each step, and ends the search where it returns false. */
export function matchesSelector(tree: HtmlTree, node: number, selector: Selector, spend: () => boolean): boolean {
  const { compounds, child } = selector;
  // Where to go on from if the way up fails: the last descendant that was found, one element further up.
  let retry: { at: number; node: number } | null = null;
  let at = 0;
  let current = node;
  while (at < compounds.length) {
    if (!spend()) return false;
    const isFixed = at === 0 || child[at - 1] === true;
    if (current > 0 && matchesCompound(tree, current, compounds[at] as Compound)) {
      if (!isFixed) retry = { at, node: tree.parents[current] ?? 0 };
      at += 1;
      current = tree.parents[current] ?? 0;
    } else if (current > 0 && !isFixed) current = tree.parents[current] ?? 0;
    else if (retry === null || current <= 0) return false;
    else ({ at, node: current } = retry);
  }
  return true;
}

function matchesCompound(tree: HtmlTree, node: number, { name, ids, classes, attributes }: Compound): boolean {
  if (name !== '' && tree.names[node] !== name) return false;
  const own = tree.attributes[node];
  if (ids.some((id) => own?.get('id')?.trim() !== id)) return false;
  if (attributes.some(([key, value]) => !own?.has(key) || (value !== null && own.get(key) !== value))) return false;
  const given = own?.get('class');
  return classes.length === 0 || (given !== undefined && classes.every((one) => given.includes(one) && given.split(/\s+/).includes(one)));
}
