import type { Clock } from '../base/clock.js';
import { inTime } from '../base/in-time.js';
import type { PlanRequest, QueryPlan, QueryPlanner } from '../models/query-planner.js';

/** A plan, or null where none came in time or none could be made: a plan is a help, never a condition. Rejects only when `signal` aborts. */
export async function planInTime(planner: QueryPlanner, request: PlanRequest, limits: { clock: Clock; signal: AbortSignal; limitMs: number }): Promise<QueryPlan | null> {
  const outcome = await inTime((signal) => planner.plan(request, signal), limits);
  return 'value' in outcome ? outcome.value : null;
}
