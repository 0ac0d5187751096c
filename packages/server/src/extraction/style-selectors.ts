import { splitOutside, unescaped } from './style-text.js';

/** What an attribute must be. `operator` is '' where any value serves. */
export interface AttributeTest {
  name: string;
  operator: string;
  value: string;
  ignoresCase: boolean;
}

/** Places among siblings, counted from 1: `step` × n + `offset`, n from 0. */
export interface PlaceTest {
  kind: 'place';
  step: number;
  offset: number;
  ofType: boolean;
  fromEnd: boolean;
}

/** Some, or none, of the selectors fit the element itself. `some` of none is what never holds: states such as `:hover`. */
export interface ListTest {
  kind: 'some' | 'none';
  selectors: readonly Selector[];
}

/** Something that stands to the element as `combinator` says fits. */
export interface HasTest {
  kind: 'has';
  relatives: ReadonlyArray<{ combinator: Combinator; selector: Selector }>;
}

export type Test = PlaceTest | ListTest | HasTest;
export type Combinator = ' ' | '>' | '+' | '~';

/** What one element must be: its name, its id, its classes, its attributes, its place. */
export interface Compound {
  /** '' for any. */
  name: string;
  ids: string[];
  classes: string[];
  attributes: AttributeTest[];
  tests: Test[];
}

/** Compounds from the element itself upwards. `combinators[i]`: how the element of `compounds[i + 1]` stands to that of `compounds[i]`. */
export interface Selector {
  compounds: readonly Compound[];
  combinators: readonly Combinator[];
  specificity: number;
}

const MAX_LENGTH = 600;
const MOST_COMPOUNDS = 12;
const MOST_DEEP = 4;
const NAME = /(?:[\w-]|[^\0-\x7f]|\\(?:[\da-f]{1,6}\s?|[^\n\da-f]))+/iy;
const COMBINATOR = /\s*([>+~])\s*|\s+/y;
const ATTRIBUTE = /\[\s*((?:[\w:|-]|[^\0-\x7f]|\\.)+)\s*(?:([~|^$*]?=)\s*(?:"([^"]*)"|'([^']*)'|((?:[^\s"'\]\\]|\\.)+))\s*([is])?\s*)?\]/iy;
const PLACE = /^(?:(even|odd)|([+-]?\d*)n(?:([+-])(\d+))?|([+-]?\d+))$/;
/** Rules for browsers that run no programs, which hide what a program would show. */
const WITHOUT_PROGRAMS = /^(?:no-?js|no-?script|js-disabled)$/i;

/** What holds of an element only while its reader does something with it, or never of one with text. */
const NEVER = new Set('hover focus focus-within focus-visible active visited target target-within fullscreen modal popover-open picture-in-picture invalid user-invalid user-valid placeholder-shown indeterminate autofill playing seeking buffering stalled empty -webkit-autofill -webkit-full-screen'.split(' '));
const AS_ATTRIBUTE: ReadonlyMap<string, string> = new Map([['link', 'href'], ['any-link', 'href'], ['checked', 'checked'], ['disabled', 'disabled'], ['required', 'required'], ['open', 'open']]);
const PLACES: ReadonlyMap<string, ReadonlyArray<readonly [fromEnd: boolean, ofType: boolean]>> = new Map([
  ['first-child', [[false, false]]], ['last-child', [[true, false]]], ['only-child', [[false, false], [true, false]]],
  ['first-of-type', [[false, true]]], ['last-of-type', [[true, true]]], ['only-of-type', [[false, true], [true, true]]],
] as const);
const NTH = /^nth-(last-)?(child|of-type)$/;

/** A selector as CSS has it (Selectors, level 4); null for those of parts of elements (`::before`), in states (`:hover`), and for any that can't be read. */
export function readSelector(text: string): Selector | null {
  const plain = text.trim();
  if (plain === '' || plain.length > MAX_LENGTH) return null;
  const selector = new SelectorReader(plain, 0).read();
  return selector?.compounds.some(neverFits) === true ? null : selector;
}

function neverFits({ classes, tests }: Compound): boolean {
  return classes.some((name) => WITHOUT_PROGRAMS.test(name)) || tests.some((test) => test.kind === 'some' && test.selectors.length === 0);
}

class SelectorReader {
  #at = 0;
  #specificity = 0;

  constructor(
    readonly text: string,
    readonly depth: number,
  ) {}

  read(): Selector | null {
    const compounds: Compound[] = [];
    const combinators: Combinator[] = [];
    while (compounds.length < MOST_COMPOUNDS) {
      const compound = this.#compound();
      if (compound === null) return null;
      compounds.push(compound);
      if (this.#at === this.text.length) return { compounds: compounds.reverse(), combinators: combinators.reverse(), specificity: this.#specificity };
      const match = this.#take(COMBINATOR);
      if (match === null) return null;
      combinators.push((match[1] as Combinator | undefined) ?? ' ');
    }
    return null;
  }

  #compound(): Compound | null {
    const compound: Compound = { name: '', ids: [], classes: [], attributes: [], tests: [] };
    const start = this.#at;
    if (this.text[this.#at] === '*') this.#at += 1;
    else compound.name = this.#name().toLowerCase();
    this.#specificity += compound.name === '' ? 0 : 1;
    while (this.#at < this.text.length && !/[\s>+~]/.test(this.text[this.#at] ?? '')) if (!this.#part(compound)) return null;
    return this.#at === start ? null : compound;
  }

  /** False where it can't be read. */
  #part(compound: Compound): boolean {
    const sign = this.text[this.#at];
    if (sign === '[') return this.#attribute(compound);
    this.#at += 1;
    if (sign === ':') return this.#pseudo(compound);
    const name = this.#name();
    if (name === '' || (sign !== '.' && sign !== '#')) return false;
    this.#specificity += sign === '#' ? 10_000 : 100;
    (sign === '#' ? compound.ids : compound.classes).push(name);
    return true;
  }

  #attribute(compound: Compound): boolean {
    const match = this.#take(ATTRIBUTE);
    if (match === null) return false;
    const [, name = '', operator = '', double, single, bare = '', flag] = match;
    this.#specificity += 100;
    compound.attributes.push({ name: unescaped(name).toLowerCase(), operator, value: unescaped(double ?? single ?? bare), ignoresCase: flag?.toLowerCase() === 'i' });
    return true;
  }

  #pseudo(compound: Compound): boolean {
    const name = this.#name().toLowerCase();
    const inner = this.text[this.#at] === '(' ? this.#brackets() : null;
    if (name === '') return false;
    if (inner !== null) return this.#function(compound, name, inner);
    this.#specificity += 100;
    if (name === 'root' || name === 'scope') compound.name = 'html';
    else if (NEVER.has(name)) compound.tests.push({ kind: 'some', selectors: [] });
    else if (AS_ATTRIBUTE.has(name)) compound.attributes.push({ name: AS_ATTRIBUTE.get(name) ?? '', operator: '', value: '', ignoresCase: false });
    else if (PLACES.has(name)) for (const [fromEnd, ofType] of PLACES.get(name) ?? []) compound.tests.push({ kind: 'place', step: 0, offset: 1, ofType, fromEnd });
    else return name === 'defined';
    return true;
  }

  #function(compound: Compound, name: string, inner: string): boolean {
    const [, last, ofWhat] = NTH.exec(name) ?? [];
    if (ofWhat !== undefined) {
      const place = readPlace(inner);
      if (place === null) return false;
      this.#specificity += 100;
      compound.tests.push({ kind: 'place', ...place, ofType: ofWhat === 'of-type', fromEnd: last !== undefined });
      return true;
    }
    if (this.depth >= MOST_DEEP) return false;
    return name === 'has' ? this.#has(compound, inner) : this.#list(compound, name, inner);
  }

  #list(compound: Compound, name: string, inner: string): boolean {
    const isNone = name === 'not';
    if (!isNone && !/^(?:is|where|matches|-webkit-any|-moz-any)$/.test(name)) return false;
    const all = splitOutside(inner, ',').map((one) => new SelectorReader(one.trim(), this.depth + 1).read());
    const selectors = all.filter((one) => one !== null);
    // What can't be read is passed over in `:is()` as browsers do; what must not fit must be known.
    if (isNone ? selectors.length < all.length : selectors.length === 0) return false;
    if (name !== 'where') this.#specificity += Math.max(...selectors.map(({ specificity }) => specificity));
    compound.tests.push({ kind: isNone ? 'none' : 'some', selectors });
    return true;
  }

  #has(compound: Compound, inner: string): boolean {
    const relatives = splitOutside(inner, ',').map((written) => {
      const [, sign = ' ', rest = ''] = /^\s*([>+~]?)\s*(.*)$/s.exec(written) ?? [];
      const selector = new SelectorReader(rest.trim(), MOST_DEEP).read();
      return selector === null ? null : { combinator: (sign === '' ? ' ' : sign) as Combinator, selector };
    });
    const known = relatives.filter((one) => one !== null);
    if (known.length < relatives.length) return false;
    this.#specificity += Math.max(...known.map(({ selector }) => selector.specificity));
    compound.tests.push({ kind: 'has', relatives: known });
    return true;
  }

  #name(): string {
    return unescaped(this.#take(NAME)?.[0] ?? '');
  }

  /** What stands in the brackets that begin here; null where they don't end. */
  #brackets(): string | null {
    let depth = 0;
    for (let end = this.#at; end < this.text.length; end += 1) {
      const sign = this.text[end];
      if (sign === '\\') end += 1;
      else if (sign === '(') depth += 1;
      else if (sign === ')') depth -= 1;
      if (depth > 0) continue;
      const inner = this.text.slice(this.#at + 1, end);
      this.#at = end + 1;
      return inner;
    }
    return null;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }
}

/** `2n+1`, `odd`, `3`. */
function readPlace(written: string): { step: number; offset: number } | null {
  const [whole, word, times, sign, plus = '0', single] = PLACE.exec(written.toLowerCase().replace(/\s+/g, '')) ?? [];
  if (whole === undefined) return null;
  if (word !== undefined) return { step: 2, offset: word === 'odd' ? 1 : 0 };
  if (single !== undefined) return { step: 0, offset: Number(single) };
  const step = times === '' || times === '+' ? 1 : times === '-' ? -1 : Number(times);
  return { step, offset: sign === '-' ? -Number(plus) : Number(plus) };
}
