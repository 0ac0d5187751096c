/** A passage that matched, best first in its list. `score`: higher is better. */
export interface RankedHit {
  passage_pk: number;
  document_pk: number;
  score: number;
}

/** Passages sent at most, in all and of one document. */
const MOST_PASSAGES = 60;
const MOST_PER_DOCUMENT = 10;
/** Damps the first places of each list (Cormack, Clarke and Buettcher, 2009). */
const FUSION_CONSTANT = 60;

/** Several queries' answers as one list, by reciprocal rank fusion, since scores of different queries can't be compared. */
export function fuseHits(lists: RankedHit[][]): RankedHit[] {
  const [first = [], ...others] = lists;
  if (others.length === 0) return first;
  const fused = new Map<number, RankedHit>();
  for (const list of lists) {
    list.forEach((hit, position) => {
      const share = 1 / (FUSION_CONSTANT + position + 1);
      const known = fused.get(hit.passage_pk);
      if (known === undefined) fused.set(hit.passage_pk, { ...hit, score: share });
      else known.score += share;
    });
  }
  return [...fused.values()].sort((a, b) => b.score - a.score);
}

/**
 * Which passages of which documents to send. Documents come in the order of their best passage, at most `limit`; each has
 * at least that one, and the rest of the room goes to the best passages among them. Passages of a document are best first.
 */
export function chooseHits(hits: RankedHit[], limit: number): Map<number, RankedHit[]> {
  const chosen = new Map<number, RankedHit[]>();
  for (const hit of hits) if (chosen.size < limit && !chosen.has(hit.document_pk)) chosen.set(hit.document_pk, [hit]);
  let room = MOST_PASSAGES - chosen.size;
  for (const hit of hits) {
    const passages = chosen.get(hit.document_pk);
    if (room <= 0) break;
    if (passages === undefined || passages[0] === hit || passages.length >= MOST_PER_DOCUMENT) continue;
    passages.push(hit);
    room -= 1;
  }
  return chosen;
}
