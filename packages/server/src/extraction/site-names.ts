import type { PageMetadata } from './html-metadata.js';

/** Names of the site that a page belongs to, and of its publisher, by all that the page says of them, as {@link comparableName} gives them. Pure. */
export function siteNames({ metas, jsonLd }: Pick<PageMetadata, 'metas' | 'jsonLd'>): ReadonlySet<string> {
  const names = [metas.get('og:site_name'), metas.get('application-name'), ...jsonLd.flatMap(({ publisher, site }) => [publisher, site])];
  return new Set(names.map((name) => comparableName(name ?? '')).filter((name) => name !== ''));
}

/** A name or title without what two spellings of it differ in: case, signs, widths of letters. */
export function comparableName(text: string): string {
  return text.toLowerCase().normalize('NFKC').replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
