import type { FinalAnswer } from '../server.js';
import { readableDate } from '../words.js';
import { useAnswer } from './answer-context.js';
import { OutsideLink } from './outside-link.js';

/** The sources of an answer, in the order of their numbers; then what else was looked at, and what went wrong. */
export function SourceCards({ answer: { citations, sources, warnings } }: { answer: FinalAnswer }) {
  const { openSource } = useAnswer();
  const others = sources.filter(({ citation }) => citation === null);
  return (
    <>
      {citations.length > 0 && (
        <section aria-label="Sources">
          <ol className="source-cards">
            {citations.map((citation) => (
              <li key={citation.id}>
                <button type="button" className="source-card" onClick={() => openSource(citation.number, null)}>
                  <span className="source-card-title">
                    <span className="number-tag">{citation.number}</span> {citation.title}
                  </span>
                  <span className="source-card-facts">
                    <span className="truncate">{citation.domain === 'library' ? 'Your library' : citation.domain}</span>
                    {citation.published_at !== null && <span className="shrink-0">{readableDate(citation.published_at)}</span>}
                    <CredibilityBar value={citation.credibility} />
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </section>
      )}
      {others.length > 0 && (
        <details className="below">
          <summary>Also looked at: {others.length}</summary>
          <ul>
            {others.map(({ source_id, url, title, domain }) => (
              <li key={source_id}>
                <OutsideLink address={url}>{title}</OutsideLink> {domain !== 'library' && <span className="text-quiet">{domain}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
      {warnings.length > 0 && (
        <ul className="warnings">
          {warnings.map(({ message }, index) => (
            <li key={index}>{message}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Credibility as five steps; its figure and reasons are a click away. */
export function CredibilityBar({ value }: { value: number }) {
  const steps = Math.round(value * 5);
  return (
    <span className="credibility" role="img" aria-label={`Credibility ${Math.round(value * 100)} of 100`} title={`Credibility ${Math.round(value * 100)} of 100`}>
      {[1, 2, 3, 4, 5].map((step) => (
        <span key={step} className={step <= steps ? 'step step-on' : 'step'} />
      ))}
    </span>
  );
}
