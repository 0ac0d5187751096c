import type { Turn } from './writer.js';

export interface PlanRequest {
  question: string;
  /** Earlier turns, oldest first; empty unless the question continues them. */
  history: Turn[];
  /** Today, as ISO day. */
  today: string;
  /** `queries`: words to search for. `sub_questions`: the parts that must be answered so that the question is. */
  wanted: 'queries' | 'sub_questions';
  /** Most of them. */
  most: number;
  /** What was searched for already, and what is still missing; absent in the first round. */
  missing?: { searched: readonly string[]; parts: readonly string[] } | undefined;
  maxOutputTokens: number;
}

export interface QueryPlan {
  /** At most `most`, none twice, each a line of at most 200 characters. */
  items: string[];
  /** What was planned beyond that. */
  leftOut?: string[] | undefined;
  /** The model's own count, or the number of its words where it gave none; null: unknown. */
  outputTokens: number | null;
}

/** Thinks about what to search for. Rejects when it can't, also when what it says can't be read; an answer never depends on it. */
export interface QueryPlanner {
  plan(request: PlanRequest, signal: AbortSignal): Promise<QueryPlan>;
}
