import type { CredibilityReason } from '@groundwire/protocol';

/**
 * One thing that is known about a source. `strength` is 0 to 1: how far it alone would move the score toward its end;
 * 0 for what only explains.
 */
export interface Evidence {
  rule: string;
  effect: CredibilityReason['effect'];
  strength: number;
  /** A sentence for a reader, about what is known; it never passes sentence on the site. */
  reason: string;
  /** Where it is known from, and as of when, for evidence that comes from a list. */
  source?: string | undefined;
  year?: number | undefined;
}

/**
 * 0 to 1 from evidence. It saturates: `p = 1 - product(1 - strength)` over what raises, `n` likewise over what lowers, and
 * `0.5 + 0.45 p (1 - 0.6 n) - 0.45 n`. So many weak signs never outweigh a strong one by their number, what lowers weighs
 * more than what raises, and nothing reaches 0 or 1. Without evidence: 0.5. Two decimals.
 */
export function combineEvidence(evidence: readonly Evidence[]): number {
  const raised = saturated(evidence, 'raises');
  const lowered = saturated(evidence, 'lowers');
  return Math.round(100 * (0.5 + 0.45 * raised * (1 - 0.6 * lowered) - 0.45 * lowered)) / 100;
}

function saturated(evidence: readonly Evidence[], effect: Evidence['effect']): number {
  return 1 - evidence.filter((item) => item.effect === effect).reduce((left, item) => left * (1 - Math.min(1, Math.max(0, item.strength))), 1);
}
