import type { TakenOver } from '../session-log/session-log.js';
import { MAX_ATTEMPTS, MAX_VAIN_TAKEOVERS } from './session-limits.js';

/** Key of the note that names the newest attempt that brought something. It is stored with the first body that an attempt brings. */
export const PROGRESS_NOTE = 'progress';

/**
 * Whether an analysis whose process is gone is worth another attempt. One that ends its process each time must not go on ending
 * processes; one that was merely interrupted often, and got on each time, is no such thing.
 */
export function isWorthAnotherAttempt({ attempt, notes }: Pick<TakenOver, 'attempt' | 'notes'>): boolean {
  const noted = notes[PROGRESS_NOTE];
  const lastThatBrought = typeof noted === 'number' ? noted : 1;
  const inVain = attempt - 1 - lastThatBrought;
  return attempt <= MAX_ATTEMPTS && inVain < MAX_VAIN_TAKEOVERS;
}
