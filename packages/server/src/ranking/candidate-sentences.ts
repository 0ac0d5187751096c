import type { BlockKind } from '../extraction/extracted-document.js';
import { addressedOrders } from './addressed-orders.js';
import type { Question } from './analyse-question.js';
import { isTermBefore } from './definition-term.js';
import { knownSentence, knownSpans } from './known-sentences.js';
import { joinLabelRuns } from './label-runs.js';
import type { Passage } from './passage.js';
import type { RankSource } from './rank-source.js';
import type { SentenceSpan } from './split-sentences.js';
import { type AskedColumns, rowsAbout } from './table-rows.js';
import type { Word } from './words.js';

/** A sentence that may be part of an answer, before it is scored. Offsets are over the document's cleaned text. */
export interface Candidate {
  source: RankSource;
  /** Index of its passage in `source.passages`. */
  passage: number;
  start: number;
  end: number;
  /** Verbatim. The first sentence of a definition has its term in front, a blank line between them. */
  text: string;
  kind: BlockKind;
  words: Word[];
  /** How many sentences of the source's text stand before it; passages that were left out don't count. */
  position: number;
  /** The opening of the definition that it goes on with, by its place among the candidates; null where it stands for itself. */
  opening: number | null;
  /** Of a row of a table: its columns that were asked for; null where none was. */
  columns: AskedColumns | null;
}

/** Code is shown, not told: its lines make no sentences. Neither do tables, except rows about what was asked. */
const PROSE: ReadonlySet<BlockKind> = new Set<BlockKind>(['heading', 'paragraph', 'list_item', 'quote']);

/**
 * The sentences of all prose in the order of each source's text; where passages overlap, each sentence once. What gives orders to a
 * language model is none of them: it states nothing, and nobody is to be told it as an answer.
 */
export function candidateSentences(sources: readonly RankSource[], question: Question): Candidate[] {
  const candidates: Candidate[] = [];
  for (const source of sources) addSentencesOf(source, question, candidates);
  return candidates;
}

function addSentencesOf(source: RankSource, question: Question, candidates: Candidate[]): void {
  const order = source.passages.map((passage, index) => ({ passage, index })).sort((left, right) => left.passage.start - right.passage.start);
  const first = candidates.length;
  let reached = -1;
  for (const { passage, index } of order) {
    for (const unit of unitsOf(passage, question)) {
      let opening: number | null = null;
      const known = unit.spans.map(({ start, end }) => knownSentence(passage.text.slice(start - passage.start, end - passage.start)));
      const orders = addressedOrders(known);
      for (const [place, { start, end, columns = null }] of unit.spans.entries()) {
        const sentence = known[place];
        if (start < reached || sentence === undefined || orders[place] === true) continue;
        const { text, words } = sentence;
        candidates.push({ source, passage: index, start, end, text, kind: unit.kind, words, position: candidates.length - first, opening, columns });
        if (unit.defines) opening ??= candidates.length - 1;
        reached = end;
      }
    }
  }
}

/** A block with its sentences. */
interface Unit {
  kind: BlockKind;
  spans: Array<SentenceSpan & { columns?: AskedColumns | null }>;
  /** It defines a term; its first sentence begins at the term. */
  defines: boolean;
}

function unitsOf(passage: Passage, question: Question): Unit[] {
  const blocks = blocksOf(passage);
  const units: Unit[] = [];
  let term: number | null = null;
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    const text = passage.text.slice(block.start - passage.start, block.end - passage.start);
    if (next !== undefined && term === null && isTermBefore(block.kind, text, blocks[index - 1]?.kind, next.kind)) {
      term = block.start;
      continue;
    }
    const found: Unit['spans'] = block.kind === 'table' ? rowsAbout(text, question) : joinLabelRuns(text, knownSpans(text));
    const spans = found.map((span) => ({ ...span, start: block.start + span.start, end: block.start + span.end }));
    if (term !== null && spans[0] !== undefined) spans[0].start = term;
    units.push({ kind: block.kind, spans, defines: term !== null });
    term = null;
  }
  return units;
}

/** Blocks that can be told, cut to the passage's range; a passage that does not say what it is made of is taken for one paragraph. */
function blocksOf(passage: Passage): Passage['blocks'] {
  if (passage.blocks.length === 0) return [{ kind: 'paragraph', start: passage.start, end: passage.end }];
  return passage.blocks
    .filter((block) => PROSE.has(block.kind) || block.kind === 'table')
    .map((block) => ({ kind: block.kind, start: Math.max(block.start, passage.start), end: Math.min(block.end, passage.end) }))
    .filter((block) => block.start < block.end);
}
