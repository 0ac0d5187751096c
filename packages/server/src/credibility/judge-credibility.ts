import type { Evidence } from './evidence.js';
import { listedEvidence, type Listings } from './listings.js';
import { oneLetterOff } from './one-letter-off.js';
import { type CredibilityOverrides, overrideFor } from './overrides.js';
import type { ScoredSource } from './rules.js';
import { type Credibility, scoreSource } from './score-source.js';

/** Judges one source; `more` is what is known only once the answer is written. */
export type JudgeCredibility = (source: ScoredSource, more?: readonly Evidence[]) => Credibility;

/** The rules and the published lists, and before both what the operator says. */
export function createCredibilityJudge(listings: Listings | null, overrides: CredibilityOverrides = new Map()): JudgeCredibility {
  const resembling = listings === null ? () => [] : oneLetterOff(listings);
  return (source, more = []) => {
    const listed = listings === null ? [] : listedEvidence(listings, source);
    const judged = scoreSource(source, [...listed, ...(listed.length === 0 ? resembling(source) : []), ...more]);
    const override = overrideFor(overrides, source);
    if (override === null) return judged;
    const { credibility: score, reason, year } = override;
    const effect = score > 0.5 ? 'raises' : score < 0.5 ? 'lowers' : 'neutral';
    return { score, reasons: [{ reason, effect, source: 'The operator of this server', year }, ...judged.reasons] };
  };
}
