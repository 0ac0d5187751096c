import { z } from 'zod';
import { readLines } from '../read-lines.js';
import type { EvaluationItem, EvaluationTask } from '../task.js';

const sourceSchema = z.object({ n: z.int().min(1), title: z.string(), text: z.string() });
const itemSchema = z.object({ id: z.string(), question: z.string().min(1), sources: z.array(sourceSchema) });

/** The answer is spread over several sources, so it needs more room than one that is in a single place. */
const WORDS = 200;

/** Questions whose answer differs from source to source: does the answer cite each for what it says? */
export const quotesum: EvaluationTask = {
  name: 'quotesum',
  about: 'an answer that cites several sources',
  scorer: { file: 'quotesum_score.py', wantsInputs: true },
  read: (folder) => readLines(folder, 'inputs', itemSchema).map(toItem),
};

function toItem(item: z.infer<typeof itemSchema>): EvaluationItem {
  return {
    id: item.id,
    async predict(answering, { maxWords }) {
      const { complete, documentOf } = await answering.answer({
        question: item.question,
        documents: item.sources.map(({ n, title, text }) => ({ key: `${n}`, content: text, format: 'text' as const, title })),
        now: 0,
        parameters: { max_words: maxWords ?? WORDS },
      });
      if (complete.outcome !== 'answered') return { id: item.id, answer: '' };
      const byNumber = new Map(complete.citations.map(({ number, id }) => [`${number}`, item.sources[documentOf(id) ?? -1]?.n]));
      return { id: item.id, answer: complete.answer.replace(/\[(\d+)\]/g, (marker, number: string) => (byNumber.has(number) ? `[${byNumber.get(number)}]` : marker)) };
    },
  };
}
