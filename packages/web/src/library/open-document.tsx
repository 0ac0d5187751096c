import { OutsideLink } from '../answer/outside-link.js';
import { DocumentView } from '../panel/document-view.js';
import { useDocument } from '../panel/use-document.js';
import { readableDate } from '../words.js';

export interface OpenedDocument {
  document_id: string;
  /** The passage that led here. */
  quote: { text: string; start: number; end: number } | null;
}

/** A document of the library as it is indexed. */
export function OpenDocument({ opened: { document_id, quote } }: { opened: OpenedDocument }) {
  const document = useDocument(document_id);
  if (document.state === 'failed') return <p className="text-quiet">{document.reason}</p>;
  if (document.state !== 'there') return <p className="text-quiet">Fetching the text …</p>;
  const { title, author, published_at, url } = document.value;
  return (
    <>
      <h3 className="text-lg font-semibold leading-snug wrap-anywhere">{title}</h3>
      <p className="mb-4 mt-1 text-sm text-quiet">{[author, readableDate(published_at)].filter((fact) => fact !== null).join(' · ')}</p>
      {url !== null && (
        <p className="mb-4">
          <OutsideLink address={url} className="link-button">
            Open the original
          </OutsideLink>
        </p>
      )}
      <DocumentView document={document.value} quotes={quote === null ? [] : [quote]} />
    </>
  );
}
