/** What a block of a document is. Only prose (`heading`, `paragraph`, `list_item`, `quote`) is quoted in extracted answers. */
export type BlockKind = 'heading' | 'paragraph' | 'list_item' | 'quote' | 'code' | 'table';

/** A span of the cleaned text: UTF-16 offsets, half-open. Blocks are in order and do not overlap. `level` is that of a heading. */
export interface Block {
  kind: BlockKind;
  start: number;
  end: number;
  level?: number;
  /** Page of a paged document, from 1. */
  page?: number;
}

/** What stands in the way of a page's matter: the text is only a notice, or breaks off. */
export type Obstacle = 'paywall' | 'consent' | 'login' | 'bot_check' | 'error_page' | 'redirect';

/**
 * A document as clean text. All that is known comes from the document itself; what it does not say is null.
 * `published_at` is an ISO 8601 day or instant; `url` is the document's own canonical http(s) URL.
 */
export interface ExtractedDocument {
  title: string;
  url: string | null;
  published_at: string | null;
  author: string | null;
  language: string | null;
  /** The likeliest day of publication where too little speaks for it: to be measured, never to be told. Absent where `published_at` is set or no day is likely. */
  published_at_guess?: string | undefined;
  /** How sure `published_at`, or the guess, is, 0 to 1; absent with neither, and where the document states it in one place only. */
  published_at_confidence?: number | undefined;
  /** When the document says that it was last changed. */
  modified_at?: string | null;
  /** Set where a page shows something else in place of its matter, or only its beginning. */
  obstacle?: Obstacle | undefined;
  /** How likely it is that `text` is the matter and all of it, 0 to 1; absent where nothing was to be chosen. */
  confidence?: number | undefined;
  /** Plain text: no markup; blocks parted by a blank line; tables and code keep their lines. */
  text: string;
  blocks: Block[];
}
