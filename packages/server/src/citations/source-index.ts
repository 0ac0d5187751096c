import { knownSentence } from '../ranking/known-sentences.js';
import type { Passage } from '../ranking/passage.js';
import { characterRuns } from './compare-text.js';
import { type OpenTable, type QuoteUnit, quoteUnits, windowsOf } from './quote-units.js';

/** One to three sentences in a row, as indices of units. */
export interface Window {
  passage_index: number;
  first: number;
  last: number;
}

/** A source taken apart once, for many claims: in which windows each word stands, and in which sentences each run of characters. Each part is made when it is first needed. */
export class SourceIndex {
  #parts: { units: QuoteUnit[]; windows: Window[]; windowsOfUnit: number[][] } | null = null;
  #unitsWithStem: ReadonlyMap<string, number[]> | null = null;
  #unitsWithRun: ReadonlyMap<string, number[]> | null = null;
  readonly #windowsWith = new Map<string, readonly number[]>();

  constructor(readonly passages: readonly Passage[]) {}

  get units(): readonly QuoteUnit[] {
    return this.#taken.units;
  }

  get windows(): readonly Window[] {
    return this.#taken.windows;
  }

  /** Windows that hold the word, by their index, each once. */
  windowsWith(stem: string): readonly number[] {
    this.#unitsWithStem ??= places(this.units, (unit) => knownSentence(readingOf(unit)).words.map((word) => word.stem));
    const units = this.#unitsWithStem.get(stem);
    if (units === undefined) return NOWHERE;
    const known = this.#windowsWith.get(stem) ?? [...new Set(units.flatMap((unit) => this.#taken.windowsOfUnit[unit] ?? []))];
    this.#windowsWith.set(stem, known);
    return known;
  }

  /** Units that hold the run of characters (see `characterRuns`), by their index, in order. */
  unitsWithRun(run: string): readonly number[] {
    this.#unitsWithRun ??= places(this.units, ({ text }) => characterRuns(text));
    return this.#unitsWithRun.get(run) ?? NOWHERE;
  }

  /** What stands in the window; verbatim. */
  textOf(window: Window): string {
    const passage = this.passages[window.passage_index];
    const { start, end } = this.rangeOf(window);
    return passage === undefined ? '' : passage.text.slice(start - passage.start, end - passage.start);
  }

  /** What the window says: of the rows of a table, with the heads of their columns. */
  readingOf(window: Window): string {
    const units = this.units.slice(window.first, window.last + 1);
    return units.every(({ read }) => read === undefined) ? this.textOf(window) : units.map(readingOf).join('\n');
  }

  /** Offsets in the document. */
  rangeOf({ first, last }: Window): { start: number; end: number } {
    return { start: this.units[first]?.start ?? 0, end: this.units[last]?.end ?? 0 };
  }

  get #taken() {
    return (this.#parts ??= takenApart(this.passages));
  }
}

/** What a unit says, for those who compare: not always verbatim. */
export function readingOf({ read, text }: QuoteUnit): string {
  return read ?? text;
}

const NOWHERE: readonly number[] = [];

function takenApart(passages: readonly Passage[]) {
  const units: QuoteUnit[] = [];
  const windows: Window[] = [];
  let open: OpenTable | null = null;
  passages.forEach((passage, passage_index) => {
    const { units: own, open: left } = quoteUnits(passage, open);
    open = left;
    for (const [first, last] of windowsOf(own)) windows.push({ passage_index, first: units.length + first, last: units.length + last });
    units.push(...own);
  });
  const windowsOfUnit = units.map((): number[] => []);
  windows.forEach(({ first, last }, index) => {
    for (let unit = first; unit <= last; unit += 1) windowsOfUnit[unit]?.push(index);
  });
  return { units, windows, windowsOfUnit };
}

function places(units: readonly QuoteUnit[], partsOf: (unit: QuoteUnit) => Iterable<string>): Map<string, number[]> {
  const found = new Map<string, number[]>();
  units.forEach((unit, index) => {
    for (const part of partsOf(unit)) {
      const known = found.get(part);
      if (known === undefined) found.set(part, [index]);
      else if (known.at(-1) !== index) known.push(index);
    }
  });
  return found;
}
