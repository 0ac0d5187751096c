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
          <Statement claim={claim} onShow={onShow} />
        </li>
      ))}
    </ol>
  );
}

/** One that names a source leads to it. */
function Statement({ claim, onShow }: { claim: ReadClaim; onShow: (claim: ReadClaim) => void }) {
  const { support, citations, reason, text } = claim;
  const look = `claim-box claim-box-${support} block w-full text-start`;
  const why = `mt-1.5 block text-sm support support-${support}`;
  if (citations.length === 0) {
    return (
      <div className={look}>
        <span className="block">{text}</span>
        <span className={why}>{reason === '' ? 'This sentence names no source.' : reason}</span>
      </div>
    );
  }
  return (
    <button type="button" className={look} onClick={() => onShow(claim)}>
      <span className="block">{text}</span>
      <span className={why}>
        This sentence is {SUPPORT_WORDS[support]}
        {reason !== '' && `: ${reason}`}
      </span>
    </button>
  );
}
