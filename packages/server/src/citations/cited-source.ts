import type { CredibilityReason, Read } from '@groundwire/protocol';
import type { Passage } from '../ranking/passage.js';

/** What settling needs to know of a source; sources of every provider have this and more. */
export interface CitedSource {
  found: {
    source_id: string;
    /** Canonical URL, or null. */
    url: string | null;
    title: string;
    domain: string;
    published_at: string | null;
    modified_at?: string | null;
    author: string | null;
    /** Id of the document in the library, for its page; null where it has none. */
    document_id: string | null;
  };
  text: {
    read: Read;
    content_hash: string;
    retrieved_at: string;
    passages: Passage[];
  };
  credibility: { score: number; reasons: CredibilityReason[] };
}

/** A range of the source that the answer took word for word, as the writer says. `number` is that of the citation. */
export interface ExactQuote {
  number: number;
  start: number;
  end: number;
}
