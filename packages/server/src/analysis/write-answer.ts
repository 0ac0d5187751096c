import type { CitationBody, TokenBody, Usage } from '@groundwire/protocol';
import { type Clock, pause } from '../base/clock.js';
import type { ExactQuote } from '../citations/cited-source.js';
import { LinkGuard } from '../citations/link-guard.js';
import { createMarkerStream, type MarkerStream } from '../citations/marker-stream.js';
import type { KnownAddresses } from '../citations/shown-address.js';
import type { WriteRequest, Writer } from '../models/writer.js';
import type { Note } from './analysis-params.js';
import type { Beat } from './beat.js';
import { type CoalescedPart, coalesceText } from './coalesce-text.js';
import { cutWords } from './cut-words.js';
import type { LiveClaims } from './live-claims.js';
import { type ModelCount, usageOf } from './usage-of.js';
import { cutOff, upstreamNote, type WrittenBefore } from './written-before.js';

/** What was written, once all of it was. */
export interface WrittenAnswer {
  /** The contents of the tokens, joined; with what earlier runs showed. */
  answer: string;
  /** Number in the prompt -> number of the citation, in the order of first use. Frozen as each marker goes out. */
  citationNumbers: Map<number, number>;
  /** Sentences that the writer took word for word; `number` is that of the citation. */
  exactQuotes: ExactQuote[];
  /** See `usageOf`. */
  usage: Usage;
  /** The writer says that the sources hold no answer. */
  noAnswer: boolean;
  /** The writer named no source, and markers were added at the end. */
  marksAdded: boolean;
  /** The model reached the limit of what it may write. */
  cutOff: boolean;
}

/** Some servers send the whole answer, or a sentence, as one piece. Longer than this (UTF-16 units) it is cut into words. */
const LONGEST_TOKEN = 40;

export interface Writing {
  analysisId: string;
  writer: Writer;
  request: WriteRequest;
  clock: Clock;
  /** At which the texts of a model leave. */
  beat: Beat;
  wordPaceMs: number;
  signal: AbortSignal;
  /** What the answer may link to. */
  addresses: KnownAddresses;
  /** Sources (by prompt number) that an answer without any marker most likely rests on. */
  matchUncited(answer: string): number[];
  /** What a takeover must know of the answer so far. */
  note(citationNumbers: ReadonlyMap<number, number>, noAnswer: boolean): Note;
  /** Settles the claims of the text as it goes out; absent: nobody does. */
  claims?: LiveClaims | undefined;
  /** Set when earlier runs showed a part of the answer. With `onward`, prompt numbers of cited sources are those of their citations. */
  before: WrittenBefore | null;
  /** 1, or n after n - 1 takeovers. */
  attempt: number;
}

/**
 * Streams the answer as tokens with index 0, 1, 2, … and gives what was written. Markers leave here as citation numbers,
 * and a marker that names no source never leaves, nor does a link to anything but a source. Text that the writer gives whole, or in long pieces,
 * is cut into words and paced. Text that was shown before is not shown again; a text that does not agree with it ends with `NODE_LOST`. Behind
 * a token come the claims that it settles.
 */
export async function* writeAnswer(writing: Writing): AsyncGenerator<TokenBody | CitationBody | Note, WrittenAnswer, void> {
  const draft = new Draft(writing);
  const { writer, clock, signal, beat } = writing;
  const parts = writer.write(draft.request, signal);
  let first = true;
  for await (const part of writer.delivery === 'whole' ? parts : coalesceText(parts, beat, LONGEST_TOKEN)) {
    // What goes on behind a text that was shown is kept without that text: nobody could take it from there.
    if (part.type === 'upstream' && writing.before?.way !== 'onward') yield upstreamNote(part.id);
    const pieces = draft.take(part);
    // What was cut here is paced here; what a model generates goes out as it comes.
    const paceMs = writer.delivery === 'whole' || pieces.length > 1 ? writing.wordPaceMs : 0;
    for (const piece of pieces) {
      const bodies = draft.show(piece);
      if (bodies.length === 0) continue;
      if (!first) await pause(clock, paceMs, signal);
      first = false;
      signal.throwIfAborted();
      // Not `yield*`, which costs each of them two more turns of the microtask queue.
      for (const body of bodies) yield body;
    }
  }
  for (const piece of draft.end()) yield* draft.show(piece);
  return draft.written();
}

/** The answer as it grows. Pure but for its own state. */
class Draft {
  readonly request: WriteRequest;
  readonly #writing: Writing;
  readonly #written: WrittenAnswer;
  readonly #quotes: Array<{ source_number: number; start: number; end: number }> = [];
  #markers: MarkerStream;
  #links: LinkGuard;
  #index: number;
  /** The end of the answer, in which its claims were not looked for yet. */
  #unclaimed = '';
  /** Of what was shown before, the rest that the text has not come past yet. */
  #skip: string;
  #noted = true;
  #counted: ModelCount | null = null;

  constructor(writing: Writing) {
    const { before, request } = writing;
    this.#writing = writing;
    this.#written = { answer: '', citationNumbers: new Map(), exactQuotes: [], usage: { tokens: 0 }, noAnswer: false, marksAdded: false, cutOff: false };
    this.#markers = this.#newMarkers();
    this.#links = new LinkGuard(writing.addresses);
    this.#index = before?.next_index ?? 0;
    this.#skip = before?.shown ?? '';
    if (before?.way === 'again' && before.upstream !== null) this.request = { ...request, reattach: before.upstream };
    else this.request = before?.way === 'onward' ? { ...request, continuation: { shown: before.shown, no_answer: before.numbering.noAnswer } } : request;
    if (before?.way === 'onward') this.#goOnBehind(before);
    this.#unclaimed = this.#written.answer;
    writing.claims?.follow({ citationNumbers: this.#written.citationNumbers, exactQuotes: () => this.#exactQuotes(), noAnswer: () => this.#written.noAnswer });
  }

  /** The pieces of the answer that this part brings. */
  take(part: CoalescedPart): string[] {
    if (part.type === 'usage') this.#counted = part;
    if (part.type === 'cut_off') this.#written.cutOff = true;
    if (part.type === 'no_answer') {
      this.#noted &&= this.#written.noAnswer;
      this.#written.noAnswer = true;
    }
    if (part.type !== 'text') return [];
    this.#quotes.push(...(part.quotes ?? []));
    const text = this.#links.push(this.#markers.push(part.text));
    return part.joined === true && text !== '' ? [text] : this.#pieces(text);
  }

  /** What was held back, and markers where the writer set none. */
  end(): string[] {
    const pieces = this.#pieces(this.#links.push(this.#markers.end()) + this.#links.end());
    const answer = this.#written.answer + pieces.join('');
    const likely = this.#written.noAnswer || this.#written.citationNumbers.size > 0 ? [] : this.#writing.matchUncited(answer);
    this.#written.marksAdded = likely.length > 0;
    return likely.length === 0 ? pieces : [...pieces, ` ${likely.map((promptNumber) => `[${this.#numberOf(promptNumber)}]`).join('')}`];
  }

  /** The bodies for one piece: none where it was shown before. A note goes before the first token that it concerns. */
  show(piece: string): Array<TokenBody | CitationBody | Note> {
    this.#written.answer += piece;
    this.#unclaimed += piece;
    const content = this.#withoutShown(piece);
    if (content === '') return [];
    const token: TokenBody = { type: 'token', content, index: this.#index++, analysis_id: this.#writing.analysisId };
    const claims = this.#writing.claims?.shown(this.#unclaimed) ?? [];
    this.#unclaimed = '';
    if (this.#noted) return [token, ...claims];
    this.#noted = true;
    return [this.#writing.note(this.#written.citationNumbers, this.#written.noAnswer), token, ...claims];
  }

  #exactQuotes(): ExactQuote[] {
    return this.#quotes.flatMap(({ source_number, start, end }) => {
      const number = this.#written.citationNumbers.get(source_number);
      return number === undefined ? [] : [{ number, start, end }];
    });
  }

  written(): WrittenAnswer {
    if (this.#skip !== '') throw cutOff('the text that was written anew ends before it');
    const written = this.#written;
    written.exactQuotes = this.#exactQuotes();
    this.#writing.claims?.end(this.#unclaimed);
    written.usage = usageOf({ answer: written.answer, counted: this.#counted, before: this.#writing.before, attempt: this.#writing.attempt });
    return written;
  }

  /** The markers and the code blocks of the text so far are read as the run before did, so that the seam can stand anywhere. */
  #goOnBehind({ shown, numbering }: WrittenBefore): void {
    for (const number of [...numbering.citations.values()].sort((left, right) => left - right)) this.#written.citationNumbers.set(number, number);
    this.#written.noAnswer = numbering.noAnswer;
    const read = this.#links.push(this.#markers.push(shown));
    if (shown.startsWith(read)) {
      this.#written.answer = read;
      this.#skip = shown.slice(read.length);
      return;
    }
    this.#markers = this.#newMarkers();
    this.#links = new LinkGuard(this.#writing.addresses);
    this.#written.answer = shown;
    this.#skip = '';
  }

  #newMarkers(): MarkerStream {
    const known = new Set(this.#writing.request.sources.map((source) => source.number));
    return createMarkerStream({ isKnown: (number) => !this.#written.noAnswer && known.has(number), assign: (number) => this.#numberOf(number) });
  }

  #numberOf(promptNumber: number): number {
    const given = this.#written.citationNumbers.get(promptNumber);
    if (given !== undefined) return given;
    const number = Math.max(0, ...this.#written.citationNumbers.values()) + 1;
    this.#written.citationNumbers.set(promptNumber, number);
    this.#noted = false;
    return number;
  }

  #pieces(text: string): string[] {
    if (text === '') return [];
    return this.#writing.writer.delivery === 'whole' || text.length > LONGEST_TOKEN ? cutWords(text) : [text];
  }

  #withoutShown(piece: string): string {
    if (this.#skip === '') return piece;
    const shared = Math.min(piece.length, this.#skip.length);
    if (piece.slice(0, shared) !== this.#skip.slice(0, shared)) throw cutOff('the text that was written anew is another');
    this.#skip = this.#skip.slice(shared);
    return piece.slice(shared);
  }
}
