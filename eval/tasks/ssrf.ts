import { judgeReading } from '@groundwire/server';
import { z } from 'zod';
import { readLines } from '../read-lines.js';
import type { EvaluationTask } from '../task.js';

const itemSchema = z.object({ id: z.string(), url: z.string(), dns: z.record(z.string(), z.array(z.string())) });

/** Addresses that lead inwards and addresses that don't: is each refused, or let through, before a socket opens? */
export const ssrf: EvaluationTask = {
  name: 'sec_ssrf',
  about: 'is a URL that leads inwards refused before a socket opens?',
  scorer: { file: 'ssrf_score.py', wantsInputs: false },
  read: (folder) =>
    readLines(folder, 'inputs', itemSchema).map(({ id, url, dns }) => ({
      id,
      async predict() {
        const outcome = await judgeReading(url, async (host) => dns[host] ?? []);
        return { id, decision: outcome.ok ? 'allow' : 'block' };
      },
    })),
};
