import type { AnalysisParameters } from '@groundwire/protocol';
import { PROVIDER_SKIPPED } from '../base/skipped.js';
import type { FrozenContext } from './frozen-context.js';
import { lowerFirst } from '../base/lower-first.js';

const WHY_NOT_SEARCHED: ReadonlySet<string> = new Set(['WEB_SEARCH_FAILED', 'EXTERNAL_API_FAILURE', PROVIDER_SKIPPED]);

/** Why nothing was found, in words for the one who asked: the likely cause, and the mend. Pure. */
export function whyNoSources(context: FrozenContext, parameters: AnalysisParameters): string {
  const { statistics, searched, warnings } = context;
  const { collection, days, urls } = parameters;
  if (urls !== undefined && urls.length > 0) return `No sources were found: ${unreadPages(context)}`;
  if (statistics?.passages === 0 && collection !== undefined) return `No sources were found: the library has no documents in the collection "${collection}". \`groundwire library list\` shows the collections there are.`;
  if (statistics?.passages === 0 && searched.length === 1) return 'No sources were found: the library is empty. Add documents with `groundwire library add PATH` and ask again.';
  const dated = days === undefined ? '' : ` Only sources published in the last ${days} days were looked at; those without a date were left out.`;
  const failed = warnings.filter(({ code }) => WHY_NOT_SEARCHED.has(code)).map(({ message }) => ` ${sentence(message)}`);
  return `No sources were found for this question.${searched.length === 0 ? '' : ` Searched: ${searched.join(', ')}.`}${dated}${unreadSources(context)}${failed.join('')} Try other words, or add documents that cover it.`;
}

function unreadPages({ unread, sources }: FrozenContext): string {
  const reasons = new Map(unread);
  const pages = sources.map(({ source_id, url }) => `${url ?? source_id} (${lowerFirst(reasons.get(source_id) ?? 'no text of it could be read')})`);
  return `${pages.length === 1 ? 'the page that the question names could not be read' : 'none of the pages that the question names could be read'}: ${pages.join('; ')}.`;
}

function unreadSources({ unread }: FrozenContext): string {
  const [first] = unread;
  if (first === undefined) return '';
  return unread.length === 1 ? ` The one page that was found could not be used: ${lowerFirst(first[1])}.` : ` None of the ${unread.length} pages that were found could be used; for the first: ${lowerFirst(first[1])}.`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

