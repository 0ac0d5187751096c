import { BLOCK } from './html-elements.js';
import type { HtmlTree } from './html-tree.js';
import { hidingOf, isDropped, isLeftOut } from './html-visibility.js';

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

/** Where this much of a page's text is hidden, the page shows it later: else there would be no page. */
const TOO_MUCH_HIDDEN = 0.6;
const TOO_MUCH_FADED = 0.15;

/** For each node of a tree, the `IN` bits that hold for it. One pass from the top. */
export function readSurroundings(tree: HtmlTree): Uint8Array {
  const marks = new Uint8Array(tree.size);
  const lengths = lengthsOfText(tree);
  for (let node = 1; node < tree.size; node += 1) {
    const outer = marks[tree.parents[node] ?? 0] ?? 0;
    const name = tree.names[node] ?? '';
    marks[node] = name === '' || (outer & IN.skipped) !== 0 ? outer : outer | ownMarks(tree, node, name, outer, lengths);
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

function ownMarks(tree: HtmlTree, node: number, name: string, outer: number, lengths: Float64Array): number {
  const attributes = tree.attributes[node] ?? new Map<string, string>();
  if (isDropped(name, attributes) || isUnseen(tree, node, name, lengths)) return IN.skipped;
  let own = OWN_MARKS.get(name) ?? 0;
  if (attributes.size > 0 && attributes.get('role') === 'main') own |= IN.main;
  // A button that holds a heading's words opens what stands below it.
  if (name === 'button') return (outer & IN.heading) !== 0 ? own : own | IN.around;
  if (!isLeftOut(name, attributes, (outer & (IN.main | IN.article)) !== 0)) return own;
  return own | (BLOCK.has(name) || name === 'nav' || name === 'dialog' ? IN.around : IN.skipped);
}

function isUnseen(tree: HtmlTree, node: number, name: string, lengths: Float64Array): boolean {
  const hiding = hidingOf(name, tree.attributes[node] ?? new Map<string, string>());
  if (hiding === 'shown') return false;
  const share = ((lengths[tree.ends[node] ?? node] ?? 0) - (lengths[node] ?? 0)) / Math.max(1, lengths[tree.size] ?? 1);
  return share < (hiding === 'faded' ? TOO_MUCH_FADED : TOO_MUCH_HIDDEN);
}

/** How many characters of text stand before each node, those of programs and the like left out. */
function lengthsOfText(tree: HtmlTree): Float64Array {
  const lengths = new Float64Array(tree.size + 1);
  let dropped = 0;
  for (let node = 0; node < tree.size; node += 1) {
    const name = tree.names[node] ?? '';
    if (node >= dropped && name !== '' && isDropped(name, tree.attributes[node] ?? new Map<string, string>())) dropped = tree.ends[node] ?? node;
    const length = node < dropped || name !== '' ? 0 : (tree.texts[node] ?? '').trim().length;
    lengths[node + 1] = (lengths[node] ?? 0) + length;
  }
  return lengths;
}
