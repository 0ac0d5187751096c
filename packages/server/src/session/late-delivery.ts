import { LATE_DELIVERY_MS } from '@groundwire/protocol';
import type { LoggedAnalysis } from '../session-log/session-log.js';

/**
 * Whether a socket that opens now is owed an analysis that began before: one that still runs, or that ended a short time
 * ago and whose end no socket has received. Older ones are history, and what was received once is not sent again.
 */
export function isOwedToLateSocket(analysis: LoggedAnalysis, openedAt: number): boolean {
  if (analysis.status === 'running' || analysis.ended_at === null) return true;
  return !analysis.terminal_delivered && openedAt - analysis.ended_at <= LATE_DELIVERY_MS;
}
