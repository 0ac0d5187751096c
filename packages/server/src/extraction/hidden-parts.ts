import { type Attributes, NO_ATTRIBUTES } from './html-attributes.js';
import { PaintReader } from './html-paint.js';
import type { Style } from './html-style.js';
import type { HtmlTree } from './html-tree.js';
import { hidingOf, isSeenOnceShown, mayBeOpened } from './html-visibility.js';
import { OpenedParts } from './opened-parts.js';
import { PageStyles } from './page-styles.js';
import { withoutSlot } from './shadow-roots.js';
import { fadesIn, hiddenByInherited, type Hiding, type Inherited, showsAgain } from './style-hiding.js';
import type { TextShares } from './text-shares.js';

type Way = Exclude<Hiding, 'shown'> | 'painted';

/** Elements that are hidden by the same rules in the same way. */
interface Group {
  way: Way;
  nodes: number[];
  /** Characters of text in all of them that is hidden. */
  length: number;
  /** Behind the last of them. */
  end: number;
}

/** An element whose text is hidden by what elements below it may set anew. */
interface Muted {
  group: Group;
  by: Inherited | 'colour';
  /** Elements within it that are seen again. */
  seen: number[];
}

/** The share of a page's text that elements of one group may have for a program not to be expected to open them, … */
const MOST_SHARE = 0.02;
/** … or this many characters: tabs, answers to questions and slides have more, all told. */
const FEW = 400;
const NO_STYLE: Style = new Map();

/**
 * The outermost nodes that a reader does not see: by an element's own style and attributes whatever their size, and by the page's style
 * sheets; and what a shadow root has no place for. Pages hide by rules what a program opens later, many parts at a time; what the same
 * rules close counts as hidden as long as it is a small part of the page. What nobody opens (off the screen, without letters, in the colour
 * of the ground) counts in any case. Of neither kind is what is the page itself.
 */
export function hiddenParts(tree: HtmlTree, shares: TextShares): ReadonlySet<number> {
  return new PartsReader(tree, shares).read();
}

class PartsReader {
  readonly #styles: PageStyles;
  readonly #paint: PaintReader;
  readonly #opened: OpenedParts;
  readonly #groups = new Map<unknown, Group>();
  readonly #muted = new Map<number, Muted>();
  /** For each node the muted element that it stands in, as long as it is not seen again. */
  readonly #mutedBy: Uint32Array;

  constructor(
    readonly tree: HtmlTree,
    readonly shares: TextShares,
  ) {
    this.#styles = new PageStyles(tree);
    this.#paint = new PaintReader(tree);
    this.#opened = new OpenedParts(tree);
    this.#mutedBy = new Uint32Array(tree.size);
  }

  read(): ReadonlySet<number> {
    for (let node = 1; node < this.tree.size; node += 1) {
      const name = this.tree.names[node] ?? '';
      if (name !== '') this.#look(node, name);
    }
    const hidden = new Set<number>(withoutSlot(this.tree));
    for (const group of this.#groups.values()) if (this.#isHidden(group)) for (const node of group.nodes) this.#hide(node, hidden);
    return hidden;
  }

  #look(node: number, name: string): void {
    const muting = this.#mutedBy[this.tree.parents[node] ?? 0] ?? 0;
    this.#mutedBy[node] = muting;
    this.#opened.pass(node);
    const style = this.#styles.styleOf(node);
    const attributes = this.tree.attributes[node] ?? NO_ATTRIBUTES;
    const painted = this.#paint.hides(node, name, style);
    if (attributes.size === 0 && style.size === 0 && name !== 'dialog') return;
    const hiding = hidingOf(name, attributes, style);
    const way = hiding === 'shown' && painted ? 'painted' : hiding;
    if (muting > 0) this.#lookAgain(node, muting, style, painted);
    if (way !== 'shown' && !(!painted && isSeenOnceShown(hiding, attributes, style) && this.#opened.has(node))) this.#hidden(node, { name, attributes, style, way, muting });
  }

  #hidden(node: number, { name, attributes, style, way, muting }: { name: string; attributes: Attributes; style: Style; way: Way; muting: number }): void {
    const isOwn = hidingOf(name, attributes, this.#styles.inlineOf(node)) !== 'shown';
    if (name === 'summary') this.#hideUnopened(this.tree.parents[node] ?? 0);
    const length = this.shares.lengthOf(node);
    if (length === 0 && !isOwn) return;
    const by = way === 'painted' ? 'colour' : hidingOf(name, attributes, NO_STYLE) === 'shown' ? hiddenByInherited(style) : null;
    // A page that fades in does so with parts of all kinds. What an element hides by itself is looked at by itself.
    const group = this.#groupOf(mayBeOpened(attributes) ? 'found' : way === 'faded' && (!isOwn || fadesIn(style)) ? way : isOwn ? node : style, way);
    if (node < group.end && (by === null || muting > 0)) return;
    group.nodes.push(node);
    group.length += length;
    group.end = Math.max(group.end, this.tree.ends[node] ?? 0);
    if (by === null) return;
    this.#muted.set(node, { group, by, seen: [] });
    this.#mutedBy[node] = node;
  }

  /** What is opened by a summary that nobody sees. */
  #hideUnopened(details: number): void {
    if (this.tree.names[details] !== 'details' || this.tree.attributes[details]?.has('open') === true) return;
    const group = this.#groupOf(details, 'closed');
    group.nodes = [details];
    group.length = this.shares.lengthOf(details);
  }

  /** Is an element seen although one above it mutes its text? */
  #lookAgain(node: number, muting: number, style: Style, painted: boolean): void {
    const muted = this.#muted.get(muting);
    if (muted === undefined || !(muted.by === 'colour' ? !painted && this.#paint.isSeen(node) : showsAgain(style, muted.by))) return;
    this.#mutedBy[node] = 0;
    muted.seen.push(node);
    muted.group.length -= this.shares.lengthOf(node);
  }

  #groupOf(key: unknown, way: Way): Group {
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = { way, nodes: [], length: 0, end: 0 };
    this.#groups.set(key, group);
    return group;
  }

  #isHidden(group: Group): boolean {
    const { way, nodes, length } = group;
    if (this.shares.isMatter(length, way)) return false;
    const [node = 0] = nodes;
    if (way === 'hidden' || way === 'painted' || this.#groups.get(node) === group) return true;
    return length <= Math.max(FEW, this.shares.length * MOST_SHARE);
  }

  /** An element, or of a muted one what is not seen again. */
  #hide(node: number, hidden: Set<number>): void {
    const seen = this.#muted.get(node)?.seen ?? [];
    if (seen.length === 0) {
      hidden.add(node);
      return;
    }
    let at = 0;
    for (let inner = node + 1; inner < (this.tree.ends[node] ?? 0); inner += 1) {
      const end = this.tree.ends[inner] ?? inner + 1;
      while ((seen[at] ?? Number.POSITIVE_INFINITY) < inner) at += 1;
      const next = seen[at] ?? Number.POSITIVE_INFINITY;
      if (next === inner) inner = end - 1;
      else if (next >= end) {
        hidden.add(inner);
        inner = end - 1;
      }
    }
  }
}
