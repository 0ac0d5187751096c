import { z } from 'zod';
import type { Answered, Answering, Pool } from '../answering.js';
import { locateSentences } from '../locate-sentences.js';
import { readLines } from '../read-lines.js';
import type { EvaluationTask } from '../task.js';

const passageSchema = z.object({ pid: z.string(), lang: z.string(), title: z.string(), text: z.string(), sentences: z.array(z.string()) });
const itemSchema = z.object({ id: z.string(), lang: z.string(), question: z.string().min(1) });

type Passage = z.infer<typeof passageSchema>;

const SOURCES = 50;

/** Questions in eleven languages, each over the passages of its language: where do the right passage and sentence rank? */
export const xquadR: EvaluationTask = {
  name: 'xquad_r',
  about: 'rank passages and sentences, in eleven languages',
  scorer: { file: 'xquad_r_score.py', wantsInputs: false },
  read(folder) {
    const passages = new Map<string, Passage[]>();
    for (const passage of readLines(folder, 'corpus', passageSchema)) passages.set(passage.lang, [...(passages.get(passage.lang) ?? []), passage]);
    const pools = new Map<string, Promise<Pool>>();
    const poolFor = (answering: Answering, lang: string) => {
      const pool = pools.get(lang) ?? answering.pool((passages.get(lang) ?? []).map(({ pid, title, text }) => ({ key: pid, content: text, format: 'text' as const, title: title.replaceAll('_', ' ') })));
      pools.set(lang, pool);
      return pool;
    };
    return readLines(folder, 'inputs', itemSchema).map(({ id, lang, question }) => ({
      id,
      async predict(answering) {
        const asked = await (await poolFor(answering, lang)).ask({ question, now: 0, parameters: { max_sources: SOURCES } });
        const byNumber = (sourceNumber: number) => passages.get(lang)?.[asked.documentOfSource(sourceNumber) ?? -1];
        return { id, passages: unique(asked.ranked.passages.map(({ source_number }) => byNumber(source_number)?.pid)), sentences: rankedSentences(asked, byNumber) };
      },
    }));
  },
};

/** The data's own sentences, in the order in which ranking first gives a piece of each. */
function rankedSentences({ ranked, documentOfSource, textOf }: Answered, byNumber: (sourceNumber: number) => Passage | undefined): Array<[string, number]> {
  const places = new Map<string, ReturnType<typeof locateSentences>>();
  const seen = new Set<string>();
  const found: Array<[string, number]> = [];
  for (const { source_number, start, end } of ranked.sentences) {
    const passage = byNumber(source_number);
    if (passage === undefined) continue;
    const located = places.get(passage.pid) ?? locateSentences(textOf(documentOfSource(source_number) ?? -1), passage.sentences);
    places.set(passage.pid, located);
    located.forEach((place, index) => {
      if (place === null || place.end <= start || place.start >= end || seen.has(`${passage.pid} ${index}`)) return;
      seen.add(`${passage.pid} ${index}`);
      found.push([passage.pid, index]);
    });
  }
  return found;
}

function unique(values: Array<string | undefined>): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
