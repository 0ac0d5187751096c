import { foldFrames, type Frame } from '@groundwire/protocol';
import type { AnalysisStart, TakenOver } from './session-log.js';

/** What a run's frames say to whoever goes on with it. */
export function stateOf(frames: Iterable<Frame>): Pick<TakenOver, 'shown' | 'logged'> {
  const all = [...frames];
  const sources: TakenOver['logged']['sources'] = { source_found: [], source_read: [], source_failed: [] };
  for (const frame of all) {
    if (frame.type === 'source_found' || frame.type === 'source_read' || frame.type === 'source_failed') sources[frame.type].push(frame.source_id);
  }
  return { shown: foldFrames(all), logged: { started: all.some((frame) => frame.type === 'started'), sources } };
}

/** The text under which a start is kept. Parameters may be nested so deeply that they can't be written: a takeover then does without them. */
export function startText(start: AnalysisStart): string {
  try {
    return JSON.stringify(start);
  } catch (thrown) {
    if (thrown instanceof RangeError) return JSON.stringify({ ...start, parameters: {} });
    throw thrown;
  }
}

/** The texts of notes by key, without those that are not JSON. Made before anything is written, so that a note that can't be written changes nothing. */
export function noteTexts(notes: Record<string, unknown> | undefined): Array<[string, string]> {
  return Object.entries(notes ?? {}).flatMap(([key, value]): Array<[string, string]> => {
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? [] : [[key, text]];
  });
}

/** Notes by key, from their texts. A key is plain data, whatever it means to the language. */
export function parsedNotes(texts: Iterable<[string, string]>): Record<string, unknown> {
  return Object.fromEntries(Array.from(texts, ([key, text]): [string, unknown] => [key, JSON.parse(text)]));
}
