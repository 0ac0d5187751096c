import { server } from '../server.js';
import { useFetched } from '../shell/use-fetched.js';
import type { OpenedDocument } from './open-document.js';

/** Passages of the library that match; following one opens its document there. */
export function PassageList({ query, onOpen }: { query: string; onOpen: (opened: OpenedDocument) => void }) {
  const hits = useFetched(() => server.library.search(query), [query]);
  if (hits.state === 'failed') return <p className="failure">{hits.reason}</p>;
  if (hits.state === 'loading') return null;
  if (hits.value.length === 0) return <p className="text-quiet">No passage matches.</p>;
  return (
    <ul className="rows">
      {hits.value.map(({ document_id, title, heading, text, start, end }) => (
        <li key={`${document_id}-${start}`} className="row">
          <button type="button" className="row-main" onClick={() => onOpen({ document_id, quote: { text, start, end } })}>
            <span className="row-title">{heading === '' || heading.startsWith(title) ? heading || title : `${title} › ${heading}`}</span>
            <span className="line-clamp-3 text-sm">{text}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
