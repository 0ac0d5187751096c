import { judgeAgainst } from '@groundwire/server';
import { z } from 'zod';
import { readLines } from '../read-lines.js';
import type { EvaluationTask } from '../task.js';

const itemSchema = z.object({ id: z.string(), claim: z.string(), references: z.array(z.string()) });

/** Claims with the passages that they cite: does the passage support the claim? `score` lets other borders be tried. */
export const attributionbench: EvaluationTask = {
  name: 'attributionbench',
  about: 'does the cited passage support the claim?',
  scorer: { file: 'attributionbench_score.py', wantsInputs: false },
  read: (folder) =>
    readLines(folder, 'inputs', itemSchema).map(({ id, claim, references }) => ({
      id,
      async predict() {
        const { support, score, reason } = judgeAgainst(claim, references);
        return { id, supported: support === 'full' || support === 'partial', full: support === 'full', score, reason };
      },
    })),
};
