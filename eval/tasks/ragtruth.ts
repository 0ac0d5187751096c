import { judgeAgainst, splitSentences } from '@groundwire/server';
import { z } from 'zod';
import { readLines } from '../read-lines.js';
import type { EvaluationTask } from '../task.js';

const itemSchema = z.object({ id: z.string(), passages: z.array(z.string()), response: z.string() });

/** Matter that is not backed (logarithms of rarity, added up) makes a sentence surely unfaithful from so much on: some eight words that are nowhere. */
const SURELY = 40;
const MOST_SURE = 0.98;
/** An answer is taken for unfaithful above this. Chosen on the development part. */
const BORDER = 0.7;

/** Answers of models over passages: which sentences are not backed by any of them? An answer is as faithful as all its sentences together. */
export const ragtruth: EvaluationTask = {
  name: 'ragtruth',
  about: "which sentences of a model's answer are not in its passages?",
  scorer: { file: 'ragtruth_score.py', wantsInputs: false },
  read: (folder) =>
    readLines(folder, 'inputs', itemSchema).map(({ id, passages, response }) => ({
      id,
      async predict() {
        const sentences = splitSentences(response).map((span) => ({ ...span, ...judgeAgainst(response.slice(span.start, span.end), passages) }));
        const faithful = sentences.reduce((product, { score, unbacked }) => product * (1 - Math.min(MOST_SURE, (unbacked / SURELY) * (1 - score))), 1);
        return { id, score: 1 - faithful, hallucinated: 1 - faithful >= BORDER, spans: sentences.filter(({ score }) => score < 0.5).map(({ start, end }) => [start, end]) };
      },
    })),
};
