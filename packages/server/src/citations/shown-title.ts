import { visibleText } from '../extraction/visible-text.js';

/** A stranger's title inside a sentence of ours: one visible line, no brackets that could be taken for markers, at most so long. Pure. */
export function shownTitle(title: string, longest = 80): string {
  const plain = visibleText(title.replace(/[[\]"“”]/g, '')).replace(/\s+/g, ' ').trim();
  return plain.length <= longest ? plain : `${plain.slice(0, longest).replace(/\s+\S*$/, '')}…`;
}
