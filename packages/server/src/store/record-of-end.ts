import type { AnalysisErrorBody, AnalysisStatus, CompleteBody } from '@groundwire/protocol';

/** How a terminal body stands in the columns of an analysis's record. */
export function recordOfEnd(terminal: CompleteBody | AnalysisErrorBody, completedAt: string): { status: AnalysisStatus; completed_at: string; complete: string | null; error: string | null } {
  if (terminal.type === 'complete') return { status: 'completed', completed_at: completedAt, complete: JSON.stringify(terminal), error: null };
  const status = terminal.error.code === 'CANCELLED' ? 'cancelled' : 'failed';
  return { status, completed_at: completedAt, complete: null, error: JSON.stringify(terminal.error) };
}
