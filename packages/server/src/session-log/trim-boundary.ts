import type { LoggedAnalysis } from './session-log.js';

/** Where an analysis stands, as far as trimming asks. */
export type Standing = Pick<LoggedAnalysis, 'status' | 'first_seq' | 'ended_at'>;

/** All frames with a lower seq may be folded: they belong to analyses that are not protected. */
export function trimBoundary(analyses: Iterable<Standing>, headSeq: number, isProtected: (analysis: Standing) => boolean): number {
  let boundary = headSeq + 1;
  for (const analysis of analyses) if (isProtected(analysis)) boundary = Math.min(boundary, analysis.first_seq);
  return boundary;
}

/** Whether an analysis runs, or ended after `since`. */
export function runsOrEndedSince(since: number): (analysis: Standing) => boolean {
  return (analysis) => analysis.status === 'running' || (analysis.ended_at ?? 0) > since;
}
