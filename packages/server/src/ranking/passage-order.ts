import type { Question } from './analyse-question.js';
import { diverseOrder } from './diverse-order.js';
import { knownSentence, knownStems } from './known-sentences.js';
import { namedPublications } from './named-source.js';
import type { RankSource } from './rank-source.js';
import type { RankedPassage } from './ranked-passage.js';

/** Passages that stand best first, as they are to be read: what repeats a better one goes behind, and of publications that the question names the best comes first. Pure. */
export function passageOrder(question: Question, sources: readonly RankSource[], passages: readonly RankedPassage[]): RankedPassage[] {
  return namedFirst(question, sources, diverseOrder(passages, stemsOf));
}

/** Those of its sentences, which are taken apart already; of one that has none (code, a table), those of its text. */
function stemsOf({ passage, sentences }: RankedPassage): ReadonlySet<string> {
  return sentences.length === 0 ? knownStems(passage.text) : new Set(sentences.flatMap(({ text }) => [...knownSentence(text).stems]));
}

/** Where the question names several publications, the best passage of each comes before the second of any. */
function namedFirst(question: Question, sources: readonly RankSource[], passages: RankedPassage[]): RankedPassage[] {
  const publications = new Map(sources.flatMap((source) => namedPublications(question, source).map((name): [number, string] => [source.source_number, name])));
  if (new Set(publications.values()).size < 2) return passages;
  const led = new Set<string>();
  const leads = passages.filter(({ source_number }) => {
    const name = publications.get(source_number);
    if (name === undefined || led.has(name)) return false;
    led.add(name);
    return true;
  });
  return [...leads, ...passages.filter((passage) => !leads.includes(passage))];
}
