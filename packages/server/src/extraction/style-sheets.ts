import { isOnScreen } from './media-queries.js';
import { splitOutside } from './style-text.js';

/** A rule of a style sheet that holds on a screen. */
export interface SheetRule {
  /** As written, several parted by commas; those of a rule within another with the outer one's in `:is(…)`. */
  selectors: string;
  /** Its own declarations as written, without the rules that stand within it. */
  block: string;
  /** Name of its cascade layer; '' outside of all layers. */
  layer: string;
}

export interface Sheet {
  rules: SheetRule[];
  /** Addresses of the sheets that it imports. */
  imports: string[];
}

/** Of one sheet. */
const MAX_LENGTH = 4_000_000;
const MOST_RULES = 50_000;
/** A longer rule is data (fonts, images). */
const MAX_RULE = 20_000;
/** Selectors of rules within rules grow with each. */
const MAX_SELECTORS = 600;
const MOST_DEEP = 30;
const MOST_IMPORTS = 20;

/** What an open brace belongs to. */
interface Frame {
  /** The selectors that hold within it; null outside of rules. */
  selectors: string | null;
  layer: string;
  /** Where its own declarations go. */
  rule: SheetRule | null;
}

/** The rules of a style sheet in their order, but for those that hold under conditions that can't be told. Time linear in its length; never throws. */
export function readSheet(text: string): Sheet {
  return new SheetReader(text.slice(0, MAX_LENGTH).replace(/\/\*[^]*?(?:\*\/|$)|<!--|-->/g, ' ')).read();
}

class SheetReader {
  readonly #rules: SheetRule[] = [];
  readonly #imports: string[] = [];
  readonly #open: Frame[] = [];
  #at = 0;

  constructor(readonly sheet: string) {}

  read(): Sheet {
    while (this.#at < this.sheet.length && this.#rules.length < MOST_RULES) {
      const stop = nextBrace(this.sheet, this.#at);
      const segment = stop - this.#at > MAX_RULE ? '' : this.sheet.slice(this.#at, stop);
      this.#at = stop + 1;
      if (this.sheet[stop] === '{') this.#begin(segment);
      else this.#end(segment);
    }
    return { rules: this.#rules, imports: this.#imports };
  }

  /** `segment`: the declarations and statements before a rule or a condition, and what it begins with. */
  #begin(segment: string): void {
    const { before, prelude } = cutPrelude(segment);
    this.#declare(before);
    const frame = this.#frameOf(prelude.trim());
    if (frame === null || this.#open.length >= MOST_DEEP) this.#at = endOfBlock(this.sheet, this.#at);
    else this.#open.push(frame);
  }

  #end(segment: string): void {
    this.#declare(segment);
    this.#open.pop();
  }

  #declare(text: string): void {
    const frame = this.#open.at(-1);
    if (frame?.rule) frame.rule.block += frame.rule.block === '' ? text : `;${text}`;
    else if (frame === undefined && text.includes('@')) this.#readStatements(text);
  }

  /** Statements such as `@import`; those that name layers give them their order. */
  #readStatements(text: string): void {
    for (const statement of splitOutside(text, ';')) {
      const [, name = '', rest = ''] = /^\s*@(import|layer)\s+(.*)$/is.exec(statement) ?? [];
      if (name.toLowerCase() === 'layer') for (const layer of rest.split(',')) this.#rules.push({ selectors: '', block: '', layer: layer.trim() });
      const [, quoted, bare, media = ''] = /^(?:url\(\s*)?(?:["']([^"']*)["']|([^\s"')]+))\s*\)?\s*(.*)$/s.exec(rest) ?? [];
      const address = quoted ?? bare;
      if (name.toLowerCase() === 'import' && address !== undefined && this.#imports.length < MOST_IMPORTS && isOnScreen(media.replace(/\b(?:layer|supports)\([^)]*\)|\blayer\b/gi, ''))) this.#imports.push(address);
    }
  }

  /** Null for what does not hold. */
  #frameOf(prelude: string): Frame | null {
    const outer = this.#open.at(-1) ?? { selectors: null, layer: '', rule: null };
    if (!prelude.startsWith('@')) return prelude === '' ? null : this.#frameFor(within(outer.selectors, prelude), outer.layer);
    const [, name = '', condition = ''] = /^@([\w-]+)\s*(.*)$/s.exec(prelude) ?? [];
    switch (name.toLowerCase()) {
      case 'layer':
        return this.#frameFor(outer.selectors, [outer.layer, condition.trim()].filter((one) => one !== '').join('.') || 'anonymous');
      case 'media':
        return isOnScreen(condition) ? this.#frameFor(outer.selectors, outer.layer) : null;
      case 'supports':
        return /\bnot\b/i.test(condition) ? null : this.#frameFor(outer.selectors, outer.layer);
      case 'container':
        return isOnScreen(condition.replace(/^[\w-]+\s+(?=\()/, '')) ? this.#frameFor(outer.selectors, outer.layer) : null;
      case 'scope':
        return { selectors: within(outer.selectors, /^\(([^()]*)\)/.exec(condition)?.[1] ?? ':root'), layer: outer.layer, rule: null };
      default:
        return null;
    }
  }

  #frameFor(selectors: string | null, layer: string): Frame {
    if (selectors === null) return { selectors, layer, rule: null };
    const rule = { selectors, block: '', layer };
    this.#rules.push(rule);
    return { selectors, layer, rule };
  }
}

/** The selectors of a rule that stands within another. */
function within(outer: string | null, own: string): string {
  if (outer === null) return own;
  const parent = /[,\s>+~]/.test(outer) ? `:is(${outer})` : outer;
  const joined = splitOutside(own, ',').map((one) => {
    const selector = one.trim().replaceAll(':scope', '&');
    if (!selector.includes('&')) return `${parent} ${selector}`;
    return selector.length + selector.split('&').length * parent.length > MAX_SELECTORS ? '' : selector.replaceAll(/&(?=([\w-]*))/g, (_sign, name: string) => (name === '' ? parent : `:is(${outer})`));
  }).join(',');
  // What can't be read fits nothing.
  return joined.length > MAX_SELECTORS ? '!' : joined;
}

/** What a rule begins with stands behind the last semicolon. */
function cutPrelude(segment: string): { before: string; prelude: string } {
  if (!segment.includes(';')) return { before: '', prelude: segment };
  const prelude = splitOutside(segment, ';').at(-1) ?? '';
  return { before: segment.slice(0, segment.length - prelude.length), prelude };
}

const BRACE = /[{}"']|\\./gs;

/** Where the next brace stands that is not within a string. */
function nextBrace(sheet: string, from: number): number {
  BRACE.lastIndex = from;
  for (let match = BRACE.exec(sheet); match !== null; match = BRACE.exec(sheet)) {
    const [sign] = match;
    if (sign === '"' || sign === "'") BRACE.lastIndex = endOfString(sheet, match.index);
    else if (!sign.startsWith('\\')) return match.index;
  }
  return sheet.length;
}

/** Behind the brace that ends a block. */
function endOfBlock(sheet: string, from: number): number {
  let at = from;
  for (let depth = 1; depth > 0 && at < sheet.length; at += 1) {
    at = nextBrace(sheet, at);
    depth += sheet[at] === '{' ? 1 : -1;
  }
  return at;
}

/** Behind a string, which ends with its line at the latest. */
function endOfString(sheet: string, start: number): number {
  const string = sheet[start] === '"' ? /"(?:[^"\\\n]|\\[^])*["\n]?/y : /'(?:[^'\\\n]|\\[^])*['\n]?/y;
  string.lastIndex = start;
  string.test(sheet);
  return Math.max(string.lastIndex, start + 1);
}
