import type { AnalysisProgress, Citation, Outcome, ProviderReport, Read, Support } from '@groundwire/protocol';

/** What the page says, in one place. */

const STEPS: Record<string, string> = {
  planning: 'Planning the search',
  searching: 'Searching',
  reading: 'Reading sources',
  ranking: 'Choosing passages',
  writing: 'Writing',
  checking: 'Checking citations',
};

/** What is going on, as `Searching: library, wikipedia`. */
export function progressWords(frame: AnalysisProgress | null, providers: readonly ProviderReport[]): string {
  if (frame === null) return 'Asking';
  const words = frame.progress.message ?? STEPS[frame.step] ?? 'Working';
  // The server's own words may name them already.
  const asked = providers.filter(({ status, name }) => status === 'asked' && !words.includes(name)).map(({ name }) => name);
  return frame.step === 'searching' && asked.length > 0 ? `${words}: ${asked.join(', ')}` : words;
}

const READ_WORDS: Record<Read, string> = {
  page: 'read in full',
  snippet: 'only an excerpt was read',
  document: 'from the library',
};

/** How well a sentence is backed; ends the sentence "This sentence is …". */
export const SUPPORT_WORDS: Record<Support, string> = {
  full: 'backed by its source',
  partial: 'backed in part',
  none: 'not backed by its source',
  unchecked: 'not checked',
};

export function endWords(outcome: Outcome, citations: number): string {
  if (outcome === 'answered') return citations === 0 ? 'The answer is complete. It names no source.' : `The answer is complete, with ${counted(citations, 'source')}.`;
  return outcome === 'no_sources' ? 'Nothing was found.' : 'The sources do not answer this.';
}

/** An error as a person wants to read it; `retryAfter` in seconds. */
export function errorWords(error: { name: string; message: string; recoverable?: boolean; retryAfter?: number | undefined }): string {
  const message = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  if (/\btry again in \d/i.test(message)) return message;
  if (error.retryAfter !== undefined) return `${message} Try again in ${Math.ceil(error.retryAfter)} seconds.`;
  return error.recoverable === true ? `${message} Asking again may help.` : message;
}

/** A day or an instant in the reader's own form; null when it is unknown or no ISO date (`Date` would read "Spring 2025" as the first of January). */
export function readableDate(published_at: string | null, locale?: string): string | null {
  if (published_at === null || !/^\d{4}-\d{2}-\d{2}/.test(published_at)) return null;
  const date = new Date(published_at);
  return Number.isNaN(date.getTime()) ? null : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(date);
}

/** When something happened, by the reader's own clock and in their form. */
export function readableTime(instant: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

/** Where a source is from, who wrote it, when it was published and last changed, how much of it was read. */
export function sourceFacts({ domain, author, published_at, modified_at, read }: Pick<Citation, 'domain' | 'author' | 'published_at' | 'modified_at' | 'read'>): string {
  const changed = readableDate(modified_at ?? null);
  const facts = [domain === 'library' ? 'Your library' : domain, author ?? null, readableDate(published_at), changed === null ? null : `changed ${changed}`, domain === 'library' ? null : READ_WORDS[read]];
  return facts.filter((fact) => fact !== null).join(' · ');
}

export function counted(count: number, thing: string): string {
  return `${new Intl.NumberFormat().format(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** Credibility as a figure and a word, so that nobody has to know the scale. */
export function credibilityWords(credibility: number): string {
  const word = credibility >= 0.75 ? 'high' : credibility >= 0.5 ? 'fair' : credibility >= 0.3 ? 'mixed' : 'low';
  return `${Math.round(credibility * 100)} of 100, ${word}`;
}
