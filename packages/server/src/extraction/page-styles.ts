import { ElementPlaces } from './element-places.js';
import type { Attributes } from './html-attributes.js';
import { filledIn, inlineDeclarations, inlineStyle, type Style, variablesIn, withVariables } from './html-style.js';
import type { HtmlTree } from './html-tree.js';
import { AncestorFilter, type Signature, signatureOf } from './ancestor-filter.js';
import { SelectorMatcher } from './selector-matching.js';
import { type Rule, SheetRules, strongest } from './sheet-rules.js';

/** What is known of all elements of a name, an id and classes. */
interface Candidates {
  /** Those that fit all of them, … */
  singles: readonly Rule[];
  /** … those whose selector is to be searched for, … */
  others: readonly Rule[];
  /** … the style of those that none of these fits and that have none of their own, … */
  plain: Styled | null;
  /** … and what the filter of ancestors keeps of them. */
  signature: Signature;
}

/** A style as the rules have it, before its variables are filled in. */
interface Styled {
  style: Style;
  /** Variables that its values name. */
  needs: readonly string[];
  /** Does it set variables, which the elements below it have as well? */
  sets: boolean;
  /** By the values of what it needs. */
  filled: Map<string, Style>;
}

/** Steps that all searches for selectors take together on one page; beyond them each has its share once more. */
const MOST_STEPS = 2_000_000;
const LEAST_SHARE = 50;
const MOST_KEPT = 10_000;
/** A variable is looked for in so many elements above that set any. */
const REACH = 64;
const NONE: Styled = { style: new Map(), needs: [], sets: false, filled: new Map() };

/**
 * The style of each element of a page: of its sheets and its own, the stronger and then the later rule first, as browsers have it, with the
 * variables of the elements above. Is to be asked for elements above first. Time linear in the page and its sheets.
 */
export class PageStyles {
  readonly #rules: SheetRules;
  readonly #matcher: SelectorMatcher;
  readonly #ancestors: AncestorFilter;
  /** By the name of an element, then by its id and classes. */
  readonly #candidates = new Map<string, Map<string, Candidates>>();
  readonly #known = new Map<string, Styled>();
  /** For each node the next one upwards, itself included, that sets variables. */
  readonly #scopes: Uint32Array;
  readonly #setting = new Map<number, Style>();
  readonly #share: number;
  #steps = 0;
  /** Whose selector is being searched for. */
  #searching: Rule | null = null;

  constructor(readonly tree: HtmlTree) {
    this.#rules = new SheetRules(tree);
    this.#matcher = new SelectorMatcher(new ElementPlaces(tree), (steps) => this.#spend(steps));
    this.#ancestors = new AncestorFilter(tree);
    this.#scopes = new Uint32Array(tree.size);
    this.#share = Math.max(LEAST_SHARE, Math.floor(MOST_STEPS / Math.max(1, this.#rules.size)));
  }

  /** Without the sheets. */
  inlineOf(node: number): Style {
    return inlineStyle(this.tree.attributes[node]?.get('style'));
  }

  styleOf(node: number): Style {
    const styled = this.#styledOf(node, this.tree.names[node] ?? '');
    const above = this.#scopes[this.tree.parents[node] ?? 0] ?? 0;
    this.#scopes[node] = styled.sets ? node : above;
    if (styled.sets) this.#setting.set(node, styled.style);
    return styled.needs.length === 0 ? styled.style : this.#filled(styled, node);
  }

  #styledOf(node: number, name: string): Styled {
    const attributes = this.tree.attributes[node];
    const text = attributes?.get('style');
    if (name === '' || (this.#rules.isEmpty && text === undefined)) return NONE;
    const candidates = this.#candidatesOf(name, attributes);
    this.#ancestors.add(node, candidates.signature);
    const fitting = candidates.others.length === 0 ? NO_RULES : this.#fitting(node, candidates.others);
    if (text === undefined && fitting.length === 0) return (candidates.plain ??= this.#styledBy(candidates.singles, undefined));
    return this.#styledBy(fitting.length === 0 ? candidates.singles : [...candidates.singles, ...fitting], text);
  }

  /** The same rules and the same style of its own give the same object, as long as it is kept. */
  #styledBy(rules: readonly Rule[], text: string | undefined): Styled {
    if (rules.length === 0 && text === undefined) return NONE;
    const key = `${rules.map(({ number }) => number).join(' ')};${text ?? ''}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const styled = styledBy(rules, text);
    if (this.#known.size >= MOST_KEPT) this.#known.clear();
    this.#known.set(key, styled);
    return styled;
  }

  #fitting(node: number, rules: readonly Rule[]): readonly Rule[] {
    let fitting: Rule[] | null = null;
    for (const rule of rules) if (this.#fits(node, rule)) (fitting ??= []).push(rule);
    return fitting ?? NO_RULES;
  }

  #fits(node: number, rule: Rule): boolean {
    if (!this.#ancestors.mayFit(node, rule.ancestors)) return false;
    this.#searching = rule;
    return this.#spend(0) && this.#matcher.matches(node, rule.selector);
  }

  #spend(steps: number): boolean {
    const rule = this.#searching;
    this.#steps += steps;
    if (rule !== null) rule.steps += steps;
    return this.#steps <= MOST_STEPS || (rule !== null && rule.steps <= this.#share);
  }

  #filled({ style, needs, filled }: Styled, node: number): Style {
    const lookUp = (name: string) => this.#variable(node, name);
    const values = needs.map((name) => withVariables(lookUp(name) ?? '', lookUp));
    const key = values.join('\n');
    const known = filled.get(key);
    if (known !== undefined) return known;
    const result = filledIn(style, (name) => values[needs.indexOf(name)] || undefined);
    if (filled.size >= MOST_KEPT) filled.clear();
    filled.set(key, result);
    return result;
  }

  #variable(node: number, name: string): string | undefined {
    let scope = this.#scopes[node] ?? 0;
    for (let level = 0; level < REACH && scope > 0; level += 1) {
      const value = this.#setting.get(scope)?.get(name)?.at(-1);
      if (value !== undefined) return value;
      scope = this.#scopes[this.tree.parents[scope] ?? 0] ?? 0;
    }
    return undefined;
  }

  #candidatesOf(name: string, attributes: Attributes | undefined): Candidates {
    const [id, classes = ''] = [attributes?.get('id')?.trim(), attributes?.get('class')];
    let ofName = this.#candidates.get(name);
    if (ofName === undefined) this.#candidates.set(name, (ofName = new Map<string, Candidates>()));
    const key = id === undefined ? classes : `${id}\n${classes}`;
    const known = ofName.get(key);
    if (known !== undefined) return known;
    const keys = new Set(['', name, ...(id === undefined ? [] : [`#${id}`]), ...(classes === '' ? [] : classes.split(SPACES).map((one) => `.${one}`))]);
    const { singles, others } = this.#rules;
    const found: { singles: Rule[]; others: Set<Rule> } = { singles: [], others: new Set() };
    for (const one of keys) {
      const single = singles.get(one);
      if (single !== undefined && single.said.size > 0) found.singles.push(single);
      for (const rule of others.get(one) ?? NO_RULES) if (rule.said.size > 0) found.others.add(rule);
    }
    const candidates = { singles: found.singles, others: found.others.size === 0 ? NO_RULES : [...found.others], signature: signatureOf([...keys]), plain: null };
    ofName.set(key, candidates);
    return candidates;
  }
}

const NO_RULES: readonly Rule[] = [];
const SPACES = /\s+/;

function styledBy(rules: readonly Rule[], text: string | undefined): Styled {
  if (rules.length === 0 && text !== undefined && !text.includes('--')) return { ...NONE, style: inlineStyle(text) };
  const style = strongest(rules, text === undefined ? [] : inlineDeclarations(text));
  const needs = variablesIn(style);
  const sets = [...style.keys()].some((name) => name.startsWith('--'));
  return { style: needs.length === 0 ? filledIn(style) : style, needs, sets, filled: new Map() };
}
