import type { LibraryDocumentEntry } from '@groundwire/protocol';
import { useState } from 'react';
import { counted, readableDate } from '../words.js';

interface DocumentListProps {
  documents: readonly LibraryDocumentEntry[];
  onOpen: (document_id: string) => void;
  onRemove: (document_id: string) => Promise<void>;
}

export function DocumentList({ documents, onOpen, onRemove }: DocumentListProps) {
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <ul className="rows">
      {documents.map(({ document_id, title, name, collection, words, published_at }) => (
        <li key={document_id} className="row">
          <button type="button" className="row-main" onClick={() => onOpen(document_id)}>
            <span className="row-title">{title}</span>
            <span className="row-facts">{[name, collection, counted(words, 'word'), readableDate(published_at)].filter((fact) => fact !== null).join(' · ')}</span>
          </button>
          {asked === document_id ? (
            <button type="button" className="quiet-button danger" autoFocus onBlur={() => setAsked(null)} onClick={() => void onRemove(document_id)}>
              Really remove?
            </button>
          ) : (
            <button type="button" className="quiet-button" aria-label={`Remove ${title}`} onClick={() => setAsked(document_id)}>
              Remove
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
