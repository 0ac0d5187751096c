import { pixelsOf } from './html-style.js';
import { splitOutside } from './style-text.js';

/** The screen that pages are read on, in pixels. */
const SCREEN = { width: 1_280, height: 800 };
const MOST_DEEP = 5;
const MAX_LENGTH = 500;

/** Features that are one word, and what they are on a usual screen that stands on a desk. */
const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    orientation: 'landscape', hover: 'hover', 'any-hover': 'hover', pointer: 'fine', 'any-pointer': 'fine', update: 'fast', scripting: 'enabled', 'display-mode': 'browser', 'overflow-block': 'scroll', 'overflow-inline': 'scroll', 'color-gamut': 'srgb', 'dynamic-range': 'standard',
    'prefers-color-scheme': 'light', 'prefers-reduced-motion': 'no-preference', 'prefers-reduced-transparency': 'no-preference', 'prefers-reduced-data': 'no-preference', 'prefers-contrast': 'no-preference', 'forced-colors': 'none', 'inverted-colors': 'none', scan: 'progressive',
  }),
);
/** Words of such features that say that there is nothing of it. */
const NOTHING = new Set(['no-preference', 'none']);
/** Features that are numbers; lengths in pixels. */
const NUMBERS: ReadonlyMap<string, number> = new Map(
  Object.entries({ width: SCREEN.width, height: SCREEN.height, 'device-width': SCREEN.width, 'device-height': SCREEN.height, 'inline-size': SCREEN.width, 'block-size': SCREEN.height, 'aspect-ratio': SCREEN.width / SCREEN.height, 'device-aspect-ratio': SCREEN.width / SCREEN.height, color: 8, 'color-index': 0, monochrome: 0, grid: 0, resolution: 1, 'device-pixel-ratio': 1, '-webkit-device-pixel-ratio': 1 }),
);

/** Does a media query hold on a screen of usual size? One that can't be read does not, as in browsers. */
export function isOnScreen(query: string): boolean {
  const plain = query.trim().toLowerCase();
  return plain === '' || (plain.length <= MAX_LENGTH && splitOutside(plain, ',').some((one) => holds(one, 0)));
}

const TERM = /\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)|[\w-]+/g;

/** Types and conditions joined by `and`, or by `or`; `not` before the first one turns what follows. */
function holds(query: string, depth: number): boolean {
  const terms: readonly string[] = query.match(TERM) ?? [];
  const isTurned = terms[0] === 'not';
  const joint = terms.includes('or') ? 'or' : 'and';
  const values = terms.flatMap((term, index) => {
    if (term === joint || term === 'only' || term === 'not') return [];
    const value = term.startsWith('(') ? holdsWithin(term.slice(1, -1).trim(), depth) : term === 'all' || term === 'screen';
    return [terms[index - 1] === 'not' && index > 1 ? !value : value];
  });
  if (values.length === 0) return false;
  return (joint === 'or' ? values.some(Boolean) : values.every(Boolean)) !== isTurned;
}

function holdsWithin(condition: string, depth: number): boolean {
  if (/^(?:\(|not\b)/.test(condition)) return depth < MOST_DEEP && holds(condition, depth + 1);
  const [, bound, name = '', value] = /^(?:(min|max)-)?([\w-]+?)\s*(?::\s*(.+))?$/.exec(condition.replace(/^(-webkit-)(min|max)-/, '$2-$1')) ?? [];
  if (name === '') return isInRange(condition);
  const word = WORDS.get(name);
  if (word !== undefined) return value === undefined ? !NOTHING.has(word) : value === word;
  const [actual, given] = [NUMBERS.get(name), value === undefined ? null : numberOf(value)];
  if (actual === undefined) return false;
  if (value === undefined) return actual > 0;
  if (given === null) return false;
  return bound === undefined ? actual === given : bound === 'min' ? actual >= given : actual <= given;
}

const COMPARED: Readonly<Record<string, (a: number, b: number) => boolean>> = { '<': (a, b) => a < b, '<=': (a, b) => a <= b, '>': (a, b) => a > b, '>=': (a, b) => a >= b, '=': (a, b) => a === b };

/** `width >= 600px`, `400px < width <= 700px`. */
function isInRange(condition: string): boolean {
  const parts = condition.split(/\s*(<=|>=|<|>|=)\s*/);
  const values = parts.filter((_part, index) => index % 2 === 0).map((part) => NUMBERS.get(part) ?? numberOf(part));
  if (values.length < 2 || values.length > 3) return false;
  return values.slice(1).every((value, index) => {
    const before = values[index] ?? null;
    return value !== null && before !== null && COMPARED[parts[index * 2 + 1] ?? '']?.(before, value) === true;
  });
}

function numberOf(written: string): number | null {
  const [, over, under] = /^(\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)$/.exec(written) ?? [];
  if (over !== undefined) return Number(over) / Number(under);
  const [, plain, unit] = /^(\d*\.?\d+)(dppx|x|dpi)?$/.exec(written) ?? [];
  if (plain !== undefined) return Number(plain) / (unit === 'dpi' ? 96 : 1);
  return pixelsOf(written, 1);
}
