import type { Citation } from '@groundwire/protocol';
import { credibilityWords, sourceFacts, SUPPORT_WORDS } from '../words.js';
import { quotesForClaim } from './quote-for-claim.js';
import type { ReadClaim } from './read-claims.js';

interface CitationCardProps {
  citation: Citation;
  claim: ReadClaim | null;
}

/** A source in short: what it is, how credible and why, and the words that the sentence rests on. */
export function CitationCard({ citation, claim }: CitationCardProps) {
  const [quote] = quotesForClaim(citation, claim);
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p className="font-semibold leading-snug">{citation.title}</p>
      <p className="text-quiet">{sourceFacts(citation)}</p>
      {quote !== undefined && <blockquote className="quote line-clamp-5">{quote.text}</blockquote>}
      {claim !== null && (
        <p className={`support support-${claim.support}`}>
          This sentence is {SUPPORT_WORDS[claim.support]}
          {claim.reason !== '' && `: ${claim.reason}`}
        </p>
      )}
      <Credibility citation={citation} most={3} />
    </div>
  );
}

const EFFECT_SIGNS = { raises: '+', lowers: '−', neutral: '·' } as const;
const EFFECT_WORDS = { raises: 'raises it: ', lowers: 'lowers it: ', neutral: '' } as const;

/** The figure, with its reasons: all of them, or the first ones. */
export function Credibility({ citation, most }: { citation: Citation; most?: number }) {
  const reasons = citation.credibility_reasons.slice(0, most);
  return (
    <div className="text-quiet">
      <p>Credibility {credibilityWords(citation.credibility)}</p>
      <ul className="mt-0.5">
        {reasons.map(({ reason, effect, source, year }) => (
          <li key={`${effect}${reason}`} className="flex gap-2">
            <span aria-hidden="true">{EFFECT_SIGNS[effect]}</span>
            <span>
              <span className="unseen">{EFFECT_WORDS[effect]}</span>
              {reason}
              {source !== undefined && ` (${[source, year].filter((part) => part !== undefined).join(', ')})`}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
