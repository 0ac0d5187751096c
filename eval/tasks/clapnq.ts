import { z } from 'zod';
import { readLines } from '../read-lines.js';
import { locateSentences } from '../locate-sentences.js';
import type { EvaluationItem, EvaluationTask } from '../task.js';
import { withoutMarkers } from '../without-markers.js';

const itemSchema = z.object({ id: z.string(), question: z.string().min(1), title: z.string(), passage: z.string(), sentences: z.array(z.string()) });

/** Reference answers take up to three sentences of an encyclopedia. */
const WORDS = 100;

/** Questions over one passage each, half of which do not hold the answer: does the engine say so? */
export const clapnq: EvaluationTask = {
  name: 'clapnq',
  about: 'answer from one passage, or say that it holds no answer',
  scorer: { file: 'clapnq_score.py', wantsInputs: true },
  read: (folder) => readLines(folder, 'inputs', itemSchema).map(toItem),
};

function toItem(item: z.infer<typeof itemSchema>): EvaluationItem {
  return {
    id: item.id,
    async predict(answering, { maxWords }) {
      const { complete, textOf } = await answering.answer({
        question: item.question,
        documents: [{ key: item.id, content: item.passage, format: 'text', title: item.title }],
        now: 0,
        parameters: { max_words: maxWords ?? WORDS },
      });
      if (complete.outcome !== 'answered') return { id: item.id, answer: '', sentences: [] };
      const places = locateSentences(textOf(0), item.sentences);
      const quotes = complete.citations.flatMap((citation) => citation.quotes);
      const sentences = places.flatMap((place, index) => (place !== null && quotes.some((quote) => covers(quote, place)) ? [index] : []));
      return { id: item.id, answer: withoutMarkers(complete.answer), sentences };
    },
  };
}

/** Does a quote hold at least half of a sentence? */
function covers(quote: { start: number; end: number }, place: { start: number; end: number }): boolean {
  return Math.min(quote.end, place.end) - Math.max(quote.start, place.start) >= (place.end - place.start) / 2;
}
