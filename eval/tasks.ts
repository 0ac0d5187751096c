import type { EvaluationTask } from './task.js';
import { clapnq } from './tasks/clapnq.js';
import { credibility } from './tasks/credibility.js';
import { quotesum } from './tasks/quotesum.js';
import { realtimeqa } from './tasks/realtimeqa.js';

/** Every task that `npm run eval` knows. */
export const TASKS: readonly EvaluationTask[] = [realtimeqa, clapnq, quotesum, credibility];
