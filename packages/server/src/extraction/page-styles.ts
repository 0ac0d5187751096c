import type { Attributes } from './html-reader.js';
import type { Declaration, Style } from './html-style.js';
import { inlineStyle, readDeclarations, withVariables } from './html-style.js';
import type { HtmlTree } from './html-tree.js';
import { PresentNames } from './present-names.js';
import { matchesSelector, readSelector, type Selector } from './style-selectors.js';
import { isOnScreen, readSheet } from './style-sheets.js';

/** What a rule says of the properties that may hide. Later ones of the same selector are added to it. */
interface Rule {
  selector: Selector;
  /** By property: the values, and where in the sheets they stand. */
  said: Map<string, Said>;
  number: number;
}

/** Rules that fit all elements of a name, an id and classes, and those whose last part alone does so far. */
interface Candidates {
  singles: Rule[];
  others: Rule[];
}

interface Said {
  values: string[];
  important: boolean;
  order: number;
}

const READ = new Set(
  'display visibility content-visibility scale transform translate transition transition-property transition-duration animation animation-name will-change zoom font font-size letter-spacing position left right top bottom inset inset-inline inset-inline-start inset-inline-end inset-block inset-block-start inset-block-end text-indent margin margin-left margin-right margin-top margin-inline margin-inline-start margin-block-start width height max-width max-height block-size inline-size max-block-size max-inline-size overflow overflow-x overflow-y clip clip-path -webkit-clip-path mask mask-image -webkit-mask -webkit-mask-image opacity filter color background background-color background-image background-clip -webkit-background-clip -webkit-text-fill-color'.split(' '),
);
/** Steps that all selectors of more than one part take together on one page; what is left then goes by classes, ids and names alone. */
const MOST_STEPS = 2_000_000;
const MOST_KEPT = 10_000;
const NOT_IN = new Set(['svg', 'template', 'noscript']);

/**
 * The style of each element of a page: of its `<style>` sheets and its own, the stronger and then the later rule first, as browsers have it.
 * Sheets in files of their own are not read. Time linear in the page and its sheets.
 */
export class PageStyles {
  /** By what the element itself must be: `#id`, `.class`, name, or '' for any. Those of one part match wherever they are found. */
  readonly #singles = new Map<string, Rule>();
  readonly #others = new Map<string, Rule[]>();
  /** Null: none that can be read, or that fits anything on the page. */
  readonly #bySelector = new Map<string, Rule | null>();
  /** By the name of an element, then by its id and classes. */
  readonly #candidates = new Map<string, Map<string, Candidates>>();
  readonly #known = new Map<string, Style>();
  #count = 0;
  #order = 0;
  #steps = 0;

  constructor(readonly tree: HtmlTree) {
    let present: PresentNames | null = null;
    for (let node = 1; node < tree.size; node += 1) {
      const name = tree.names[node] ?? '';
      if (NOT_IN.has(name)) node = (tree.ends[node] ?? node + 1) - 1;
      else if (name === 'style' && isOnScreen(tree.attributes[node]?.get('media') ?? '')) {
        present ??= new PresentNames(tree);
        this.#addSheet(tree.texts[node + 1] ?? '', present);
      }
    }
  }

  /** Do sheets say anything? */
  get hasRules(): boolean {
    return this.#order > 0;
  }

  /** Without the sheets. */
  inlineOf(node: number): Style {
    return inlineStyle(this.tree.attributes[node]?.get('style'));
  }

  styleOf(node: number): Style {
    const text = this.tree.attributes[node]?.get('style');
    const name = this.tree.names[node] ?? '';
    const rules = !this.hasRules || name === '' ? [] : this.#matching(node, name);
    if (rules.length === 0) return inlineStyle(text);
    const key = `${rules.map(({ number }) => number).join(' ')};${text ?? ''}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const style = merged(rules, text);
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.set(key, style);
    return style;
  }

  #addSheet(text: string, present: PresentNames): void {
    for (const { selectors, block } of readSheet(text)) {
      const rules = selectors.split(',').flatMap((written) => this.#ruleOf(written.trim(), present) ?? []);
      if (rules.length === 0) continue;
      const read = readDeclarations(block).filter(({ name }) => READ.has(name) || name.startsWith('--'));
      if (read.length === 0) continue;
      this.#order += 1;
      for (const { said } of rules) say(said, read, this.#order);
    }
  }

  #ruleOf(written: string, present: PresentNames): Rule | null {
    const known = this.#bySelector.get(written);
    if (known !== undefined) return known;
    const selector = present.mayFit(written) ? readSelector(written) : null;
    const rule = selector === null ? null : this.#addRule(selector);
    this.#bySelector.set(written, rule);
    return rule;
  }

  #addRule(selector: Selector): Rule {
    const key = keyOf(selector);
    const same = isSingle(selector) ? this.#singles.get(key) : undefined;
    if (same !== undefined) return same;
    const rule = { selector, said: new Map<string, Said>(), number: (this.#count += 1) };
    if (isSingle(selector)) this.#singles.set(key, rule);
    else {
      const others = this.#others.get(key);
      if (others === undefined) this.#others.set(key, [rule]);
      else others.push(rule);
    }
    return rule;
  }

  #matching(node: number, name: string): readonly Rule[] {
    const { singles, others } = this.#candidatesOf(name, this.tree.attributes[node]);
    if (others.length === 0) return singles;
    const spend = () => (this.#steps += 1) <= MOST_STEPS;
    return [...singles, ...others.filter(({ selector }) => this.#steps <= MOST_STEPS && matchesSelector(this.tree, node, selector, spend))];
  }

  #candidatesOf(name: string, attributes: Attributes | undefined): Candidates {
    const [id, classes = ''] = [attributes?.get('id')?.trim(), attributes?.get('class')];
    const ofName = this.#candidates.get(name) ?? new Map<string, Candidates>();
    const key = id === undefined ? classes : `${id}\n${classes}`;
    const known = ofName.get(key);
    if (known !== undefined) return known;
    const keys = [...new Set(['', name, ...(id === undefined ? [] : [`#${id}`]), ...classes.split(/\s+/).map((one) => `.${one}`)])];
    const speaking = (rules: readonly Rule[]) => rules.filter(({ said }) => said.size > 0);
    const candidates = { singles: speaking(keys.flatMap((one) => this.#singles.get(one) ?? [])), others: speaking(keys.flatMap((one) => this.#others.get(one) ?? [])) };
    this.#candidates.set(name, ofName.set(key, candidates));
    return candidates;
  }
}

/** Is it one class, id or name, which the index has told already? */
function isSingle({ compounds }: Selector): boolean {
  const [own] = compounds;
  return compounds.length === 1 && own !== undefined && own.attributes.length === 0 && own.ids.length + own.classes.length + (own.name === '' ? 0 : 1) <= 1;
}

function keyOf({ compounds }: Selector): string {
  const [own] = compounds;
  const [id] = own?.ids ?? [];
  const one = own?.classes.at(-1);
  return id !== undefined ? `#${id}` : one !== undefined ? `.${one}` : (own?.name ?? '');
}

function say(said: Map<string, Said>, declarations: readonly Declaration[], order: number): void {
  for (const { name, value, important } of declarations) {
    const before = said.get(name);
    if (before === undefined ? name.startsWith('--') && said.size > 200 : before.important && !important) continue;
    if (before?.order === order && before.important === important) before.values.push(value);
    else said.set(name, { values: [value], important, order });
  }
}

/** The strongest of what the rules and the element's own style say of each property. */
function merged(rules: readonly Rule[], text: string | undefined): Style {
  const style = new Map<string, { values: readonly string[]; strength: Strength }>();
  const put = (name: string, { values, important, order }: Said, specificity: number) => {
    const before = style.get(name);
    const strength = [important, specificity, order] as const;
    if (before === undefined || isStronger(strength, before.strength)) style.set(name, { values, strength });
  };
  for (const { selector, said } of rules) for (const [name, one] of said) put(name, one, selector.specificity);
  const own = new Map<string, Said>();
  if (text !== undefined) say(own, readDeclarations(text.slice(0, 2_000)), 0);
  for (const [name, one] of own) put(name, one, Number.MAX_SAFE_INTEGER);
  return withVariables(new Map([...style].map(([name, { values }]) => [name, values])));
}

type Strength = readonly [important: boolean, specificity: number, order: number];

function isStronger(a: Strength, b: Strength): boolean {
  if (a[0] !== b[0]) return a[0];
  return a[1] === b[1] ? a[2] >= b[2] : a[1] > b[1];
}
