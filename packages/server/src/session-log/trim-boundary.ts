import type { LoggedAnalysis } from './session-log.js';

/** All frames with a lower seq may be folded: they belong to analyses that are not protected. */
export function trimBoundary(analyses: Iterable<LoggedAnalysis>, headSeq: number, isProtected: (analysis: LoggedAnalysis) => boolean): number {
  let boundary = headSeq + 1;
  for (const analysis of analyses) if (isProtected(analysis)) boundary = Math.min(boundary, analysis.first_seq);
  return boundary;
}

/** Whether an analysis runs, or ended after `since`. */
export function runsOrEndedSince(since: number): (analysis: LoggedAnalysis) => boolean {
  return (analysis) => analysis.status === 'running' || (analysis.ended_at ?? 0) > since;
}
