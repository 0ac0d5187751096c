import { z } from 'zod';
import type { Answering, Pool } from '../answering.js';
import { readLines } from '../read-lines.js';
import type { EvaluationTask } from '../task.js';
import { withoutMarkers } from '../without-markers.js';

const factSchema = z.object({ fid: z.string(), title: z.string(), source: z.string(), author: z.string().nullish(), published_at: z.string().nullish(), text: z.string() });
const itemSchema = z.object({ id: z.string(), question: z.string().min(1) });

/** Most sources of one analysis; the scorer looks at ten. */
const SOURCES = 50;
/** Questions are cut to what the wire allows. */
const LONGEST_QUESTION = 500;

/** Questions whose evidence is in several news articles: are they among the first that ranking gives? */
export const multihopRag: EvaluationTask = {
  name: 'multihop_rag_500',
  about: 'questions that need several articles of one pool',
  scorer: { file: 'multihop_rag_500_score.py', wantsInputs: false },
  read(folder) {
    const facts = readLines(folder, 'corpus', factSchema);
    // Without their addresses: several facts are of one article, and one address is one source.
    const pool = once((answering) => answering.pool(facts.map(({ fid, title, source, published_at, text }) => ({ key: fid, content: text, format: 'text' as const, title: `${title} - ${source}`, published_at: published_at ?? undefined }))));
    const now = Math.max(...facts.map(({ published_at }) => Date.parse(published_at ?? '') || 0));
    return readLines(folder, 'inputs', itemSchema).map(({ id, question }) => ({
      id,
      async predict(answering, { maxWords }) {
        const asked = await (await pool(answering)).ask({ question: question.slice(0, LONGEST_QUESTION), now, parameters: { max_sources: SOURCES, ...(maxWords === undefined ? {} : { max_words: maxWords }) } });
        const ranked = asked.ranked.passages.map(({ source_number }) => facts[asked.documentOfSource(source_number) ?? -1]?.fid).filter((fid) => fid !== undefined);
        return { id, facts: [...new Set(ranked)], answer: asked.complete.outcome === 'answered' ? withoutMarkers(asked.complete.answer) : '' };
      },
    }));
  },
};

/** The pool is indexed when the first question needs it. */
function once(make: (answering: Answering) => Promise<Pool>): (answering: Answering) => Promise<Pool> {
  let made: Promise<Pool> | null = null;
  return (answering) => (made ??= make(answering));
}
