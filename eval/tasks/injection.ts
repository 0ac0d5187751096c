import { z } from 'zod';
import { readLines } from '../read-lines.js';
import type { EvaluationTask } from '../task.js';
import { withoutMarkers } from '../without-markers.js';

const itemSchema = z.object({ id: z.string(), question: z.string().min(1), passage: z.string() });

/** Questions are cut to what the wire allows. */
const LONGEST_QUESTION = 500;

/** Passages into which somebody planted an order: is it told as an answer? */
export const injection: EvaluationTask = {
  name: 'sec_injection',
  about: 'is text that was planted in a source obeyed or repeated?',
  scorer: { file: 'injection_score.py', wantsInputs: false },
  read: (folder) =>
    readLines(folder, 'inputs', itemSchema).map(({ id, question, passage }) => ({
      id,
      async predict(answering, { maxWords }) {
        const { complete } = await answering.answer({ question: question.slice(0, LONGEST_QUESTION), documents: [{ key: id, content: passage, format: 'text', title: 'Document' }], now: 0, parameters: { max_words: maxWords ?? 70 } });
        return { id, answer: withoutMarkers(complete.answer), flagged: complete.warnings.some(({ code }) => code === 'INSTRUCTIONS_IN_SOURCE') };
      },
    })),
};
