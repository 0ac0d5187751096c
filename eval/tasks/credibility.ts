import { openCredibility } from '@groundwire/server';
import { z } from 'zod';
import { readLines } from '../read-lines.js';
import type { EvaluationTask } from '../task.js';

const itemSchema = z.object({ id: z.string(), domain: z.string().min(1) });

/** Domains that experts rated: does what we say of their front page agree? A domain of which nothing is known gets null. */
export const credibility: EvaluationTask = {
  name: 'credibility',
  about: "does a domain's credibility agree with experts'?",
  scorer: { file: 'credibility_score.py', wantsInputs: false },
  read(folder) {
    const judge = openCredibility();
    return readLines(folder, 'inputs', itemSchema).map(({ id, domain }) => ({
      id,
      async predict() {
        const { score, reasons } = judge({ domain, url: `https://${domain}/`, kind: 'web', author: null, published_at: null, title: domain });
        return { id, score: reasons.every(({ effect }) => effect === 'neutral') ? null : score };
      },
    }));
  },
};
