import { cleanLine, cleanLines } from './clean-text.js';
import { documentLanguage } from './document-language.js';
import type { Block, BlockKind, ExtractedDocument } from './extracted-document.js';

interface DraftBlock {
  kind: BlockKind;
  text: string;
  level: number | undefined;
  page: number | undefined;
}

/** What a document says of itself beside its text. */
export type DocumentDetails = Omit<ExtractedDocument, 'text' | 'blocks'>;

/** Title of a document that has none, where the caller gave no better one. */
export const UNTITLED = 'Untitled';

/** The text of a block in its final form, or null when nothing is left of it. */
export function cleanBlock(kind: BlockKind, text: string): string | null {
  const cleaned = kind === 'code' || kind === 'table' ? cleanLines(text) : cleanLine(text);
  return /[\p{L}\p{N}\p{S}]/u.test(cleaned) ? cleaned : null;
}

/** Collects cleaned blocks and joins them, with their ranges, into the text of a document. */
export class DocumentBuilder {
  #blocks: DraftBlock[] = [];

  /** Cleans `text` by its kind and adds it; nothing is added when nothing is left. */
  add(kind: BlockKind, text: string, options: { level?: number | undefined; page?: number | undefined } = {}): void {
    const cleaned = cleanBlock(kind, text);
    if (cleaned !== null) this.#blocks.push({ kind, text: cleaned, level: options.level, page: options.page });
  }

  /** Adds a block that `cleanBlock` has made. */
  addCleaned(kind: BlockKind, text: string, level: number | undefined): void {
    this.#blocks.push({ kind, text, level, page: undefined });
  }

  /** A place that `rollback` returns to. */
  mark(): number {
    return this.#blocks.length;
  }

  rollback(mark: number): void {
    this.#blocks.length = mark;
  }

  /** Text of the first heading of at most `level`. */
  firstHeading(level: number): string | null {
    return this.#blocks.find((block) => block.kind === 'heading' && (block.level ?? 1) <= level)?.text ?? null;
  }

  /** The document. A language that it does not name is told from its text. */
  build(details: DocumentDetails): ExtractedDocument {
    const blocks: Block[] = [];
    const parts: string[] = [];
    let offset = 0;
    for (const { kind, text, level, page } of this.#blocks) {
      blocks.push({ kind, start: offset, end: offset + text.length, ...(kind === 'heading' ? { level: level ?? 1 } : {}), ...(page === undefined ? {} : { page }) });
      parts.push(text);
      offset += text.length + 2;
    }
    const text = parts.join('\n\n');
    return { ...details, title: cleanLine(details.title).slice(0, 500) || UNTITLED, language: documentLanguage(details.language, text), text, blocks };
  }
}
