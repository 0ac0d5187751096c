import { ancestorsOf, type Signature } from './ancestor-filter.js';
import { sheetInData } from './data-sheets.js';
import { type Declaration, readDeclarations, type Style } from './html-style.js';
import type { HtmlTree } from './html-tree.js';
import { isOnScreen } from './media-queries.js';
import { PresentNames } from './present-names.js';
import { type Compound, readSelector, type Selector } from './style-selectors.js';
import { readSheet, type SheetRule } from './style-sheets.js';
import { splitOutside } from './style-text.js';

/** What a rule says of the properties that may hide. Later ones of the same selector are added to it. */
export interface Rule {
  selector: Selector;
  /** By property: the values, and where in the sheets they stand. */
  said: Map<string, Said>;
  number: number;
  /** What must stand above the element. */
  ancestors: Signature;
  /** Steps that its selector has taken on this page. */
  steps: number;
}

export interface Said {
  values: string[];
  important: boolean;
  /** The later layer wins, and what stands outside of all layers; of what is important the other way round. */
  layer: number;
  order: number;
}

const READ = new Set(
  'display visibility content-visibility scale transform translate transition transition-property transition-duration animation animation-name will-change zoom font font-size letter-spacing position left right top bottom inset inset-inline inset-inline-start inset-inline-end inset-block inset-block-start inset-block-end text-indent margin margin-left margin-right margin-top margin-inline margin-inline-start margin-block-start width height max-width max-height block-size inline-size max-block-size max-inline-size min-height min-width flex flex-grow overflow overflow-x overflow-y clip clip-path -webkit-clip-path mask mask-image -webkit-mask -webkit-mask-image opacity filter color background background-color background-image background-clip -webkit-background-clip -webkit-text-fill-color -webkit-text-stroke -webkit-text-stroke-color -webkit-text-stroke-width text-shadow'.split(' '),
);
const UNLAYERED = Number.MAX_SAFE_INTEGER;
const MOST_VARIABLES = 200;
const NOT_IN = new Set(['template', 'noscript']);
/** Of all sheets of a page together. */
const MOST_SHEETS = 200;
const MOST_TEXT = 4_000_000;

/**
 * The rules of a page's sheets, found by what the element itself must be: `#id`, `.class`, name, or '' for any. Read are `<style>` and sheets
 * in `data:` addresses, not those in files of their own. Time and memory linear in the sheets.
 */
export class SheetRules {
  /** Rules whose selector is no more than the key: they fit wherever they are found. */
  readonly singles = new Map<string, Rule>();
  readonly others = new Map<string, Rule[]>();
  /** Null: none that can be read, or that fits anything on the page. */
  readonly #bySelector = new Map<string, Rule | null>();
  readonly #layers = new Map<string, number>();
  #present: PresentNames | null = null;
  #sheets = 0;
  #text = 0;
  #order = 0;
  #count = 0;

  constructor(readonly tree: HtmlTree) {
    for (let node = 1; node < tree.size; node += 1) {
      const name = tree.names[node] ?? '';
      if (NOT_IN.has(name)) node = (tree.ends[node] ?? node + 1) - 1;
      else if (name === 'style' || name === 'link') this.#addElement(node, name);
    }
  }

  get isEmpty(): boolean {
    return this.#order === 0;
  }

  /** How many selectors there are. */
  get size(): number {
    return this.#count;
  }

  #addElement(node: number, name: 'style' | 'link'): void {
    const attributes = this.tree.attributes[node];
    const type = attributes?.get('type')?.trim().toLowerCase() ?? '';
    if ((type !== '' && type !== 'text/css') || !isOnScreen(attributes?.get('media') ?? '')) return;
    if (name === 'style') return this.#addSheet(this.tree.texts[node + 1] ?? '');
    const rel = attributes?.get('rel')?.toLowerCase() ?? '';
    if (/\bstylesheet\b/.test(rel) && !/\balternate\b/.test(rel)) this.#addData(attributes?.get('href') ?? '');
  }

  #addData(address: string): void {
    const sheet = address.length < 6 ? null : sheetInData(address);
    if (sheet !== null) this.#addSheet(sheet);
  }

  #addSheet(text: string): void {
    this.#text += text.length;
    if (text === '' || (this.#sheets += 1) > MOST_SHEETS || this.#text > MOST_TEXT) return;
    const { rules, imports } = readSheet(text);
    for (const address of imports) this.#addData(address);
    for (const rule of rules) this.#add(rule);
  }

  #add({ selectors, block, layer }: SheetRule): void {
    const rank = this.#rankOf(layer);
    if (block === '') return;
    const rules: Rule[] = [];
    for (const written of splitOutside(selectors, ',')) {
      const rule = this.#ruleOf(written.trim());
      if (rule !== null) rules.push(rule);
    }
    if (rules.length === 0) return;
    const read = readDeclarations(block).filter(({ name }) => READ.has(name) || name.startsWith('--'));
    if (read.length === 0) return;
    this.#order += 1;
    for (const { said } of rules) say(said, read, this.#order, rank);
  }

  /** Layers are ranked in the order in which they are named first. */
  #rankOf(layer: string): number {
    if (layer === '') return UNLAYERED;
    const rank = this.#layers.get(layer) ?? this.#layers.size + 1;
    this.#layers.set(layer, rank);
    return rank;
  }

  #ruleOf(written: string): Rule | null {
    const known = this.#bySelector.get(written);
    if (known !== undefined) return known;
    this.#present ??= new PresentNames(this.tree);
    const selector = this.#present.mayFit(written) ? readSelector(written) : null;
    const rule = selector?.compounds.every((compound) => this.#present?.mayHave(compound)) === true ? this.#addRule(selector) : null;
    this.#bySelector.set(written, rule);
    return rule;
  }

  #addRule(selector: Selector): Rule {
    const keys = keysOf(selector);
    const [key = ''] = keys;
    const single = isSingle(selector);
    const same = single ? this.singles.get(key) : undefined;
    if (same !== undefined) return same;
    const rule = { selector, said: new Map<string, Said>(), number: (this.#count += 1), ancestors: ancestorsOf(selector), steps: 0 };
    if (single) this.singles.set(key, rule);
    else {
      for (const one of keys) {
        const others = this.others.get(one);
        if (others === undefined) this.others.set(one, [rule]);
        else others.push(rule);
      }
    }
    return rule;
  }
}

/** Is it one class, id or name, which the index has told already? */
function isSingle({ compounds }: Selector): boolean {
  const [own] = compounds;
  return compounds.length === 1 && own !== undefined && own.attributes.length + own.tests.length === 0 && own.ids.length + own.classes.length + (own.name === '' ? 0 : 1) <= 1;
}

/** Each element that the selector fits is found by one of these keys. */
function keysOf({ compounds }: Selector): string[] {
  const [own] = compounds;
  return own === undefined ? [''] : [...new Set(keysOfCompound(own))];
}

function keysOfCompound({ name, ids, classes, tests }: Compound): string[] {
  const [id] = ids;
  const one = classes.at(-1);
  if (id !== undefined) return [`#${id}`];
  if (one !== undefined) return [`.${one}`];
  const list = name === '' ? tests.find((test) => test.kind === 'some') : undefined;
  return list?.kind === 'some' ? list.selectors.flatMap(keysOf) : [name];
}

/** Adds declarations to what was said before, of which the weaker give way. */
export function say(said: Map<string, Said>, declarations: readonly Declaration[], order: number, layer: number = UNLAYERED): void {
  for (const { name, value, important } of declarations) {
    const before = said.get(name);
    const next = { values: [value], important, layer: important ? -layer : layer, order };
    if (before === undefined ? name.startsWith('--') && said.size > MOST_VARIABLES : !isStronger(next, 0, before, 0)) continue;
    if (before?.order === order && before.important === important) before.values.push(value);
    else said.set(name, next);
  }
}

/** Of two that are of the same strength the first one wins. */
function isStronger(a: Said, weightOfA: number, b: Said, weightOfB: number): boolean {
  if (a.important !== b.important) return a.important;
  if (a.layer !== b.layer) return a.layer > b.layer;
  return weightOfA === weightOfB ? a.order >= b.order : weightOfA > weightOfB;
}

/** The strongest of what rules and an element's own style say of each property, as written. */
export function strongest(rules: readonly Rule[], own: readonly Declaration[]): Style {
  const best = new Map<string, { one: Said; weight: number }>();
  const put = (name: string, one: Said, weight: number) => {
    const before = best.get(name);
    if (before === undefined || isStronger(one, weight, before.one, before.weight)) best.set(name, { one, weight });
  };
  for (const { selector, said } of rules) for (const [name, one] of said) put(name, one, selector.specificity);
  const ownSaid = new Map<string, Said>();
  say(ownSaid, own, 0);
  for (const [name, one] of ownSaid) put(name, one, Number.MAX_SAFE_INTEGER);
  return new Map([...best].map(([name, { one }]) => [name, one.values]));
}
