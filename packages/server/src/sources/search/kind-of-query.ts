import type { ServiceQuery } from './search-service.js';

/** For services that have both: news where the question asks for news and not for the web at large. */
export function kindOfQuery({ kinds }: Pick<ServiceQuery, 'kinds'>): 'web' | 'news' {
  return kinds.includes('news') && !kinds.includes('web') ? 'news' : 'web';
}

/** Does the question ask for scholarly works alone? */
export function isAcademic({ kinds }: Pick<ServiceQuery, 'kinds'>): boolean {
  return kinds.length > 0 && kinds.every((kind) => kind === 'academic');
}

/** Whole days from a day to another, both ISO. */
export function daysBetween(since: string, until: string): number {
  return Math.max(0, Math.round((Date.parse(until.slice(0, 10)) - Date.parse(since.slice(0, 10))) / 86_400_000));
}
