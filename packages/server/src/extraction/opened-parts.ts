import type { HtmlTree } from './html-tree.js';

/** Words in the names of classes of parts that a reader opens by pressing something, … */
const OPENED = /(?:^|[\s_-])(?:accordions?|collaps(?:e|ed|ible)|tabs?|tabpane|tabpanel|faqs?|toggles?|toggled|panels?)(?=$|[\s_-])/i;
/** … and attributes that name what their element opens. */
const NAMING = ['href', 'data-target', 'data-bs-target'];
/** Attributes that programs take off once they run. */
const CLOAKS = ['x-cloak', 'v-cloak'];
/** What is pressed to open a part may stand within these, before it. */
const HEADINGS = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'dt']);
const LONGEST_CLASSES = 500;

/** Tells which parts of a page a reader may open by something else on it, as he opens `<details>`. Each question costs the same, beyond one pass over the page. */
export class OpenedParts {
  #controlled: ReadonlySet<string> | null = null;
  /** For each element the last one within it so far. */
  readonly #last: Uint32Array;
  /** The last element so far that says whether what it opens is open. */
  #opener = 0;
  /** Did such an element stand before this one? */
  readonly #follows: Uint8Array;

  constructor(readonly tree: HtmlTree) {
    this.#last = new Uint32Array(tree.size);
    this.#follows = new Uint8Array(tree.size);
  }

  /** Is to be called for every element, in their order. */
  pass(node: number): void {
    const parent = this.tree.parents[node] ?? 0;
    const before = this.#last[parent] ?? 0;
    this.#last[parent] = node;
    const isOpener = before > 0 && (this.#opener === before || (this.#opener > before && HEADINGS.has(this.tree.names[before] ?? '')));
    if (isOpener) this.#follows[node] = 1;
    if (this.tree.attributes[node]?.has('aria-expanded') === true) this.#opener = node;
  }

  /** Of an element that was passed. */
  has(node: number): boolean {
    if (this.#follows[node] === 1 || this.#hasWord(node) || this.#hasWord(this.tree.parents[node] ?? 0)) return true;
    const attributes = this.tree.attributes[node];
    if (attributes?.get('role')?.toLowerCase() === 'tabpanel' || CLOAKS.some((cloak) => attributes?.has(cloak))) return true;
    const id = attributes?.get('id') ?? '';
    this.#controlled ??= controlledIn(this.tree);
    return id !== '' && this.#controlled.has(id);
  }

  #hasWord(node: number): boolean {
    const name = this.tree.names[node];
    return name !== 'body' && name !== 'html' && OPENED.test(this.tree.attributes[node]?.get('class')?.slice(0, LONGEST_CLASSES) ?? '');
  }
}

/** The ids that elements of a page say they open. */
function controlledIn(tree: HtmlTree): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const attributes of tree.attributes) {
    if (attributes.size === 0) continue;
    for (const name of NAMING) {
      const value = attributes.get(name);
      if (value?.startsWith('#') === true && value.length > 1) ids.add(value.slice(1));
    }
    for (const id of attributes.get('aria-controls')?.split(/\s+/) ?? []) ids.add(id);
  }
  return ids;
}
