import { z } from 'zod';
import { readLines } from '../read-lines.js';
import type { EvaluationItem, EvaluationTask } from '../task.js';
import { withoutMarkers } from '../without-markers.js';

const documentSchema = z.object({ rank: z.int().min(1), url: z.string(), title: z.string(), published_at: z.string().nullish(), text: z.string() });
const itemSchema = z.object({ id: z.string(), question: z.string().min(1), search_time: z.string(), docs: z.array(documentSchema) });

/** More than the scorer looks at (20). */
const PASSAGES = 25;
/** The length that published figures are compared at. */
const WORDS = 70;
/** Questions are cut to what the wire allows. */
const LONGEST_QUESTION = 500;

/** News questions over the pages that a web search gave at the time; answered as of that time. */
export const realtimeqa: EvaluationTask = {
  name: 'realtimeqa',
  about: 'news questions over real search results',
  scorer: { file: 'realtimeqa_score.py', wantsInputs: false },
  read: (folder) => readLines(folder, 'inputs', itemSchema).map(toItem),
};

function toItem(item: z.infer<typeof itemSchema>): EvaluationItem {
  return {
    id: item.id,
    async predict(answering, { maxWords }) {
      const { complete, ranked, documentOf } = await answering.answer({
        question: item.question.slice(0, LONGEST_QUESTION),
        documents: item.docs.map(({ rank, url, title, published_at, text }) => ({ key: `${rank}`, content: text, format: 'text' as const, title, url, published_at: isoDay(published_at) })),
        now: Date.parse(`${isoDay(item.search_time) ?? '1970-01-01'}T12:00:00Z`),
        parameters: { max_words: maxWords ?? WORDS },
      });
      const citations = complete.citations.map(({ id }) => item.docs[documentOf(id) ?? -1]?.rank).filter((rank) => rank !== undefined);
      const answer = complete.outcome === 'answered' ? withoutMarkers(complete.answer) : '';
      return { id: item.id, answer, passages: ranked.sentences.slice(0, PASSAGES).map((sentence) => sentence.text), citations };
    },
  };
}

/** `2022/06/17/16:34` -> `2022-06-17`. */
function isoDay(date: string | null | undefined): string | undefined {
  const [, year, month, day] = /^(\d{4})[/-](\d{2})[/-](\d{2})/.exec(date ?? '') ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
}
