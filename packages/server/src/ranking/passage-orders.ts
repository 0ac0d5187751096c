import { addressedOrders } from './addressed-orders.js';
import { knownSentence, knownSpans } from './known-sentences.js';
import type { Passage } from './passage.js';
import type { SentenceSpan } from './split-sentences.js';

/** Where a passage gives orders to a language model, over the document's text. Code is none: it is shown as an example. Pure. */
export function passageOrders(passage: Passage): SentenceSpan[] {
  const blocks = passage.blocks.length === 0 ? [{ kind: 'paragraph', start: passage.start, end: passage.end }] : passage.blocks;
  return blocks
    .filter(({ kind }) => kind !== 'code')
    .flatMap(({ start, end }) => {
      const from = Math.max(start, passage.start);
      const text = passage.text.slice(from - passage.start, end - passage.start);
      const spans = knownSpans(text);
      const orders = addressedOrders(spans.map((span) => knownSentence(text.slice(span.start, span.end))));
      return spans.filter((_span, index) => orders[index]).map((span) => ({ start: from + span.start, end: from + span.end }));
    });
}
