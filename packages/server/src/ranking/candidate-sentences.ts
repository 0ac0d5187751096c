import type { BlockKind } from '../extraction/extracted-document.js';
import type { Passage } from './passage.js';
import type { RankSource } from './rank-source.js';
import { splitSentences } from './split-sentences.js';
import { wordsOf, type Word } from './words.js';

/** A sentence that may be part of an answer, before it is scored. Offsets are over the document's cleaned text. */
export interface Candidate {
  source: RankSource;
  /** Index of its passage in `source.passages`. */
  passage: number;
  start: number;
  end: number;
  text: string;
  kind: BlockKind;
  words: Word[];
  /** How many sentences of the source's text stand before it; passages that were left out don't count. */
  position: number;
}

/** Code and tables are shown, not told: their lines make no sentences. */
const PROSE: ReadonlySet<BlockKind> = new Set<BlockKind>(['heading', 'paragraph', 'list_item', 'quote']);

/** The sentences of all prose in the order of each source's text; where passages overlap, each sentence once. */
export function candidateSentences(sources: readonly RankSource[]): Candidate[] {
  return sources.flatMap(sentencesOfSource);
}

function sentencesOfSource(source: RankSource): Candidate[] {
  const order = source.passages.map((passage, index) => ({ passage, index })).sort((left, right) => left.passage.start - right.passage.start);
  const candidates: Candidate[] = [];
  let reached = -1;
  for (const { passage, index } of order) {
    for (const block of proseOf(passage)) {
      for (const span of splitSentences(passage.text.slice(block.start - passage.start, block.end - passage.start))) {
        const start = block.start + span.start;
        const end = block.start + span.end;
        if (start < reached) continue;
        const text = passage.text.slice(start - passage.start, end - passage.start);
        candidates.push({ source, passage: index, start, end, text, kind: block.kind, words: wordsOf(text), position: candidates.length });
        reached = end;
      }
    }
  }
  return candidates;
}

/** Prose blocks, cut to the passage's range; a passage that does not say what it is made of is taken for one paragraph. */
function proseOf(passage: Passage): Passage['blocks'] {
  if (passage.blocks.length === 0) return [{ kind: 'paragraph', start: passage.start, end: passage.end }];
  return passage.blocks
    .filter((block) => PROSE.has(block.kind))
    .map((block) => ({ kind: block.kind, start: Math.max(block.start, passage.start), end: Math.min(block.end, passage.end) }))
    .filter((block) => block.start < block.end);
}
