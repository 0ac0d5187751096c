import type { LibraryDocumentEntry } from '@groundwire/protocol';
import { ConfirmButton } from '../shell/confirm-button.js';
import { counted, readableDate } from '../words.js';

interface DocumentListProps {
  documents: readonly LibraryDocumentEntry[];
  onOpen: (document_id: string) => void;
  onRemove: (document_id: string) => Promise<void>;
}

export function DocumentList({ documents, onOpen, onRemove }: DocumentListProps) {
  return (
    <ul className="rows">
      {documents.map(({ document_id, title, name, collection, words, published_at }) => (
        <li key={document_id} className="row">
          <button type="button" className="row-main" onClick={() => onOpen(document_id)}>
            <span className="row-title">{title}</span>
            <span className="row-facts">{[name, collection, counted(words, 'word'), readableDate(published_at)].filter((fact) => fact !== null).join(' · ')}</span>
          </button>
          <ConfirmButton verb="Remove" thing={title} onConfirm={() => onRemove(document_id)} />
        </li>
      ))}
    </ul>
  );
}
