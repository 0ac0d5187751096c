import type { Warning } from '@groundwire/protocol';
import { shownTitle } from '../citations/shown-title.js';
import { isAddressedOrder } from '../ranking/addressed-orders.js';
import { passageOrders } from '../ranking/passage-orders.js';
import type { ReadSource } from './read-sources.js';

/** Says of each source that gives orders to language models that it does: who reads the answer should know who tried. Pure. */
export function orderWarnings(read: readonly ReadSource[]): Warning[] {
  return read.filter(givesOrders).map(({ found: { title, domain } }) => ({
    code: 'INSTRUCTIONS_IN_SOURCE',
    message: `${domain}${isAddressedOrder(title) ? '' : ` (“${shownTitle(title)}”)`} holds text that gives orders to AI systems. It was taken for text like any other: not followed, and not told as an answer. Read that source with care`,
  }));
}

function givesOrders({ found, text }: ReadSource): boolean {
  return isAddressedOrder(found.title) || text.passages.some((passage) => passageOrders(passage).length > 0);
}
