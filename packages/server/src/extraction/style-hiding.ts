import { readColour, UNSEEN_OPACITY } from './html-colours.js';
import { functionsIn, lastValue, pixelsOf, someValue, type Style, wordsOf } from './html-style.js';

/** How sure it is that a reader does not see an element: `closed` ones may be opened by a program, `faded` ones may come into view while the page loads. */
export type Hiding = 'shown' | 'hidden' | 'closed' | 'faded';

/** Letters smaller than this are no letters, in pixels. */
const LEAST_LETTERS = 2;
/** Size of letters where nothing is said of it, and that of a large headline, in pixels. */
const LETTERS = 16;
const HEADLINE = 64;
const LEAST_SCALE = 0.05;
/** Letters that are moved back by this share of their size fall on each other. */
const COLLAPSED = -0.3;
const LEAST_OPACITY = 0.1;
/** A box of this size and less shows nothing, in pixels. */
const NO_BOX = 1;
/** So far to the left or above nobody looks, … */
const OFF = -100;
/** … in units other than pixels and percents, which move notes into margins, and by margins alone; */
const FAR_OFF = -1_000;
/** so far to the other side no screen reaches, and so far carousels don't move what is in the flow of the page. */
const BEYOND = 4_000;
const BEYOND_FLOW = 9_000;
/** So far below its upper edge a screen does not reach: what is fixed to it does not scroll into view. */
const BELOW_SCREEN = 1_600;

const judged = new WeakMap<Style, Hiding>();

/** What elements below an element have as well, unless they say otherwise. */
export type Inherited = 'letters' | 'visibility';

/** Does this style hide an element from its reader? Each is judged once. */
export function hidingBy(style: Style): Hiding {
  if (style.size === 0) return 'shown';
  const hiding = judged.get(style) ?? judge(style);
  judged.set(style, hiding);
  return hiding;
}

function judge(style: Style): Hiding {
  if (hasNoLetters(style) || isGone(style)) return 'hidden';
  if (isNotShown(style) || isInvisible(style) || hasNoBox(style)) return 'closed';
  return isTransparent(style) ? 'faded' : 'shown';
}

/** Is nothing of the box where a reader looks? */
function isGone(style: Style): boolean {
  return isCollapsed(style) || isAway(style) || isCutAway(style) || isMasked(style);
}

/** Which property, if one alone hides that elements below may set anew: letters have their size from it, or it says what is visible. */
export function hiddenByInherited(style: Style): Inherited | null {
  if (isGone(style) || isNotShown(style) || hasNoBox(style) || isTransparent(style)) return null;
  const [letters, visibility] = [hasNoLetters(style), isInvisible(style)];
  return letters === visibility || style.has('zoom') ? null : letters ? 'letters' : 'visibility';
}

/** Does an element's own style show it, where such a property of an element above hides it? */
export function showsAgain(style: Style, inherited: Inherited): boolean {
  if (inherited === 'visibility') return lastValue(style, 'visibility', (value) => value) === 'visible';
  // Sizes in letters and percents are shares of nothing.
  const isLarge = (word: string) => /^(?:medium|small|large|x+-(?:small|large))$/.test(word) || (/(?:px|pt|rem|v[wh]|cm|mm|in|pc)$/.test(word) && (pixelsOf(word, 0) ?? 0) >= LEAST_LETTERS);
  return lastValue(style, 'font-size', (value) => value)?.split(' ').some(isLarge) ?? someValue(style, ['font'], (value) => wordsOf(value).some((word) => isLarge(word.split('/')[0] ?? '')));
}

function isNotShown(style: Style): boolean {
  return UNSEEN_DISPLAY.test(displayOf(style) ?? '') || someValue(style, ['content-visibility'], (value) => value === 'hidden') || someValue(style, ['scale', 'transform'], isScaledAway);
}

/** Columns have no text of their own. */
const UNSEEN_DISPLAY = /^(?:none|table-column|table-column-group)$/;
/** Values that browsers understand; of others they take the one before. */
const DISPLAY = /^(?:none|contents|(?:inline|block|run-in)(?: (?:flow|flow-root|flex|grid|table|ruby|math|list-item))*|(?:inline-|-webkit-|-webkit-inline-)?(?:block|box|flex|grid|table)|table-[a-z-]+|list-item|flow-root|flow|ruby(?:-[a-z-]+)?|math|inherit|initial|unset|revert|revert-layer|.*var\(.*)$/;

/** How an element is laid out, by its style; null where nothing is said that a browser understands. */
function displayOf(style: Style): string | null {
  return lastValue(style, 'display', (value) => (DISPLAY.test(value) ? value : null));
}

/** Does the style lay out what the attribute `hidden` would hide? Any word on it counts for more than the attribute. */
export function isLaidOut(style: Style): boolean {
  const display = displayOf(style);
  return display !== null && !UNSEEN_DISPLAY.test(display) && !/^revert|var\(/.test(display);
}

function isInvisible(style: Style): boolean {
  const visibility = lastValue(style, 'visibility', (value) => (/^(?:visible|hidden|collapse|inherit|initial|unset|revert|revert-layer)$/.test(value) ? value : null));
  return visibility === 'hidden' || visibility === 'collapse';
}

/** `scale: 0`, `scale(0)`, `scaleX(0)`, `matrix(0, …)`, and what is turned on its edge. */
function isScaledAway(value: string): boolean {
  const isNothing = (text: string | undefined) => text !== undefined && /^[-+.\d]+%?$/.test(text) && Math.abs(Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1)) < LEAST_SCALE;
  const [first, second = first] = wordsOf(value);
  if (isNothing(first) || isNothing(second)) return true;
  return functionsIn(value).some(({ name, args: [x, y = x] }) => (/^scale[xy]?$|^scale3d$/.test(name) && (isNothing(x) || isNothing(y))) || (/^rotate[xy]$/.test(name) && /^-?(?:90|270)deg$/.test(x ?? '')) || (name === 'matrix' && isNothing(x) && isNothing(y)));
}

function hasNoLetters(style: Style): boolean {
  const isTiny = (pixels: number | null) => pixels !== null && pixels >= 0 && pixels < LEAST_LETTERS;
  // In `font` the size stands before the line height and the names.
  const inFont = (value: string) => isTiny(wordsOf(value).map((word) => (/^[1-9]\d{0,2}$/.test(word) ? null : pixelsOf(word, 0.16))).find((pixels) => pixels !== null) ?? null);
  // Browsers take a zoom of nothing for none at all.
  const isZoomedAway = (value: string) => /^(?=.*[1-9])[.\d]+%?$/.test(value) && isTiny((Number.parseFloat(value) / (value.endsWith('%') ? 100 : 1)) * LETTERS);
  return someValue(style, ['font-size'], (value) => isTiny(pixelsOf(value, 0.16))) || someValue(style, ['font'], inFont) || someValue(style, ['zoom'], isZoomedAway);
}

/** Letters that stand on each other. Where the style doesn't say how large they are, lengths in pixels may be those of a headline. */
function isCollapsed(style: Style): boolean {
  const size = lastValue(style, 'font-size', (value) => pixelsOf(value, 0.16));
  return someValue(style, ['letter-spacing'], (value) => {
    const pixels = pixelsOf(value, 0.16);
    const isRelative = /e[mx]$|ch$|%$/.test(value);
    return pixels !== null && pixels <= COLLAPSED * (isRelative ? LETTERS : (size ?? HEADLINE));
  });
}

const SIDES = ['left', 'right', 'top', 'bottom', 'inset', 'inset-inline', 'inset-inline-start', 'inset-inline-end', 'inset-block', 'inset-block-start', 'inset-block-end'];
/** Far down one may scroll. */
const SCROLLED = ['top', 'inset-block', 'inset-block-start'];
const MARGINS = ['margin', 'margin-left', 'margin-right', 'margin-top', 'margin-inline', 'margin-inline-start', 'margin-block-start'];

function isAway(style: Style): boolean {
  const position = lastValue(style, 'position', (value) => value);
  const beyond = (limit: number) => (value: string) => lengthsIn(value).some((pixels) => pixels >= limit);
  const before = (limit: number) => (value: string) => lengthsIn(value).some((pixels) => pixels <= limit);
  if (someValue(style, ['text-indent'], before(OFF)) || someValue(style, MARGINS, before(FAR_OFF)) || someValue(style, ['margin-left', 'margin-inline-start', 'text-indent'], beyond(BEYOND))) return true;
  if (someValue(style, ['text-indent'], (value) => /^1\d\d%$/.test(value)) && cutsOverflow(style)) return true;
  if (movedBy(style).some((pixels) => pixels <= FAR_OFF || pixels >= BEYOND)) return true;
  if (position === null || position === 'static') return false;
  if (position === 'fixed' && someValue(style, SCROLLED, beyond(BELOW_SCREEN))) return true;
  const inFlow = position === 'relative' || position === 'sticky';
  const isOff = (value: string) => /(?:px|pt|%|v[wh])$/.test(value) && before(OFF)(value);
  if (someValue(style, SIDES, before(inFlow ? -BEYOND_FLOW : FAR_OFF)) || (!inFlow && someValue(style, ['left', 'top', 'right'], isOff))) return true;
  return someValue(style, SIDES.filter((side) => !SCROLLED.includes(side)), beyond(inFlow ? BEYOND_FLOW : BEYOND));
}

/** Also those that are only part of a calculation. */
function lengthsIn(value: string): number[] {
  return value.split(/[\s(),*/]+/).flatMap((word) => pixelsOf(word, 1) ?? []);
}

function movedBy(style: Style): number[] {
  const moves = [...(style.get('transform') ?? []).flatMap((value) => functionsIn(value).flatMap(({ name, args }) => (name.startsWith('translate') ? args : []))), ...(style.get('translate') ?? []).flatMap(wordsOf)];
  return moves.flatMap((move) => pixelsOf(move, 1) ?? []);
}

const SIZES = ['width', 'height', 'max-width', 'max-height', 'block-size', 'inline-size', 'max-block-size', 'max-inline-size'];

function hasNoBox(style: Style): boolean {
  return (cutsOverflow(style) || scrollsAlone(style)) && someValue(style, SIZES, (value) => value === '1' || Math.abs(pixelsOf(value, 10) ?? Number.POSITIVE_INFINITY) <= NO_BOX);
}

function cutsOverflow(style: Style): boolean {
  return someValue(style, ['overflow', 'overflow-x', 'overflow-y'], (value) => /^(?:hidden|clip)\b/.test(value));
}

/** What scrolls in a box that grows with others takes its size from them, whatever it says of it. */
function scrollsAlone(style: Style): boolean {
  const isSome = (value: string) => !/^(?:0|none|auto|initial)/.test(value);
  return someValue(style, ['overflow', 'overflow-x', 'overflow-y'], (value) => /^(?:auto|scroll)\b/.test(value)) && !someValue(style, ['flex', 'flex-grow', 'min-height', 'min-width'], isSome);
}

/** Nothing is left of the box by `clip` or `clip-path`. */
function isCutAway(style: Style): boolean {
  return someValue(style, ['clip'], isEmptyRect) || someValue(style, ['clip-path', '-webkit-clip-path'], isEmptyShape);
}

/** A gradient between colours that all let nothing through. */
function isMasked(style: Style): boolean {
  const isClear = (colour: ReturnType<typeof readColour>) => colour !== null && colour[3] < UNSEEN_OPACITY;
  const isBlank = (value: string) => functionsIn(value).some(({ name, args }) => {
    const colours = name.endsWith('gradient') ? args.map(readColour).filter((colour) => colour !== null) : [];
    return colours.length > 0 && colours.every(isClear);
  });
  return someValue(style, ['mask', 'mask-image', '-webkit-mask', '-webkit-mask-image'], isBlank);
}

function isEmptyRect(value: string): boolean {
  const [rect] = functionsIn(value);
  if (rect?.name !== 'rect') return false;
  const [top, right, bottom, left] = rect.args.map((arg) => pixelsOf(arg, 1));
  const isNothing = (from: number | null | undefined, to: number | null | undefined) => typeof from === 'number' && typeof to === 'number' && to - from <= NO_BOX;
  return isNothing(top, bottom) || isNothing(left, right);
}

function isEmptyShape(value: string): boolean {
  return functionsIn(value).some(({ name, args }) => {
    if (name === 'inset') return isWholeInset(args);
    if (name === 'circle' || name === 'ellipse') return /^[0.]+(?:px|%|em)?$/.test(args[0] ?? '');
    return name === 'polygon' && args.length >= 2 && args.every((arg) => /^[0.]+(?:px|%)?$/.test(arg));
  });
}

/** Two opposite sides that leave nothing between them. */
function isWholeInset(args: readonly string[]): boolean {
  const shares = args.slice(0, Math.max(args.indexOf('round'), 0) || 4).map((arg) => (arg.endsWith('%') ? Number.parseFloat(arg) : 0));
  const [top = 0, right = top, bottom = top, left = right] = shares;
  return top + bottom >= 100 || left + right >= 100;
}

function isTransparent(style: Style): boolean {
  const isFaint = (text: string | undefined) => text !== undefined && /^[.\d]+%?$/.test(text) && Number.parseFloat(text) / (text.endsWith('%') ? 100 : 1) < LEAST_OPACITY;
  return isFaint(lastValue(style, 'opacity', (value) => (/^[.\d]+%?$|^(?:inherit|initial|unset)$|var\(/.test(value) ? value : null)) ?? undefined) || someValue(style, ['filter'], (value) => functionsIn(value).some(({ name, args }) => name === 'opacity' && isFaint(args[0])));
}

/** Pages fade their matter in. */
export function fadesIn(style: Style): boolean {
  return [...style.keys()].some((name) => /transform|transition|animation|will-change|translate/.test(name));
}
