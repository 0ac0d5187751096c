import type { Citation, Claim, CredibilityReason, SourceSummary, Warning } from '@groundwire/protocol';
import { element, outsideLink } from './dom.js';
import { READ_WORDS, readableDate, SUPPORT_WORDS } from './words.js';

/** What stands below an answer: the numbered sources, how each sentence is supported, what else was looked at. Builds elements only. */
export function sourceList(citations: readonly Citation[]): HTMLElement | null {
  if (citations.length === 0) return null;
  return element('section', { class: 'sources', 'aria-labelledby': 'sources-title' }, element('h2', { id: 'sources-title' }, 'Sources'), element('ol', {}, ...citations.map(sourceEntry)));
}

function sourceEntry(citation: Citation): HTMLElement {
  const { number, url, title, domain, published_at, read } = citation;
  const date = readableDate(published_at);
  const facts = [domain === 'library' ? null : domain, date, READ_WORDS[read] ?? null].filter((fact) => fact !== null);
  return element(
    'li',
    { id: `source-${number}`, value: String(number), tabindex: '-1' },
    element('div', { class: 'source-title' }, element('span', { class: 'number', 'aria-hidden': 'true' }, String(number)), outsideLink(url, title)),
    element('p', { class: 'facts' }, facts.join(' · ')),
    ...citation.quotes.map((quote) => quoteBlock(quote.text, quote.page)),
    element('div', { class: 'more' }, documentLink(citation), credibilityDetails(citation)),
  );
}

/** To the cleaned text with the quotes marked; left out where the title already leads there. */
function documentLink({ document_url, url }: Citation): HTMLElement | null {
  return document_url === undefined || document_url === url ? null : outsideLink(document_url, 'Show in the document');
}

function quoteBlock(text: string, page: number | undefined): HTMLElement {
  return element('blockquote', {}, text, page === undefined ? null : element('span', { class: 'quiet' }, ` (page ${page})`));
}

function credibilityDetails({ credibility, credibility_reasons }: Citation): HTMLElement {
  const value = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2, minimumFractionDigits: 2 }).format(credibility);
  const label = `Credibility ${value}`;
  if (credibility_reasons.length === 0) return element('span', {}, label);
  return element('details', {}, element('summary', {}, label), element('ul', {}, ...credibility_reasons.map(reasonEntry)));
}

const EFFECT_WORDS: Record<CredibilityReason['effect'], string> = { raises: 'Raises it: ', lowers: 'Lowers it: ', neutral: '' };

function reasonEntry({ reason, effect, source, year }: CredibilityReason): HTMLElement {
  const origin = [source, year].filter((part) => part !== undefined).join(', ');
  return element('li', { class: effect }, `${EFFECT_WORDS[effect] ?? ''}${reason}`, origin === '' ? null : element('span', { class: 'quiet' }, ` (${origin})`));
}

/** Each sentence that cites, with how well its sources back it. `text` is the answer that the claims' ranges are over. */
export function supportDetails(claims: readonly Claim[], text: string): HTMLElement | null {
  if (claims.length === 0) return null;
  const full = claims.filter(({ support }) => support === 'full').length;
  const entries = claims.map(({ start, end, support, reason }) =>
    element('li', {}, element('span', { class: `support ${support}` }, SUPPORT_WORDS[support] ?? support), ` ${text.slice(start, end).trim()}`, reason === '' ? null : element('span', { class: 'quiet' }, ` — ${reason}`)),
  );
  return element('details', { class: 'below' }, element('summary', {}, `Support: ${full} of ${claims.length} ${claims.length === 1 ? 'statement' : 'statements'} backed in full`), element('ul', {}, ...entries));
}

/** Sources that were looked at and not cited. */
export function otherSources(sources: readonly SourceSummary[]): HTMLElement | null {
  const others = sources.filter(({ citation }) => citation === null);
  if (others.length === 0) return null;
  const entries = others.map(({ url, title, domain }) => element('li', {}, url === null ? title : outsideLink(url, title), domain === 'library' ? null : element('span', { class: 'quiet' }, ` ${domain}`)));
  return element('details', { class: 'below' }, element('summary', {}, `Also looked at: ${others.length}`), element('ul', {}, ...entries));
}

export function warningList(warnings: readonly Warning[]): HTMLElement | null {
  if (warnings.length === 0) return null;
  return element('ul', { class: 'warnings' }, ...warnings.map(({ message }) => element('li', {}, message)));
}
