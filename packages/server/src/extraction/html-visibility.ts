import { textMemo } from '../base/text-memo.js';
import { AROUND, AROUND_NAMES, AROUND_ROLES, DROPPED, UNSEEN_NAMES } from './html-elements.js';
import type { Attributes } from './html-attributes.js';
import type { Style } from './html-style.js';
import { type Hiding, hidingBy, isLaidOut } from './style-hiding.js';

/** Does a reader see this element, by its attributes and its style? `html-paint.ts` reads colours. */
export function hidingOf(name: string, attributes: Attributes, style: Style): Hiding {
  // Until a program opens it.
  if (name === 'dialog' && !attributes.has('open')) return 'hidden';
  // Pages hide themselves whole until their program has run.
  if (name === 'body' || name === 'html') return 'shown';
  if (attributes.has('popover')) return 'hidden';
  // Drawers, slides and tabs that are closed, mostly by sheets in files of their own.
  if (attributes.has('inert') && attributes.get('aria-hidden') !== 'false') return 'closed';
  if (mayBeOpened(attributes)) return 'closed';
  if (isHiddenByAttribute(attributes, style)) return 'hidden';
  if (isNamedUnseen(attributes.get('class'))) return 'hidden';
  return hidingBy(style);
}

/** Whatever a page says of how the element is laid out counts for more. */
function isHiddenByAttribute(attributes: Attributes, style: Style): boolean {
  return attributes.has('hidden') && !isStreamed(attributes) && !isLaidOut(style);
}

/** Would an element that is hidden in this way be seen once a program shows it? */
export function isSeenOnceShown(hiding: Hiding, attributes: Attributes, style: Style): boolean {
  if (hiding !== 'hidden') return !mayBeOpened(attributes);
  return isHiddenByAttribute(attributes, style) && hidingBy(style) !== 'hidden' && !isNamedUnseen(attributes.get('class'));
}

/** Pages repeat a few classes over and over. */
const areUnseen = textMemo((classes) => hasNameIn(classes, UNSEEN_NAMES), 500_000);

function isNamedUnseen(classes: string | undefined): boolean {
  return classes !== undefined && areUnseen(classes);
}

/** A search in the page opens it, and most often a heading that is pressed. */
export function mayBeOpened(attributes: Attributes): boolean {
  return attributes.get('hidden')?.toLowerCase() === 'until-found';
}

/** React sends late parts of a page in hidden elements with such an id, and moves them to their places. */
function isStreamed(attributes: Attributes): boolean {
  return /^S:[\da-f]+$/i.test(attributes.get('id') ?? '');
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
