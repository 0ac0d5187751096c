/** A rule of a style sheet that holds on a screen. */
export interface SheetRule {
  /** As written, several parted by commas. */
  selectors: string;
  /** Its own declarations as written, without the rules that stand within it. */
  block: string;
}

/** Of all sheets of a page together. */
const MAX_LENGTH = 4_000_000;
const MOST_RULES = 50_000;
/** A longer rule is data (fonts, images). */
const MAX_RULE = 20_000;
/** Rules within these hold on a screen that is this wide, in pixels. */
const SCREEN = 1_280;

/** The rules of a style sheet in their order, but for those that hold under conditions that can't be told. Time linear in its length; never throws. */
export function readSheet(text: string): SheetRule[] {
  const rules: SheetRule[] = [];
  const sheet = text.slice(0, MAX_LENGTH).replace(/\/\*[^]*?(?:\*\/|$)|<!--|-->/g, ' ');
  let from = 0;
  while (from < sheet.length && rules.length < MOST_RULES) {
    const stop = nextSign(sheet, from);
    const prelude = sheet.slice(from, Math.min(stop, from + MAX_RULE)).trim();
    from = stop + 1;
    // The end of a condition that holds, or a statement such as `@import`.
    if (sheet[stop] !== '{') continue;
    if (prelude.startsWith('@')) {
      if (!holdsOnScreen(prelude)) from = endOfBlock(sheet, from);
      continue;
    }
    const end = endOfBlock(sheet, from);
    if (end - from <= MAX_RULE) rules.push({ selectors: prelude, block: ownDeclarations(sheet.slice(from, end - 1)) });
    from = end;
  }
  return rules;
}

const SIGN = /[{};"']|\\./gs;
const BRACE = /[{}"']|\\./gs;

/** Where the next brace or semicolon stands that is not within a string. */
function nextSign(sheet: string, from: number): number {
  SIGN.lastIndex = from;
  for (let match = SIGN.exec(sheet); match !== null; match = SIGN.exec(sheet)) {
    const [sign] = match;
    if (sign === '"' || sign === "'") SIGN.lastIndex = endOfString(sheet, match.index);
    else if (!sign.startsWith('\\')) return match.index;
  }
  return sheet.length;
}

/** Behind the brace that ends a block. */
function endOfBlock(sheet: string, from: number): number {
  BRACE.lastIndex = from;
  let depth = 1;
  for (let match = BRACE.exec(sheet); match !== null; match = BRACE.exec(sheet)) {
    const [sign] = match;
    if (sign === '"' || sign === "'") BRACE.lastIndex = endOfString(sheet, match.index);
    else if (sign === '{') depth += 1;
    else if (sign === '}') depth -= 1;
    if (depth === 0) return match.index + 1;
  }
  return sheet.length + 1;
}

/** Behind a string, which ends with its line at the latest. */
function endOfString(sheet: string, start: number): number {
  const string = sheet[start] === '"' ? /"(?:[^"\\\n]|\\[^])*["\n]?/y : /'(?:[^'\\\n]|\\[^])*['\n]?/y;
  string.lastIndex = start;
  string.test(sheet);
  return Math.max(string.lastIndex, start + 1);
}

/** Without the rules that stand within a rule. */
function ownDeclarations(block: string): string {
  const brace = block.indexOf('{');
  return brace < 0 ? block : block.slice(0, Math.max(0, block.lastIndexOf(';', brace)));
}

function holdsOnScreen(prelude: string): boolean {
  const [, name = '', condition = ''] = /^@([\w-]+)\s*(.*)$/s.exec(prelude.toLowerCase()) ?? [];
  return name === 'layer' || (name === 'media' && isOnScreen(condition));
}

/** Does a media query hold on a screen of usual size? */
export function isOnScreen(query: string): boolean {
  return query.trim() === '' || query.toLowerCase().split(',').some((one) => one.trim().split(/\s+and\s+/).every(holds));
}

function holds(condition: string): boolean {
  if (/^(?:only\s+)?(?:all|screen)$/.test(condition)) return true;
  const [, bound, digits = '', unit] = /^\(\s*(min|max)-width\s*:\s*(\d{1,6}(?:\.\d{1,4})?)(px|em|rem)?\s*\)$/.exec(condition) ?? [];
  const width = Number(digits) * (unit === 'em' || unit === 'rem' ? 16 : 1);
  return bound !== undefined && (bound === 'min' ? width <= SCREEN : width >= SCREEN);
}
