import { AROUND, AROUND_NAMES, AROUND_ROLES, DROPPED } from './html-elements.js';
import type { Attributes } from './html-reader.js';

/** Would a reader not see this element? Inline style counts, style sheets are not read. */
export function isHidden(attributes: Attributes): boolean {
  if (attributes.size === 0) return false;
  if (attributes.has('hidden') && attributes.get('hidden') !== 'until-found') return true;
  if (attributes.get('aria-hidden')?.toLowerCase() === 'true') return true;
  const style = attributes.get('style');
  return style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}

/** Is it no part of the document's matter? `inArticle`: it stands in an article or the declared main part. */
export function isLeftOut(name: string, attributes: Attributes, inArticle: boolean): boolean {
  if (DROPPED.has(name)) return true;
  if (AROUND.has(name) && !inArticle) return true;
  if (attributes.size === 0 || name === 'body' || name === 'html' || name === 'main' || name === 'article') return false;
  const role = attributes.get('role')?.toLowerCase();
  if (role !== undefined && AROUND_ROLES.has(role) && !(inArticle && (role === 'banner' || role === 'contentinfo'))) return true;
  return namesOf(attributes).some((part) => AROUND_NAMES.has(part));
}

function namesOf(attributes: Attributes): string[] {
  const names = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`;
  return names.trim() === '' ? [] : names.toLowerCase().split(/\s+/).slice(0, 30);
}
