import type { EvaluationTask } from './task.js';
import { articleSaeb } from './tasks/article-saeb.js';
import { attributionbench } from './tasks/attributionbench.js';
import { clapnq } from './tasks/clapnq.js';
import { credibility } from './tasks/credibility.js';
import { htmldate } from './tasks/htmldate.js';
import { injection } from './tasks/injection.js';
import { multihopRag } from './tasks/multihop-rag.js';
import { quotesum } from './tasks/quotesum.js';
import { ragtruth } from './tasks/ragtruth.js';
import { realtimeqa } from './tasks/realtimeqa.js';
import { sentenceSplit } from './tasks/sentence-split.js';
import { ssrf } from './tasks/ssrf.js';
import { wcxb } from './tasks/wcxb.js';
import { xquadR } from './tasks/xquad-r.js';
import { xss } from './tasks/xss.js';

/** Every task that `npm run eval` knows. */
export const TASKS: readonly EvaluationTask[] = [realtimeqa, clapnq, quotesum, xquadR, multihopRag, sentenceSplit, attributionbench, ragtruth, wcxb, articleSaeb, htmldate, credibility, injection, ssrf, xss];
