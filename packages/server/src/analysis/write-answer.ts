import type { TokenBody } from '@groundwire/protocol';
import { type Clock, pause } from '../base/clock.js';
import { createMarkerStream } from '../citations/marker-stream.js';
import type { WriteRequest, Writer } from '../models/writer.js';
import { cutWords } from './cut-words.js';

/** What was written, once all of it was. */
export interface WrittenAnswer {
  /** The contents of the tokens, joined. */
  answer: string;
  /** Number in the prompt -> number of the citation, in the order of first use. Frozen as each marker goes out. */
  citationNumbers: Map<number, number>;
  /** Sentences that the writer took word for word; `number` is that of the citation. */
  exactQuotes: Array<{ number: number; start: number; end: number }>;
  /** The model's own count of its output, or null where it gave none. */
  outputTokens: number | null;
  /** The writer says that the sources hold no answer. */
  noAnswer: boolean;
  /** The writer named no source, and markers were added at the end. */
  marksAdded: boolean;
}

interface Writing {
  analysisId: string;
  writer: Writer;
  request: WriteRequest;
  clock: Clock;
  wordPaceMs: number;
  signal: AbortSignal;
  /** Sources (by prompt number) that an answer without any marker most likely rests on. */
  matchUncited(answer: string): number[];
}

/**
 * Streams the answer as tokens with index 0, 1, 2, … and gives what was written. Markers leave here as citation numbers,
 * and a marker that names no source never leaves. A text that the writer gives whole is cut into words and paced.
 */
export async function* writeAnswer(writing: Writing): AsyncGenerator<TokenBody, WrittenAnswer, void> {
  const { writer, request, clock, signal } = writing;
  const written: WrittenAnswer = { answer: '', citationNumbers: new Map(), exactQuotes: [], outputTokens: null, noAnswer: false, marksAdded: false };
  const known = new Set(request.sources.map((source) => source.number));
  const numberOf = (promptNumber: number): number => {
    const number = written.citationNumbers.get(promptNumber) ?? written.citationNumbers.size + 1;
    written.citationNumbers.set(promptNumber, number);
    return number;
  };
  const markers = createMarkerStream({ isKnown: (number) => !written.noAnswer && known.has(number), assign: numberOf });
  let index = 0;
  const token = (content: string): TokenBody => {
    written.answer += content;
    return { type: 'token', content, index: index++, analysis_id: writing.analysisId };
  };
  const pieces = (text: string): string[] => (text === '' ? [] : writer.delivery === 'whole' ? cutWords(text) : [text]);
  const paceMs = writer.delivery === 'whole' ? writing.wordPaceMs : 0;

  const quotedByPromptNumber: Array<{ source_number: number; start: number; end: number }> = [];
  for await (const part of writer.write(request, signal)) {
    if (part.type === 'no_answer') written.noAnswer = true;
    else if (part.type === 'usage') written.outputTokens = part.output_tokens;
    else {
      quotedByPromptNumber.push(...(part.quotes ?? []));
      for (const piece of pieces(markers.push(part.text))) {
        if (index > 0) await pause(clock, paceMs, signal);
        signal.throwIfAborted();
        yield token(piece);
      }
    }
  }
  for (const piece of pieces(markers.end())) yield token(piece);
  const likely = written.noAnswer || written.citationNumbers.size > 0 ? [] : writing.matchUncited(written.answer);
  if (likely.length > 0) {
    written.marksAdded = true;
    yield token(` ${likely.map((promptNumber) => `[${numberOf(promptNumber)}]`).join('')}`);
  }
  written.exactQuotes = quotedByPromptNumber.flatMap(({ source_number, start, end }) => {
    const number = written.citationNumbers.get(source_number);
    return number === undefined ? [] : [{ number, start, end }];
  });
  return written;
}
