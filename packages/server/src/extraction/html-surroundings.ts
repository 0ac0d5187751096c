import { hiddenParts } from './hidden-parts.js';
import { NO_ATTRIBUTES } from './html-attributes.js';
import { BLOCK } from './html-elements.js';
import type { HtmlTree } from './html-tree.js';
import { isDropped, isLeftOut } from './html-visibility.js';
import { TextShares } from './text-shares.js';

/** What a node stands in, as bits. The node's own element counts. */
export const IN = {
  /** Never text of the document: programs, controls, what a reader would not see. */
  skipped: 1,
  /** What stands around the matter of a page, by element, role or name: menus, headers, footers, asides. */
  around: 2,
  main: 4,
  article: 8,
  link: 16,
  noscript: 32,
  heading: 64,
} as const;

/** A fallback text of less than this share of its page, or shorter than this, is not the document: a notice ("Please enable JavaScript"), or what nobody sees. */
const LEAST_NOSCRIPT = { length: 300, share: 0.3 };

/** For each node of a tree, the `IN` bits that hold for it. One pass from the top. */
export function readSurroundings(tree: HtmlTree): Uint8Array {
  const marks = new Uint8Array(tree.size);
  const shares = new TextShares(tree);
  const hidden = hiddenParts(tree, shares);
  for (let node = 1; node < tree.size; node += 1) {
    const outer = marks[tree.parents[node] ?? 0] ?? 0;
    const name = tree.names[node] ?? '';
    if ((outer & IN.skipped) !== 0) marks[node] = outer;
    else if (hidden.has(node)) marks[node] = outer | IN.skipped;
    else marks[node] = name === '' ? outer : outer | ownMarks(tree, node, name, shares, outer);
  }
  return marks;
}

const OWN_MARKS: ReadonlyMap<string, number> = new Map([
  ['main', IN.main],
  ['article', IN.article],
  ['a', IN.link],
  ['noscript', IN.noscript],
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'summary'].map((name): [string, number] => [name, IN.heading]),
]);

function ownMarks(tree: HtmlTree, node: number, name: string, shares: TextShares, outer: number): number {
  const attributes = tree.attributes[node] ?? NO_ATTRIBUTES;
  if (isDropped(name, attributes)) return IN.skipped;
  if (name === 'noscript' && shares.lengthOf(node) < Math.max(LEAST_NOSCRIPT.length, shares.length * LEAST_NOSCRIPT.share)) return IN.skipped;
  // What a formula was written in, for programs.
  if ((name === 'annotation' || name === 'annotation-xml') && tree.names[tree.parents[node] ?? 0] === 'semantics') return IN.skipped;
  let own = OWN_MARKS.get(name) ?? 0;
  if (attributes.size > 0 && attributes.get('role') === 'main') own |= IN.main;
  // A button that holds a heading's words opens what stands below it.
  if (name === 'button') return (outer & IN.heading) !== 0 ? own : own | IN.around;
  if (!isLeftOut(name, attributes, (outer & (IN.main | IN.article)) !== 0)) return own;
  return own | (BLOCK.has(name) || name === 'nav' || name === 'dialog' ? IN.around : IN.skipped);
}
