import type { Clock } from '../base/clock.js';
import type { PlanRequest, QueryPlan, QueryPlanner } from '../models/query-planner.js';

/** A plan, or null where none came in time or none could be made: a plan is a help, never a condition. Rejects only when `signal` aborts. */
export async function planInTime(planner: QueryPlanner, request: PlanRequest, { clock, signal, limitMs }: { clock: Clock; signal: AbortSignal; limitMs: number }): Promise<QueryPlan | null> {
  const late = new AbortController();
  const takeBack = clock.after(limitMs, () => late.abort(new Error('The plan took too long')));
  const both = AbortSignal.any([signal, late.signal]);
  const ended = new Promise<null>((resolve) => {
    if (both.aborted) resolve(null);
    else both.addEventListener('abort', () => resolve(null), { once: true });
  });
  try {
    const plan = await Promise.race([planner.plan(request, both).catch(() => null), ended]);
    signal.throwIfAborted();
    return plan;
  } finally {
    takeBack();
  }
}
