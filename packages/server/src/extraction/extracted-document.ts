/** What a block of a document is. Only prose (`heading`, `paragraph`, `list_item`, `quote`) is quoted in extracted answers. */
export type BlockKind = 'heading' | 'paragraph' | 'list_item' | 'quote' | 'code' | 'table';

/** A span of the cleaned text: UTF-16 offsets, half-open. Blocks are in order and do not overlap. `level` is that of a heading. */
export interface Block {
  kind: BlockKind;
  start: number;
  end: number;
  level?: number;
}

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
  /** Plain text: no markup; blocks parted by a blank line; tables and code keep their lines. */
  text: string;
  blocks: Block[];
}
