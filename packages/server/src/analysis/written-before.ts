import { GroundwireError } from '../base/errors.js';
import type { Writer } from '../models/writer.js';
import type { FrozenContext } from './frozen-context.js';
import { type Numbering, numberingOf } from './numbering.js';
import type { Note, ResumePoint } from './analysis-params.js';

/** The part of an answer that was shown before this run, and how to get behind it. */
export interface WrittenBefore {
  shown: string;
  /** Index of the next token. */
  next_index: number;
  /** `again`: the whole text is written anew, and what it shares with `shown` is skipped. `onward`: the writer goes on behind `shown`. */
  way: 'again' | 'onward';
  numbering: Numbering;
  /** With `again`: where the model's provider keeps the whole text; null for a writer that writes the same each time. */
  upstream: string | null;
}

const UPSTREAM = 'upstream';

/** To be yielded before the first token. Null: what was shown is not what the provider keeps, or no longer. */
export function upstreamNote(id: string | null): Note {
  return { type: 'note', key: UPSTREAM, value: id };
}

/**
 * How an answer goes on that was cut off after text was shown; null when none was. Throws `NODE_LOST` where no text of this writer
 * can join what was shown: that text stands, and nothing else is ever put in its place.
 */
export function writtenBefore(resume: ResumePoint | undefined, context: FrozenContext | null, writer: Writer, options: { upstreamGone?: boolean } = {}): WrittenBefore | null {
  if (resume === undefined || resume.shown === '') return null;
  if (context === null || context.writer !== writer.name) throw cutOff('the server that goes on with it would write it otherwise');
  const before = { shown: resume.shown, next_index: resume.next_index, numbering: numberingOf(resume), upstream: null };
  const upstream = resume.notes[UPSTREAM];
  if (writer.reattaches !== undefined && typeof upstream === 'string' && options.upstreamGone !== true) return { ...before, way: 'again', upstream };
  if (writer.delivery === 'whole') return { ...before, way: 'again' };
  if (writer.continues !== true) throw cutOff(`the model "${writer.name}" can not go on with a text that was begun`);
  return { ...before, way: 'onward' };
}

/** The end of an answer that can't be gone on with. */
export function cutOff(reason: string): GroundwireError {
  return new GroundwireError('NODE_LOST', `The server stopped in mid-answer, and ${reason}. The text so far stands; ask again for a whole answer`);
}
