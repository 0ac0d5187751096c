import type { CredibilityReason } from '@groundwire/protocol';
import { combineEvidence, type Evidence } from './evidence.js';
import { hostFacts } from './host-facts.js';
import { CREDIBILITY_RULES, type ScoredSource } from './rules.js';

/**
 * How credible a source is, from what its address and its own statements say of it.
 *
 * Owns the rules (`rules.ts`) and how they combine (`evidence.ts`). Must not look at the answer or at what the source says:
 * whether a quote backs a claim is `citations/`' matter. Called by the engine's last step.
 */

/** `score` is 0 to 1; 0.5 where nothing is known. `reasons` has at least one entry, strongest first. */
export interface Credibility {
  score: number;
  reasons: CredibilityReason[];
}

/** Where a rule of ours is stated, and of which year it is. */
const OWN_RULE = { source: "Groundwire's rule (docs/credibility.md)", year: 2026 };
const NOTHING_KNOWN: CredibilityReason = { reason: 'Nothing is known about this source', effect: 'neutral', ...OWN_RULE };
const OWN_DOCUMENT: CredibilityReason = { reason: "It is a document of the user's own library: how credible it is is theirs to judge", effect: 'neutral', ...OWN_RULE };

/** Scores a source by the rules, and by `known`: evidence from elsewhere, such as lists that an operator adds. */
export function scoreSource(source: ScoredSource, known: readonly Evidence[] = []): Credibility {
  if (source.kind === 'library' && source.url === null) return { score: combineEvidence(known), reasons: [OWN_DOCUMENT, ...known.map(asReason)] };
  const facts = hostFacts(source.domain, source.url);
  const found = CREDIBILITY_RULES.flatMap(({ name, effect, strength, applies }): Evidence[] => {
    const reason = applies(source, facts);
    return reason === null ? [] : [{ rule: name, effect, strength, reason }];
  });
  const evidence = [...found, ...known].sort((left, right) => right.strength - left.strength);
  return { score: combineEvidence(evidence), reasons: evidence.length === 0 ? [NOTHING_KNOWN] : evidence.map(asReason) };
}

/** What no list says is said by a rule. */
function asReason({ reason, effect, source, year }: Evidence): CredibilityReason {
  return { reason, effect, ...(source === undefined ? OWN_RULE : { source, ...(year === undefined ? {} : { year }) }) };
}
