import type { PageLine } from './pdf-lines.js';

/** Headers stand in the upper eighth of a page, footers in the lower one. */
const MARGIN = 0.125;
/** What stands on so many pages, and on this share of them, runs along. */
const LEAST_PAGES = 2;
const SHARE = 0.3;

/** The lines of each page without headers, footers and page numbers: what stands in the margin of many pages, numbers aside. */
export function withoutRunningLines(pages: readonly PageLine[][]): PageLine[][] {
  const counts = new Map<string, number>();
  for (const page of pages) for (const key of new Set(page.filter(isInMargin).map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  const enough = Math.max(LEAST_PAGES, pages.length * SHARE);
  const runs = (line: PageLine) => isInMargin(line) && ((counts.get(keyOf(line)) ?? 0) >= enough || (pages.length > 1 && isPageNumber(line.text)));
  return pages.map((page) => page.filter((line) => !runs(line)));
}

function isInMargin({ top }: PageLine): boolean {
  return top < MARGIN || top > 1 - MARGIN;
}

function keyOf({ text, top }: PageLine): string {
  return `${top < 0.5 ? 'top' : 'bottom'} ${text.toLowerCase().replace(/[\divxlc]+/g, '#').slice(0, 100)}`;
}

function isPageNumber(text: string): boolean {
  return /^(?:(?:page|seite|página|p\.)\s*)?[-–—|\s]*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:\/|of|von|de)\s*\d{1,4})?[-–—|\s]*$/i.test(text);
}
