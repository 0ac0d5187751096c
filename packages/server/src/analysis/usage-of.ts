import type { Usage } from '@groundwire/protocol';
import type { WrittenBefore } from './written-before.js';

/** What a model said of its output; see `WriterPart`. */
export interface ModelCount {
  output_tokens: number;
  new_share: number;
}

export interface CountedAnswer {
  answer: string;
  /** Null where nobody counted. */
  counted: ModelCount | null;
  before: Pick<WrittenBefore, 'shown' | 'way'> | null;
  attempt: number;
}

/**
 * The tokens of an answer, each once, and of all attempts together. A model counts what it wrote, with what it repeated; what was
 * written before it was lost, nobody counted: of that the words are known. Pure.
 */
export function usageOf({ answer, counted, before, attempt }: CountedAnswer): Usage {
  const shown = countWords(before?.shown ?? '');
  const written = counted?.output_tokens ?? (before?.way === 'onward' ? countWords(answer) - shown : countWords(answer));
  const tokens = before?.way !== 'onward' ? written : shown + (counted === null ? written : Math.round(written * counted.new_share));
  // An answer that the model's provider kept was generated once, whoever read it.
  const generated = counted !== null && before?.way === 'again' ? written : shown + written;
  return attempt === 1 ? { tokens } : { tokens, attempts: attempt, generated_tokens: generated };
}

/** Words of a text: what stands in for a count of tokens where nobody gave one. */
export function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length;
}
