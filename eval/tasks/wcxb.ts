import { pageItems } from '../page-items.js';
import type { EvaluationTask } from '../task.js';

/**
 * Text, title and date of pages of seven kinds. The set has one date a page, which is that of the last change where a page
 * names no other: so has the prediction. A guess counts, though answers tell none.
 */
export const wcxb: EvaluationTask = {
  name: 'wcxb',
  about: 'text, title and date of web pages: articles, forums, products and more',
  scorer: { file: 'wcxb_score.py', wantsInputs: false },
  read: (folder) =>
    pageItems(folder, { withUrl: true }, (document) => ({
      text: document?.text ?? '',
      title: document?.title ?? '',
      published_at: document?.published_at ?? document?.published_at_guess ?? document?.modified_at ?? '',
      author: document?.author ?? '',
    })),
};
