import { splitSentences } from '@groundwire/server';
import { z } from 'zod';
import { readLines } from '../read-lines.js';
import type { EvaluationTask } from '../task.js';

const itemSchema = z.object({ id: z.string(), text: z.string() });

/** Texts with awkward sentence boundaries: are they found as a reader would? */
export const sentenceSplit: EvaluationTask = {
  name: 'sentence_split',
  about: 'sentence boundaries, in fifteen languages',
  scorer: { file: 'sentence_split_score.py', wantsInputs: false },
  read: (folder) =>
    readLines(folder, 'inputs', itemSchema).map(({ id, text }) => ({
      id,
      predict: async () => ({ id, sentences: splitSentences(text).map(({ start, end }) => text.slice(start, end)) }),
    })),
};
