import { PaintReader } from './html-paint.js';
import type { HtmlTree } from './html-tree.js';
import { hidingOf } from './html-visibility.js';
import type { PageStyles } from './page-styles.js';
import type { Hiding } from './style-hiding.js';
import type { TextShares } from './text-shares.js';

type Way = Exclude<Hiding, 'shown'> | 'painted';

/** Elements that are hidden by the same rules in the same way. */
interface Group {
  way: Way;
  nodes: number[];
  /** Characters of text in all of them. */
  length: number;
}

/** The share of a page's text that elements of one group may have for a program not to be expected to open them, … */
const MOST_SHARE: Readonly<Record<Way, number>> = { hidden: 0.3, painted: 0.3, closed: 0.02, faded: 0.02 };
/** … or this many characters: tabs, answers to questions and slides have more, all told. */
const FEW = 400;

/**
 * The outermost elements that the style sheets of a page hide from its reader. Pages hide by such rules what a program opens later,
 * many parts at a time; what the same rules hide counts as hidden as long as it is a small part of the page.
 */
export function hiddenBySheets(tree: HtmlTree, styles: PageStyles, shares: TextShares): ReadonlySet<number> {
  if (!styles.hasRules) return new Set();
  const groups = hiddenGroups(tree, styles, shares);
  return new Set(groups.flatMap(({ way, nodes, length }) => (length <= Math.max(FEW, shares.length * MOST_SHARE[way]) ? nodes : [])));
}

function hiddenGroups(tree: HtmlTree, styles: PageStyles, shares: TextShares): Group[] {
  const paint = new PaintReader(tree);
  const groups = new Map<unknown, Group>();
  for (let node = 1; node < tree.size; node += 1) {
    const name = tree.names[node] ?? '';
    if (name === '') continue;
    const style = styles.styleOf(node);
    const painted = paint.hides(node, name, style);
    const hiding = style.size === 0 ? 'shown' : hidingOf(name, tree.attributes[node] ?? new Map<string, string>(), style);
    const way = hiding === 'shown' && painted ? 'painted' : hiding;
    if (way === 'shown' || shares.lengthOf(node) === 0) continue;
    // A page that fades in does so with parts of all kinds.
    const key = way === 'faded' ? way : style;
    const group = groups.get(key) ?? { way, nodes: [], length: 0 };
    group.nodes.push(node);
    group.length += shares.lengthOf(node);
    groups.set(key, group);
    node = (tree.ends[node] ?? node + 1) - 1;
  }
  return [...groups.values()];
}
