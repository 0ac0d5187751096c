import { pageItems } from '../page-items.js';
import type { EvaluationTask } from '../task.js';

/** The body of news articles. */
export const articleSaeb: EvaluationTask = {
  name: 'article_saeb',
  about: 'the body of news articles',
  scorer: { file: 'article_saeb_score.py', wantsInputs: false },
  read: (folder) => pageItems(folder, { withUrl: true }, (document) => ({ text: document?.text ?? '' })),
};
