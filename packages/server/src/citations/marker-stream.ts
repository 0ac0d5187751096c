import { BracketGuard } from './bracket-guard.js';
import { CodeTracker } from './code-tracker.js';
import { LinkTarget, linkAfterMarker } from './link-target.js';
import { isOpener, readMarker } from './marker-grammar.js';

/**
 * Turns the writer's text, as it streams, into the answer's text: every marker becomes `[n]` with the number of the
 * citation, and a marker that names nothing is gone.
 *
 * Owns which brackets count (`marker-grammar.ts` says what is between them) and the spaces around those that go. Must not
 * know sources or citations beyond their numbers. Called by the engine's writing step and, to find the markers of a
 * finished answer, by `read-markers.ts`.
 */

export interface MarkerStreamOptions {
  /** Is there a source of this number in the prompt? */
  isKnown(promptNumber: number): boolean;
  /** The citation's number for a source, given in the order of first use; asked once a source. */
  assign(promptNumber: number): number;
  /** Told of each marker outside code, with its range in all that was pushed, and the numbers in it that are known. */
  onMarker?: ((marker: { start: number; end: number; numbers: number[] }) => void) | undefined;
}

/**
 * `push` gives what can go out so far, `end` the rest. Their outputs, joined, do not depend on how the text was cut. Only
 * what may become a marker is held back, at most `MAX_MARKER_LENGTH` characters (within inline code 200 more). What goes
 * on like a marker for longer loses its bracket; a marker that the end of the text cuts off goes.
 */
export interface MarkerStream {
  push(text: string): string;
  end(): string;
}

export function createMarkerStream(options: MarkerStreamOptions): MarkerStream {
  const rewriter = new Rewriter(options);
  return { push: (text) => rewriter.push(text), end: () => rewriter.end() };
}

/** The space (or parenthesis) before a marker that went, until the next character shows whether it stays. */
interface Gap {
  text: string;
  /** It is the space from behind the marker. */
  after: boolean;
  /** Nothing came since the marker. */
  fresh: boolean;
}

/** Returned by a step that only changed the state: look at the same character again. */
const AGAIN = -1;
const TEXT_RUN = /(?:[^\s`~([\]【】［］]|[ \t](?=[^\s`~([\]【】［］])){1,500}/y;
const CODE_RUN = /[^\n`~[【［]{1,500}/y;
const CLOSING_PUNCTUATION = /[.,;:!?)\]}»”’…。，、；：！？）】」』]/;

class Rewriter {
  private pending = '';
  private consumed = 0;
  private out = '';
  private lastOut = '';
  private gap: Gap | null = null;
  private discard: LinkTarget | null = null;
  /** The last thing that went out, or was taken out, is a marker: a link target may follow. */
  private behindMarker = false;
  private readonly code = new CodeTracker();
  private readonly guard = new BracketGuard();
  private readonly assigned = new Map<number, number>();

  constructor(private readonly options: MarkerStreamOptions) {}

  push(text: string): string {
    this.pending += text;
    return this.run(false);
  }

  end(): string {
    const rest = this.run(true);
    if (this.gap?.text.includes('(') === true) this.flushGap('');
    this.gap = null;
    const last = this.out;
    this.out = '';
    return rest + last;
  }

  private run(atEnd: boolean): string {
    const held = !atEnd && /[\uD800-\uDBFF]$/.test(this.pending) ? this.pending.slice(-1) : '';
    const text = held === '' ? this.pending : this.pending.slice(0, -1);
    let at = 0;
    while (at < text.length) {
      let used = this.step(text, at, atEnd);
      while (used === AGAIN) used = this.step(text, at, atEnd);
      if (used === 0) break;
      at += used;
    }
    this.consumed += at;
    this.pending = text.slice(at) + held;
    const out = this.out;
    this.out = '';
    return out;
  }

  /** Handles what stands at `at` and gives how much of it; 0: more text is needed. */
  private step(text: string, at: number, atEnd: boolean): number {
    const character = text[at] ?? '';
    if (this.discard !== null) return this.stepDiscard(text, at, atEnd);
    if (character === '`' || character === '~') return this.stepTick(character);
    this.code.endRun(character);
    if (this.code.modeFor(character) !== 'text') return this.stepCode(text, at, atEnd);
    if (character === '(' && this.behindMarker && (this.gap === null || this.gap.fresh || this.gap.text === '')) return this.stepLink(text, at, atEnd);
    if (this.gap !== null) {
      const used = this.stepGap(character);
      if (used > 0) return used;
    }
    return this.stepText(text, at, atEnd);
  }

  private stepTick(character: string): number {
    this.flushGap(character);
    this.emit(character);
    this.code.tick(character);
    return 1;
  }

  private stepText(text: string, at: number, atEnd: boolean): number {
    TEXT_RUN.lastIndex = at;
    const run = TEXT_RUN.exec(text)?.[0];
    if (run !== undefined) return this.pass(run);
    const lead = this.code.atIndent ? '' : leadBefore(text, at, atEnd);
    if (lead === null) return 0;
    if (!isOpener(text[at + lead.length])) return this.pass(text[at] ?? '');
    return this.stepBracket(text, at, lead, atEnd);
  }

  private stepBracket(text: string, at: number, lead: string, atEnd: boolean): number {
    const open = at + lead.length;
    const reading = readMarker(text, open, atEnd);
    if (reading.kind === 'more') return 0;
    if (reading.kind === 'marker') {
      this.takeMarker(lead, this.consumed + open, reading.length, reading.numbers);
      return lead.length + reading.length;
    }
    const cutOff = atEnd && isCutOff(text, open);
    if (cutOff) return this.drop(lead, text.length - at);
    if (reading.kind === 'overlong') return this.drop(lead, lead.length + 1);
    return this.pass(lead + (text[open] ?? ''));
  }

  private takeMarker(lead: string, start: number, length: number, numbers: number[]): void {
    const known = [...new Set(numbers)].filter((number) => this.options.isKnown(number));
    this.options.onMarker?.({ start, end: start + length, numbers: known });
    if (known.length === 0) {
      this.drop(lead, 0);
      return;
    }
    if (lead !== '') this.pass(lead);
    this.flushGap('[');
    const marker = known.map((number) => `[${this.citationNumber(number)}]`).join('');
    this.guard.marker();
    this.give(marker);
    this.code.text(marker);
    this.behindMarker = true;
  }

  /** Leaves a marker out; `lead` before it waits for what comes next. */
  private drop(lead: string, used: number): number {
    if (this.gap !== null && lead !== '') this.flushGap(lead);
    this.gap = { text: this.gap?.text ?? lead, after: false, fresh: true };
    this.behindMarker = true;
    return used;
  }

  private citationNumber(promptNumber: number): number {
    const number = this.assigned.get(promptNumber) ?? this.options.assign(promptNumber);
    this.assigned.set(promptNumber, number);
    return number;
  }

  /** After a marker that went: a space on either side is enough, and none before punctuation. 0: the gap is closed, go on. */
  private stepGap(character: string): number {
    const gap = this.gap;
    if (gap === null) return 0;
    const parenthesis = gap.text.endsWith('(');
    if (parenthesis && character === ')') {
      this.gap = { text: gap.text.slice(0, -1), after: false, fresh: false };
      return 1;
    }
    if ((character === ' ' || character === '\t') && !gap.after && !parenthesis) {
      const needless = gap.text === '' && /^\s?$/.test(this.lastOut);
      this.gap = { text: needless ? '' : character, after: true, fresh: false };
      return 1;
    }
    if (isOpener(character)) return 0;
    if (!parenthesis && (character === '\n' || CLOSING_PUNCTUATION.test(character))) this.gap = null;
    this.flushGap(character);
    return 0;
  }

  private flushGap(next: string): void {
    const gap = this.gap;
    if (gap === null) return;
    this.gap = null;
    const keepsTicksApart = gap.text === '' && next === this.lastOut && (next === '`' || next === '~');
    if (keepsTicksApart) this.pass(' ');
    else if (gap.text !== '') this.pass(gap.text);
  }

  private stepCode(text: string, at: number, atEnd: boolean): number {
    CODE_RUN.lastIndex = at;
    const run = CODE_RUN.exec(text)?.[0] ?? text[at] ?? '';
    if (this.code.modeFor(text[at] ?? '') === 'block' || !isOpener(run[0])) return this.pass(run, true);
    const reading = readMarker(text, at, atEnd);
    if (reading.kind === 'more') return 0;
    const cutOff = atEnd && isCutOff(text, at);
    if (reading.kind !== 'marker' && !cutOff) return this.pass(run, true);
    const length = reading.kind === 'marker' ? reading.length : text.length - at;
    const closes = this.code.spanCloses(text, at + length, atEnd);
    if (closes === 'more') return 0;
    if (closes === 'yes') return this.pass(text.slice(at, at + length), true);
    this.code.abandonSpan();
    return AGAIN;
  }

  private stepLink(text: string, at: number, atEnd: boolean): number {
    const link = linkAfterMarker(text, at, atEnd);
    if (link === 'more') return 0;
    if (link === 'none') {
      // Apart, so that no Markdown reader can take it for one, whatever goes from it.
      if (this.gap === null || this.gap.text === '') this.pass(' ');
      this.behindMarker = false;
      if (this.gap !== null) this.gap.fresh = false;
      return AGAIN;
    }
    this.discard = new LinkTarget();
    return AGAIN;
  }

  private stepDiscard(text: string, at: number, atEnd: boolean): number {
    const used = this.discard?.skip(text, at, atEnd) ?? 'over';
    if (used !== 'over') return used;
    this.discard = null;
    return AGAIN;
  }

  /** Gives text out, after what waits before it. */
  private pass(text: string, inCode = false): number {
    if (this.gap !== null) this.flushGap(text[0] ?? '');
    const passed = this.guard.text(text, inCode);
    if (passed === '') return text.length;
    this.give(passed);
    this.code.text(passed);
    this.behindMarker = false;
    return text.length;
  }

  /** A tick: the code tracker counts it itself. */
  private emit(tick: string): void {
    this.give(this.guard.text(tick, true));
    this.behindMarker = false;
  }

  private give(text: string): void {
    this.out += text;
    this.lastOut = text.slice(-1);
  }
}

/** A space, an opening parenthesis or both, right before a bracket; '' where `at` is the bracket itself or no such thing; null: more text is needed. */
function leadBefore(text: string, at: number, atEnd: boolean): string | null {
  let end = at;
  if (text[end] === ' ' || text[end] === '\t') end++;
  if (text[end] === '(') end++;
  if (end > at && end >= text.length && !atEnd) return null;
  return isOpener(text[end]) ? text.slice(at, end) : '';
}

/** Does the text end within what began as a marker with a number in it? */
function isCutOff(text: string, open: number): boolean {
  return readMarker(text, open, false).kind === 'more' && /^[^\]】］]*\p{Nd}[^\]】］]*$/u.test(text.slice(open));
}
