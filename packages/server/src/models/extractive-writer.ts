import { chooseSentences } from '../ranking/choose-sentences.js';
import { readingOrder } from '../ranking/reading-order.js';
import { markedSentence, shownRow } from './extractive-writer-text.js';
import { noAnswerWords } from './no-answer-words.js';
import type { WriteRequest, Writer, WriterPart } from './writer.js';

/**
 * Answers without a model: picks the sentences of the sources that answer the question, puts them into an order in which
 * they read well, and marks each with its source. It says nothing of its own and draws no conclusions; where ranking
 * judges that the sources hold no answer, it says so and names what was nearest. Deterministic. Called by the engine when
 * no model is configured, or none is wanted.
 *
 * Each sentence is a `text` part of its own, with the range it was taken from in `quotes`.
 */
export function createExtractiveWriter(): Writer {
  return {
    name: 'extractive',
    delivery: 'whole',
    async *write(request, signal) {
      signal.throwIfAborted();
      yield* partsFor(request);
    },
  };
}

function* partsFor(request: WriteRequest): Generator<WriterPart, void, void> {
  const sentences = request.passages.flatMap((passage) => passage.sentences);
  const chosen = request.answerability?.answerable === false ? [] : readingOrder(chooseSentences(sentences, request.max_words));
  // Sentences about another subject answer nothing, however well their other words fit.
  if (chosen.length === 0 || (request.answerability !== undefined && chosen.every(({ elsewhere }) => elsewhere === true))) {
    yield { type: 'no_answer' };
    yield { type: 'text', text: noAnswerWords(request) };
    return;
  }
  for (const [index, { text, told, kind, source_number, start, end }] of chosen.entries()) {
    const marked = markedSentence(told ?? (kind === 'table' ? shownRow(text) : text), source_number);
    yield { type: 'text', text: `${index === 0 ? '' : separatorBefore(marked)}${marked}`, quotes: [{ source_number, start, end }] };
  }
}

/** What begins in small letters or with a sign (`--csv: …`, `pg_dump writes …`) would read as the rest of the sentence before it; it gets a paragraph of its own. */
function separatorBefore(sentence: string): string {
  return /^["'“‘([{–—-]*\p{Ll}|^[.$\\/_@#%]/u.test(sentence) ? '\n\n' : ' ';
}
