import type { Citation, Quote } from '@groundwire/protocol';
import { useMemo } from 'react';
import { Credibility } from '../answer/citation-card.js';
import { quotesForClaim } from '../answer/quote-for-claim.js';
import { OutsideLink } from '../answer/outside-link.js';
import type { ReadClaim } from '../answer/read-claims.js';
import { sourceFacts, SUPPORT_WORDS } from '../words.js';
import { DocumentView } from './document-view.js';
import { useDocument } from './use-document.js';

interface SourcePanelProps {
  citation: Citation;
  /** The sentence that led here. */
  claim: ReadClaim | null;
}

/** One source of an answer: who it is, how credible and why, the sentence, and the quotes in their surroundings. */
export function SourcePanel({ citation, claim }: SourcePanelProps) {
  const { title, url, quotes } = citation;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h3 className="text-lg font-semibold leading-snug wrap-anywhere">
          <span className="number-tag">{citation.number}</span> {title}
        </h3>
        <p className="mt-1 text-sm text-quiet">{sourceFacts(citation)}</p>
        <p className="mt-2">
          <OutsideLink address={url} className="link-button">
            Open the original
          </OutsideLink>
        </p>
      </div>
      {claim !== null && (
        <div className={`claim-box claim-box-${claim.support}`}>
          <p>{claim.text}</p>
          <p className={`mt-1.5 text-sm support support-${claim.support}`}>
            This sentence is {SUPPORT_WORDS[claim.support]}
            {claim.reason !== '' && `: ${claim.reason}`}
          </p>
        </div>
      )}
      <QuotedText citation={citation} claim={claim} />
      {quotes.length > 0 && quotes[0]?.page !== undefined && <p className="text-sm text-quiet">Page {[...new Set(quotes.map(({ page }) => page))].join(', ')}</p>}
      <div className="text-sm">
        <Credibility citation={citation} />
      </div>
    </div>
  );
}

/** The quotes where they stand in the source's text; the bare quotes where that text is not kept. */
function QuotedText({ citation, claim }: SourcePanelProps) {
  const id = useMemo(() => documentIdOf(citation), [citation]);
  const document = useDocument(id);
  const quotes = useMemo((): Array<Quote & { other?: boolean }> => {
    const own = quotesForClaim(citation, claim);
    const others = citation.quotes.filter((quote) => !own.some(({ start, end }) => start === quote.start && end === quote.end));
    return [...own, ...others.map((quote) => ({ ...quote, other: true }))];
  }, [citation, claim]);
  if (document.state === 'there') return <DocumentView document={document.value} quotes={quotes} contentHash={citation.content_hash} />;
  return (
    <section aria-label="Quoted">
      {document.state === 'loading' && <p className="text-sm text-quiet">Fetching the text …</p>}
      {document.state === 'failed' && <p className="text-sm text-quiet">{document.reason}</p>}
      {quotes.map(({ text, start, other }) => (
        <blockquote key={start} className="quote mt-2">
          <mark className={other === true ? 'mark-other' : undefined}>{text}</mark>
        </blockquote>
      ))}
    </section>
  );
}

/** The document whose page the citation names; its address may be under another name of this server. */
function documentIdOf({ document_url, url, domain }: Citation): string | null {
  const address = document_url ?? (domain === 'library' ? url : '');
  const [, id] = /\/documents\/([^/?#]+)/.exec(address) ?? [];
  return id === undefined ? null : decodeURIComponent(id);
}
