import { readMarkers } from '../citations/read-markers.js';
import type { RankedPassage } from '../ranking/ranked-passage.js';
import type { Note, ResumePoint } from './analysis-params.js';
import type { ReadSource } from './read-sources.js';

/** What was decided about an answer while it was written, as far as its text alone does not show it. */
export interface Numbering {
  /** `source_id` -> number of its citation. */
  citations: ReadonlyMap<string, number>;
  /** The writer said that the sources hold no answer. */
  noAnswer: boolean;
}

const KEY = 'numbering';

interface NotedNumbering {
  citations: Array<[string, number]>;
  no_answer: boolean;
}

/** To be yielded before the first token that it concerns. `citationNumbers`: number in the prompt -> number of the citation. */
export function numberingNote(read: readonly ReadSource[], citationNumbers: ReadonlyMap<number, number>, noAnswer: boolean): Note {
  const citations = read.flatMap(({ number, found }): Array<[string, number]> => {
    const citation = citationNumbers.get(number);
    return citation === undefined ? [] : [[found.source_id, citation]];
  });
  return { type: 'note', key: KEY, value: { citations, no_answer: noAnswer } satisfies NotedNumbering };
}

/**
 * The numbering that holds for the text that was shown. A number that was given but whose marker had not been shown yet is
 * free again, so that numbers stay in the order of first use.
 */
export function numberingOf(resume: ResumePoint): Numbering {
  const noted = resume.notes[KEY] as NotedNumbering | undefined;
  const shown = new Set(readMarkers(resume.shown, () => true).flatMap((marker) => marker.numbers));
  return {
    citations: new Map((noted?.citations ?? []).filter(([, number]) => shown.has(number))),
    noAnswer: noted?.no_answer ?? false,
  };
}

/**
 * Gives the sources the numbers under which a continued text knows them: those that it cites the number of their citation, the
 * others the numbers behind, in their order. Whoever writes on sees one numbering, in the text so far and in the sources.
 */
export function renumbered(read: readonly ReadSource[], passages: readonly RankedPassage[], citations: ReadonlyMap<string, number>): { read: ReadSource[]; passages: RankedPassage[] } {
  let next = Math.max(0, ...citations.values());
  const numbers = new Map(read.map(({ number, found }) => [number, citations.get(found.source_id) ?? ++next]));
  const numberOf = (number: number): number => numbers.get(number) ?? number;
  return {
    read: read.map((source) => ({ ...source, number: numberOf(source.number) })),
    passages: passages.map((ranked) => {
      const source_number = numberOf(ranked.source_number);
      return { ...ranked, source_number, sentences: ranked.sentences.map((sentence) => ({ ...sentence, source_number })) };
    }),
  };
}
