import { AROUND, AROUND_NAMES, AROUND_ROLES, DROPPED, UNSEEN_NAMES } from './html-elements.js';
import type { Attributes } from './html-reader.js';

/** How sure it is that a reader does not see an element: `faded` ones may come into view while the page loads. */
export type Hiding = 'shown' | 'hidden' | 'faded';

/** Does a reader see this element, by its attributes and inline style? Style sheets are not read; `html-paint.ts` reads colours. */
export function hidingOf(name: string, attributes: Attributes): Hiding {
  // Pages hide themselves whole until their program has run.
  if (attributes.size === 0 || name === 'body' || name === 'html') return 'shown';
  if (attributes.has('hidden') && attributes.get('hidden') !== 'until-found' && !isStreamed(attributes)) return 'hidden';
  if (hasNameIn(attributes.get('class'), UNSEEN_NAMES)) return 'hidden';
  const style = attributes.get('style');
  return style === undefined || style.length < 7 ? 'shown' : hidingByStyle(style.slice(0, 2000));
}

/** React sends late parts of a page in hidden elements with such an id, and moves them to their places. */
function isStreamed(attributes: Attributes): boolean {
  return /^S:[\da-f]+$/i.test(attributes.get('id') ?? '');
}

const NOT_SHOWN =
  /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|content-visibility\s*:\s*hidden|text-indent\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*(?:0|1px)[\s,]|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px)?\s+0(?:px)?\s*,\s*0(?:px)?\s+0(?:px)?\s*,\s*0)|transform\s*:\s*scale[xy3d]*\(\s*0(?:\.0+)?\s*[,)])/i;
/** Letters of a pixel or less. */
const NO_LETTERS = /(?:^|;)\s*font(?:-size)?\s*:\s*(?:0*(?:\.\d+)?|0*1(?:\.0+)?)(?:px|pt)\b|(?:^|;)\s*font-size\s*:\s*0*(?:\.0+)?(?:r?em|ex|ch|v[wh]|%)?\s*(?:!|;|$)/i;
const FAR_AWAY = /(?:^|;)\s*(?:left|top|right|bottom|inset(?:-[a-z-]+)?|margin(?:-left|-top)?)\s*:\s*-\d{4,}|(?:^|;)\s*(?:left|top|right)\s*:\s*-\d{3,}|translate[xy3d]*\(\s*-\d{4,}/i;
const NO_SIZE = /(?:^|;)\s*(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:!|;|$)/i;
const TRANSPARENT = /(?:^|;)\s*opacity\s*:\s*(?:0?(?:\.0\d*)?|0%)\s*(?:!|;|$)/i;
/** Pages fade their matter in. */
const FADES_IN = /transform|transition|animation|will-change|translate/i;

function hidingByStyle(text: string): Hiding {
  if (NOT_SHOWN.test(text) || NO_LETTERS.test(text)) return 'hidden';
  if (FAR_AWAY.test(text) && /position\s*:\s*(?:absolute|fixed)|margin|translate/i.test(text)) return 'hidden';
  if (NO_SIZE.test(text) && /overflow(?:-[xy])?\s*:\s*(?:hidden|clip)/i.test(text)) return 'hidden';
  if (!TRANSPARENT.test(text)) return 'shown';
  return FADES_IN.test(text) ? 'shown' : 'faded';
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
  return hasNameIn(attributes.get('class'), AROUND_NAMES) || hasNameIn(attributes.get('id'), AROUND_NAMES);
}

function hasNameIn(value: string | undefined, names: ReadonlySet<string>): boolean {
  if (value === undefined || value.length < 3) return false;
  return value.slice(0, 1000).toLowerCase().split(/\s+/).some((name) => names.has(name));
}
