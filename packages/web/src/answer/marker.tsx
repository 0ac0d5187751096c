import type { Support } from '@groundwire/protocol';
import { HoverCard } from 'radix-ui';
import { type FocusEvent, memo, useRef, useState } from 'react';
import { SUPPORT_WORDS } from '../words.js';
import { useAnswer } from './answer-context.js';
import { CitationCard } from './citation-card.js';
import type { ReadClaim } from './read-claims.js';

interface MarkerProps {
  number: number;
  /** Of the claim that the marker stands in; -1 for none. */
  claimIndex: number;
}

const OPEN_DELAY_MS = 180;
/** A card that was about to open when the marker was followed would open behind the panel. */
const OPENING_MS = 2 * OPEN_DELAY_MS;

/** The superscript number behind a sentence; grey until its source is known. */
export function Marker({ number, claimIndex }: MarkerProps) {
  const { complete, citations, claims, openSource } = useAnswer();
  const citation = citations.get(number);
  const claim = claims[claimIndex] ?? null;
  if (citation === undefined) {
    return (
      <sup>
        <span className="marker marker-waiting">{number}</span>
      </sup>
    );
  }
  return <SourceMarker number={number} title={citation.title} claim={claim} support={claim?.support ?? (complete ? 'unchecked' : 'waiting')} openSource={openSource} />;
}

interface SourceMarkerProps {
  number: number;
  title: string;
  claim: ReadClaim | null;
  support: Support | 'waiting';
  openSource: (number: number, claim: ReadClaim | null) => void;
}

/**
 * Resting on it shows the source, with the quote; following it opens the source beside the answer. Its colour and its sign say how well
 * the sentence is backed, its label says so in words. An answer has many, and changes while it grows: each is drawn anew only when it says
 * something else.
 */
const SourceMarker = memo(function SourceMarker({ number, title, claim, support, openSource }: SourceMarkerProps) {
  const [open, setOpen] = useState(false);
  const followed = useRef({ at: Number.NEGATIVE_INFINITY, thenFocused: false });
  const follow = () => {
    setOpen(false);
    followed.current = { at: performance.now(), thenFocused: true };
    openSource(number, claim);
  };
  /** The focus comes back from the panel that the reader has just closed: that is no wish to see the card. */
  const stayClosed = (event: FocusEvent) => {
    if (followed.current.thenFocused) event.preventDefault();
    followed.current.thenFocused = false;
  };
  return (
    <HoverCard.Root openDelay={OPEN_DELAY_MS} closeDelay={120} open={open} onOpenChange={(wanted) => setOpen(wanted && performance.now() - followed.current.at > OPENING_MS)}>
      <sup>
        <HoverCard.Trigger asChild>
          <button type="button" className={`marker marker-${support}`} aria-label={`Source ${number}: ${title}. This sentence is ${support === 'waiting' ? 'being checked' : SUPPORT_WORDS[support]}.`} onFocus={stayClosed} onClick={follow}>
            {number}
          </button>
        </HoverCard.Trigger>
      </sup>
      <HoverCard.Portal container={document.getElementById('main')}>
        <HoverCard.Content className="card" side="top" sideOffset={6} collisionPadding={12}>
          <MarkerCard number={number} claim={claim} />
        </HoverCard.Content>
      </HoverCard.Portal>
    </HoverCard.Root>
  );
});

function MarkerCard({ number, claim }: { number: number; claim: ReadClaim | null }) {
  const citation = useAnswer().citations.get(number);
  return citation === undefined ? null : <CitationCard citation={citation} claim={claim} />;
}
