import { HoverCard } from 'radix-ui';
import { type FocusEvent, useRef, useState } from 'react';
import { SUPPORT_WORDS } from '../words.js';
import { useAnswer } from './answer-context.js';
import { CitationCard } from './citation-card.js';

interface MarkerProps {
  number: number;
  /** Of the claim that the marker stands in; -1 for none. */
  claimIndex: number;
}

/**
 * The superscript number behind a sentence. Resting on it shows the source, with the quote; following it opens the source
 * beside the answer. Its colour and its sign say how well the sentence is backed, its label says so in words.
 */
export function Marker({ number, claimIndex }: MarkerProps) {
  const { citations, claims, openSource } = useAnswer();
  const [open, setOpen] = useState(false);
  const followed = useRef(false);
  const citation = citations.get(number);
  if (citation === undefined) return <sup className="marker-waiting">{number}</sup>;
  const claim = claims[claimIndex] ?? null;
  const support = claim?.support ?? 'unchecked';
  /** The focus comes back from the panel that the reader has just closed: that is no wish to see the card. */
  const stayClosed = (event: FocusEvent) => {
    if (followed.current) event.preventDefault();
    followed.current = false;
  };
  return (
    <HoverCard.Root openDelay={180} closeDelay={120} open={open} onOpenChange={setOpen}>
      <sup>
        <HoverCard.Trigger asChild>
          <button
            type="button"
            className={`marker marker-${support}`}
            aria-label={`Source ${number}: ${citation.title}. This sentence is ${SUPPORT_WORDS[support]}.`}
            onFocus={stayClosed}
            onClick={() => {
              setOpen(false);
              followed.current = true;
              openSource(number, claim);
            }}
          >
            {number}
          </button>
        </HoverCard.Trigger>
      </sup>
      <HoverCard.Portal>
        <HoverCard.Content className="card" side="top" sideOffset={6} collisionPadding={12}>
          <CitationCard citation={citation} claim={claim} />
        </HoverCard.Content>
      </HoverCard.Portal>
    </HoverCard.Root>
  );
}
