import { pageItems } from '../page-items.js';
import type { EvaluationTask } from '../task.js';

/** The date of pages from their HTML alone: the address is not given. A guess counts, though answers tell none; pages that name only their last change are dated by it. */
export const htmldate: EvaluationTask = {
  name: 'htmldate',
  about: 'when web pages were published, in many languages',
  scorer: { file: 'htmldate_score.py', wantsInputs: false },
  read: (folder) => pageItems(folder, { withUrl: false }, (document) => ({ date: (document?.published_at ?? document?.published_at_guess ?? document?.modified_at)?.slice(0, 10) ?? null })),
};
