import { calculated, PIXELS } from './style-calculations.js';
import { splitOutside, unescaped } from './style-text.js';

/** A style: for each property all values it is given, in lower case and in their order. */
export type Style = ReadonlyMap<string, readonly string[]>;

const NONE: Style = new Map();
/** What is longer is data, not style. */
const MAX_LENGTH = 2_000;
/** Pages repeat a few styles over and over. */
const MOST_KEPT = 1_000;
const known = new Map<string, Style>();

/** An inline style. The same text gives the same object, as long as it is kept. */
export function inlineStyle(text: string | undefined): Style {
  if (text === undefined || text.length < 6) return NONE;
  const kept = known.get(text);
  if (kept !== undefined) return kept;
  const style = readStyle(text);
  if (known.size >= MOST_KEPT) known.clear();
  if (text.length <= MAX_LENGTH) known.set(text, style);
  return style;
}

/**
 * Takes an inline style apart as CSS does: comments and escapes count, and what is `!important` stands alone. Browsers pass over values that they
 * don't understand and take the last of the others; which those are is the reader's business, so all are kept. Never throws.
 */
function readStyle(text: string): Style {
  const style = new Map<string, string[]>();
  const important = new Set<string>();
  for (const { name, value, important: isImportant } of inlineDeclarations(text)) {
    const values = style.get(name);
    if (values === undefined || (isImportant && !important.has(name))) style.set(name, [value]);
    else if (isImportant === important.has(name)) values.push(value);
    if (isImportant) important.add(name);
  }
  return filledIn(style);
}

export interface Declaration {
  name: string;
  value: string;
  important: boolean;
}

const COMMENT = /\/\*.*?(?:\*\/|$)/gs;
const IMPORTANT = /!\s*important\s*$/;

/** Those of an inline style. */
export function inlineDeclarations(text: string): Declaration[] {
  return readDeclarations(text.slice(0, MAX_LENGTH));
}

/** The declarations of a style or a rule, in lower case and in their order. */
export function readDeclarations(text: string): Declaration[] {
  const plain = text.includes('/*') ? text.replace(COMMENT, ' ') : text;
  return splitOutside(plain, ';').flatMap((declaration) => {
    const colon = declaration.indexOf(':');
    const name = unescaped(declaration.slice(0, Math.max(0, colon))).trim().toLowerCase();
    const whole = unescaped(declaration.slice(colon + 1)).toLowerCase();
    const value = whole.replace(IMPORTANT, '').trim();
    return name === '' || value === '' ? [] : [{ name, value, important: IMPORTANT.test(whole) }];
  });
}

const VARIABLE = /var\(\s*(--[\w-]+)\s*(?:,([^()]*(?:\([^()]*\)[^()]*)*))?\)/g;
/** Variables stand in variables; each level fills in one more. */
const MOST_LEVELS = 4;
const LONGEST_VARIABLE = 200;

/**
 * With the variables filled in and the calculations done. `variable` gives the value of one; where it has none, the value to fall back on
 * counts, and without one the variable stays as it is.
 */
export function filledIn(style: Style, variable: (name: string) => string | undefined = (name) => style.get(name)?.at(-1)): Style {
  const filled = new Map<string, readonly string[]>();
  for (const [name, values] of style) filled.set(name, values.map((value) => (value.includes('(') ? calculated(withVariables(value, variable)) : value)));
  return filled;
}

/** A value with its variables filled in. */
export function withVariables(value: string, variable: (name: string) => string | undefined): string {
  let filled = value;
  for (let level = 0; level < MOST_LEVELS && filled.includes('var('); level += 1) filled = filled.slice(0, MAX_LENGTH).replace(VARIABLE, (whole, name: string, other?: string) => variable(name)?.slice(0, LONGEST_VARIABLE) ?? other?.trim() ?? whole);
  return filled.slice(0, MAX_LENGTH);
}

/** The variables that the values of a style name. */
export function variablesIn(style: Style): string[] {
  const names = new Set<string>();
  for (const values of style.values()) for (const value of values) if (value.includes('var(')) for (const [, name = ''] of value.slice(0, MAX_LENGTH).matchAll(/var\(\s*(--[\w-]+)/g)) names.add(name);
  return [...names];
}

/** Does one of the values of one of these properties pass? */
export function someValue(style: Style, names: readonly string[], passes: (value: string) => boolean): boolean {
  return names.some((name) => style.get(name)?.some(passes) ?? false);
}

/** The value that counts: the last one that can be read. */
export function lastValue<T>(style: Style, name: string, read: (value: string) => T | null): T | null {
  for (const value of style.get(name)?.toReversed() ?? []) {
    const understood = read(value);
    if (understood !== null) return understood;
  }
  return null;
}

const LENGTH = /([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)(%|[a-z]+)?/y;

/** A length in pixels, on a screen of 1,280 by 800 with letters of 16; percentages of the letters or the box are `percent` pixels each. Null for what is none (`auto`, a number with no unit but 0). */
export function pixelsOf(value: string, percent: number): number | null {
  LENGTH.lastIndex = 0;
  const [whole, digits = '', unit = ''] = LENGTH.exec(value) ?? [];
  if (whole === undefined || whole.length !== value.length) return null;
  const number = Number(digits);
  if (unit === '') return number === 0 ? 0 : null;
  const each = unit === '%' ? percent : PIXELS[unit];
  return each === undefined ? null : number * each;
}

/** The parts of a value that stand between spaces; what is in brackets stays whole. */
export function wordsOf(value: string): string[] {
  return value.match(/(?:[^\s("',/]|\((?:[^()]|\([^()]*\)?)*\)?|"[^"]*"?|'[^']*'?)+/g) ?? [];
}

/** `name(…)`, each with its arguments. */
export function functionsIn(value: string): Array<{ name: string; args: string[] }> {
  return [...value.matchAll(/(?<![\w-])([a-z][\w-]*)\(([^()]*)\)/g)].map(([, name = '', args = '']) => ({ name, args: args.split(/[\s,/]+/).filter((arg) => arg !== '') }));
}
