import { AROUND, AROUND_NAMES, AROUND_ROLES, DROPPED } from './html-elements.js';
import type { Attributes } from './html-reader.js';

/** How sure it is that a reader does not see an element: `faded` ones may come into view while the page loads. */
export type Hiding = 'shown' | 'hidden' | 'faded';

/** Does a reader see this element? Inline style counts, style sheets are not read. */
export function hidingOf(name: string, attributes: Attributes): Hiding {
  // Pages hide themselves whole until their program has run.
  if (attributes.size === 0 || name === 'body' || name === 'html') return 'shown';
  if (attributes.has('hidden') && attributes.get('hidden') !== 'until-found' && !isStreamed(attributes)) return 'hidden';
  const style = attributes.get('style');
  return style === undefined || style.length < 7 ? 'shown' : hidingByStyle(style.slice(0, 2000));
}

/** React sends late parts of a page in hidden elements with such an id, and moves them to their places. */
function isStreamed(attributes: Attributes): boolean {
  return /^S:[\da-f]+$/i.test(attributes.get('id') ?? '');
}

const NOT_SHOWN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?:[a-z%]*\s*(?:!|;|$))|text-indent\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*(?:0|1px)[\s,])/i;
const COLOUR = /(?:^|;)\s*color\s*:\s*([^;!]+)/i;
const BACKGROUND = /(?:^|;)\s*background(?:-color)?\s*:\s*([^;!]+)/i;
const FAR_AWAY = /(?:^|;)\s*(?:left|top|right)\s*:\s*-\d{3,}/i;
const NO_SIZE = /(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*0(?:px)?\s*(?:!|;|$)/i;
const TRANSPARENT = /(?:^|;)\s*opacity\s*:\s*0?(?:\.0+|0)?\s*(?:!|;|$)/i;
/** Pages fade their matter in. */
const FADES_IN = /transform|transition|animation|will-change|translate/i;

function hidingByStyle(text: string): Hiding {
  if (NOT_SHOWN.test(text) || hasInvisibleColour(text)) return 'hidden';
  if (FAR_AWAY.test(text) && /position\s*:\s*(?:absolute|fixed)/i.test(text)) return 'hidden';
  if (NO_SIZE.test(text) && /overflow(?:-[xy])?\s*:\s*hidden/i.test(text)) return 'hidden';
  if (!TRANSPARENT.test(text)) return 'shown';
  return FADES_IN.test(text) ? 'shown' : 'faded';
}

/** The same colour for text and ground, or none. */
function hasInvisibleColour(style: string): boolean {
  const colour = plainColour(COLOUR.exec(style)?.[1]);
  if (colour === null) return false;
  return colour === 'transparent' ? !/background-clip|text-fill/i.test(style) : colour === plainColour(BACKGROUND.exec(style)?.[1]);
}

const NAMED = new Map([['white', '#ffffff'], ['black', '#000000'], ['rgb(255,255,255)', '#ffffff'], ['rgba(255,255,255,1)', '#ffffff'], ['rgb(0,0,0)', '#000000']]);

function plainColour(value: string | undefined): string | null {
  if (value === undefined) return null;
  const text = value.trim().toLowerCase().replace(/\s+/g, '');
  if (/^#[\da-f]{3}$/.test(text)) return `#${[...text.slice(1)].map((digit) => digit + digit).join('')}`;
  return NAMED.get(text) ?? (text === '' || text === 'inherit' || text.startsWith('var(') ? null : text);
}

/** Elements whose text is never the document's. A template that a browser shows in place (a shadow root) is no template. */
export function isDropped(name: string, attributes: Attributes): boolean {
  return DROPPED.has(name) && !(name === 'template' && attributes.has('shadowrootmode'));
}

/** Does it stand around the document's matter? `inArticle`: it stands in an article or the declared main part. */
export function isLeftOut(name: string, attributes: Attributes, inArticle: boolean): boolean {
  if (AROUND.has(name) && (name === 'nav' || name === 'menu' || name === 'dialog' || !inArticle)) return true;
  if (attributes.size === 0 || name === 'body' || name === 'html' || name === 'main' || name === 'article') return false;
  if (attributes.get('aria-hidden')?.toLowerCase() === 'true') return true;
  const role = attributes.get('role')?.toLowerCase();
  if (role !== undefined && AROUND_ROLES.has(role) && !(inArticle && (role === 'banner' || role === 'contentinfo'))) return true;
  return hasNameAround(attributes.get('class')) || hasNameAround(attributes.get('id'));
}

function hasNameAround(value: string | undefined): boolean {
  if (value === undefined || value.length < 3) return false;
  return value.slice(0, 1000).toLowerCase().split(/\s+/).some((name) => AROUND_NAMES.has(name));
}
