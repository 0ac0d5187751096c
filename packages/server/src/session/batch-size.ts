import type { Frame } from '@groundwire/protocol';
import { frameText } from '../session-log/frame-text.js';
import { READ_BATCH } from './session-limits.js';
import { REPLAY_BATCH_CHARACTERS } from './socket-limits.js';

/** What is read first of a log whose frames have an unknown size. */
export const FIRST_BATCH = 64;

/** How many frames to read next, after these: as many as probably keep within the bound of a batch. Pure. */
export function nextBatchSize(size: number, frames: readonly Frame[]): number {
  if (frames.length === 0) return size;
  const characters = frames.reduce((sum, frame) => sum + frameText(frame).length, 0);
  const fitting = Math.floor((REPLAY_BATCH_CHARACTERS * frames.length) / characters);
  return Math.max(1, Math.min(READ_BATCH, fitting));
}
