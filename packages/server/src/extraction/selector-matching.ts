import type { ElementPlaces } from './element-places.js';
import type { AttributeTest, Compound, HasTest, Selector, Test } from './style-selectors.js';

/** How a search ended: what failed may yet fit elsewhere, or for no sibling, or for no element above either. */
type Outcome = 'fits' | 'fails' | 'fails for siblings' | 'fails for all';

/** Is told how many steps are taken; false ends the search. */
export type Spend = (steps: number) => boolean;

/** Searches the elements of one page for those that selectors fit. Recurses as deep as a selector is long. */
export class SelectorMatcher {
  constructor(
    readonly places: ElementPlaces,
    readonly spend: Spend,
  ) {}

  matches(node: number, selector: Selector): boolean {
    return this.#outcome(node, selector, 0) === 'fits';
  }

  #outcome(node: number, selector: Selector, at: number): Outcome {
    if (!this.spend(1)) return 'fails for all';
    const compound = selector.compounds[at];
    if (compound === undefined || !this.#fits(node, compound)) return 'fails';
    const combinator = selector.combinators[at];
    if (combinator === undefined) return 'fits';
    return combinator === ' ' || combinator === '>' ? this.#above(node, selector, at + 1, combinator) : this.#before(node, selector, at + 1, combinator);
  }

  #above(node: number, selector: Selector, at: number, combinator: ' ' | '>'): Outcome {
    for (let above = this.places.parentOf(node); above >= 0; above = this.places.parentOf(above)) {
      const outcome = this.#outcome(above, selector, at);
      if (outcome === 'fits' || outcome === 'fails for all') return outcome;
      if (combinator === '>') return 'fails for siblings';
    }
    return 'fails for all';
  }

  #before(node: number, selector: Selector, at: number, combinator: '+' | '~'): Outcome {
    for (let before = this.places.before(node); before > 0; before = this.places.before(before)) {
      const outcome = this.#outcome(before, selector, at);
      if (combinator === '+' || outcome !== 'fails') return outcome;
    }
    return 'fails for siblings';
  }

  #fits(node: number, { name, ids, classes, attributes, tests }: Compound): boolean {
    const { tree } = this.places;
    // The document itself stands for `html` and `body` where a page doesn't write them.
    if (node === 0) return this.places.implied.has(name) && ids.length + classes.length + attributes.length + tests.length === 0;
    if (name !== '' && tree.names[node] !== name) return false;
    const own = tree.attributes[node];
    if (ids.length > 0 && ids.some((id) => own?.get('id')?.trim() !== id)) return false;
    if (classes.length > 0) {
      const given = own?.get('class');
      if (given === undefined || !this.spend(given.length >> 8) || !classes.every((one) => hasWord(given, one))) return false;
    }
    return (attributes.length === 0 || attributes.every((test) => fitsAttribute(own?.get(test.name), test))) && (tests.length === 0 || tests.every((test) => this.#passes(node, test)));
  }

  #passes(node: number, test: Test): boolean {
    if (test.kind === 'place') return isAt(this.places.place(node, test), test);
    if (test.kind === 'has') return this.#has(node, test);
    return test.selectors.some((selector) => this.#outcome(node, selector, 0) === 'fits') === (test.kind === 'some');
  }

  #has(node: number, { relatives }: HasTest): boolean {
    const { places } = this;
    const { names, ends, parents } = places.tree;
    return relatives.some(({ combinator, selector }) => {
      const beside = combinator === '+' || combinator === '~';
      const parent = beside ? places.parentOf(node) : node;
      const end = ends[parent] ?? 0;
      for (let other = beside ? (ends[node] ?? end) : node + 1; other < end; other += 1) {
        if (!this.spend(1)) return false;
        const isNear = combinator === ' ' || parents[other] === parent;
        if (names[other] === '' || !isNear) continue;
        if (this.#outcome(other, selector, 0) === 'fits') return true;
        if (combinator === '+') return false;
        if (combinator !== ' ') other = (ends[other] ?? other + 1) - 1;
      }
      return false;
    });
  }
}

/** Is it `step` × n + `offset` for an n from 0? */
function isAt(place: number, { step, offset }: { step: number; offset: number }): boolean {
  return step === 0 ? place === offset : (place - offset) % step === 0 && (place - offset) / step >= 0;
}

function fitsAttribute(given: string | undefined, { operator, value, ignoresCase }: AttributeTest): boolean {
  if (given === undefined || operator === '') return given !== undefined;
  const [own, wanted] = ignoresCase ? [given.toLowerCase(), value.toLowerCase()] : [given, value];
  if (operator === '=') return own === wanted;
  if (wanted === '') return false;
  if (operator === '^=') return own.startsWith(wanted);
  if (operator === '$=') return own.endsWith(wanted);
  if (operator === '*=') return own.includes(wanted);
  return operator === '~=' ? hasWord(own, wanted) : own === wanted || own.startsWith(`${wanted}-`);
}

const SPACE = /\s/;

/** Is it one of the words between spaces? */
function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const after = text[at + word.length];
    if ((at === 0 || SPACE.test(text[at - 1] ?? '')) && (after === undefined || SPACE.test(after))) return true;
  }
  return false;
}
