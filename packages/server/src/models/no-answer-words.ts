import { shownTitle } from '../citations/shown-title.js';
import { isAddressedOrder } from '../ranking/addressed-orders.js';
import type { WriteRequest, WriterSource } from './writer.js';

const NEAREST = 3;
const LONGEST_QUESTION = 160;

/** What is said when the sources hold no answer: what was looked for, and what was found instead. Pure. */
export function noAnswerWords({ question, sources, passages }: WriteRequest): string {
  const said = `${sources.length === 1 ? 'The one source that was found does' : `The ${sources.length} sources that were found do`} not seem to answer “${shownTitle(question, LONGEST_QUESTION)}”.`;
  const byNumber = new Map(sources.map((source) => [source.number, source]));
  const nearest = [...new Set(passages.map((passage) => passage.source_number))]
    .map((number) => byNumber.get(number))
    .filter((source): source is WriterSource => source !== undefined && shownTitle(source.title) !== '' && !isAddressedOrder(source.title))
    .slice(0, NEAREST)
    .map((source) => `“${shownTitle(source.title)}”`);
  if (nearest.length === 0) return said;
  return `${said} What was found instead, nearest first: ${listed([...new Set(nearest)])}.`;
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
