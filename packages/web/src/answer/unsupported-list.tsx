import { SUPPORT_WORDS } from '../words.js';
import type { ReadClaim } from './read-claims.js';
import { unsupported } from './read-claims.js';

interface UnsupportedListProps {
  claims: readonly ReadClaim[];
  onShow: (claim: ReadClaim) => void;
}

/** The statements of an answer that a reader should not take on trust, and why. */
export function UnsupportedList({ claims, onShow }: UnsupportedListProps) {
  const doubtful = unsupported(claims);
  if (doubtful.length === 0) return <p>Every statement of this answer is backed in full by a source that it names.</p>;
  return (
    <ol className="flex flex-col gap-3">
      {doubtful.map((claim) => (
        <li key={claim.start}>
          <button type="button" className={`claim-box claim-box-${claim.support} w-full text-start`} onClick={() => onShow(claim)}>
            <span className="block">{claim.text}</span>
            <span className={`mt-1.5 block text-sm support support-${claim.support}`}>
              {claim.citations.length === 0 ? 'Names no source' : `This sentence is ${SUPPORT_WORDS[claim.support]}`}
              {claim.reason !== '' && `: ${claim.reason}`}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
