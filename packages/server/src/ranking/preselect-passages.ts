import type { Passage } from './passage.js';
import { isStopWord } from './stop-words.js';
import { fold, wordsOf } from './words.js';

/** A longer document is looked through in the quick way first; ranking all of a book would keep everybody else waiting. */
export const MANY_PASSAGES = 400;
/** Forms of one word mostly share their beginning. */
const PREFIX = 5;

/**
 * Of a long document the passages that hold most of the words asked about, at most `most`, in the order of the text, with the first few
 * passages, which say what it is about. Looks for beginnings of words only: rough, and a hundred times faster than ranking. Shorter
 * documents stay whole. Pure.
 */
export function preselectPassages(passages: Passage[], asked: readonly string[], most: number = MANY_PASSAGES): Passage[] {
  if (passages.length <= most) return passages;
  const needles = [...new Set(asked.flatMap((text) => wordsOf(text).filter(({ folded }) => !isStopWord(folded, true)).map(({ folded }) => folded.slice(0, PREFIX))))];
  const scored = passages.map((passage, index) => {
    const text = fold(`${passage.heading} ${passage.text}`);
    return { index, score: (index < 5 ? 0.5 : 0) + needles.reduce((sum, needle) => sum + (text.includes(needle) ? 1 : 0), 0) };
  });
  const chosen = new Set(scored.toSorted((left, right) => right.score - left.score || left.index - right.index).slice(0, most).map(({ index }) => index));
  return passages.filter((_passage, index) => chosen.has(index));
}
