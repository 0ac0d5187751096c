import type { ResumeFailed } from '@groundwire/protocol';
import type { LogHead } from '../session-log/session-log.js';
import type { Cursor } from './socket-wish.js';

/** `replay`: all frames behind the cursor are there, be there any or none. Else the reason why the cursor can't be honoured. */
export type CursorVerdict = 'replay' | ResumeFailed['reason'];

/** Whether a cursor can be honoured, whole or not at all. Pure and total. */
export function judgeCursor({ epoch, since_seq }: Cursor, head: LogHead): CursorVerdict {
  if (epoch !== head.epoch) return 'epoch';
  if (since_seq > head.head_seq) return 'ahead';
  if (since_seq < head.oldest_seq - 1) return 'trimmed';
  return 'replay';
}
