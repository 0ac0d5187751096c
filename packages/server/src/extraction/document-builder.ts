import { cleanLine, cleanLines } from './clean-text.js';
import type { Block, BlockKind, ExtractedDocument } from './extracted-document.js';

/** Which part of a page a block stood in. */
export type Region = 'main' | 'article' | 'page';

interface DraftBlock {
  kind: BlockKind;
  text: string;
  level: number | undefined;
  region: Region;
  page: number | undefined;
}

/** What a document says of itself beside its text. */
export interface DocumentDetails {
  title: string;
  url: string | null;
  published_at: string | null;
  author: string | null;
  language: string | null;
  modified_at?: string | null;
}

/** Title of a document that has none, where the caller gave no better one. */
export const UNTITLED = 'Untitled';

/** Collects cleaned blocks and joins them, with their ranges, into the text of a document. */
export class DocumentBuilder {
  #blocks: DraftBlock[] = [];

  /** Cleans `text` by its kind and adds it; nothing is added when nothing is left. */
  add(kind: BlockKind, text: string, options: { level?: number | undefined; region?: Region | undefined; page?: number | undefined } = {}): void {
    const cleaned = kind === 'code' || kind === 'table' ? cleanLines(text) : cleanLine(text);
    if (!/[\p{L}\p{N}\p{S}]/u.test(cleaned)) return;
    this.#blocks.push({ kind, text: cleaned, level: options.level, region: options.region ?? 'page', page: options.page });
  }

  /** A place that `rollback` returns to. */
  mark(): number {
    return this.#blocks.length;
  }

  rollback(mark: number): void {
    this.#blocks.length = mark;
  }

  /** Length of what was added since `mark`. */
  lengthSince(mark: number): number {
    return this.#blocks.slice(mark).reduce((sum, block) => sum + block.text.length, 0);
  }

  /** Text of the first heading of at most `level`. */
  firstHeading(level: number): string | null {
    return this.#blocks.find((block) => block.kind === 'heading' && (block.level ?? 1) <= level)?.text ?? null;
  }

  /** Leaves only the blocks of the page's declared main part, where it declares one and that holds a fair share of the text. */
  keepMainRegion(): void {
    const lengthOf = (regions: Region[]) => this.#blocks.reduce((sum, block) => sum + (regions.includes(block.region) ? block.text.length : 0), 0);
    const all = lengthOf(['main', 'article', 'page']);
    for (const regions of [['main'], ['main', 'article']] as Region[][]) {
      const length = lengthOf(regions);
      if (length < 200 || length < all * 0.25) continue;
      this.#blocks = this.#blocks.filter((block) => regions.includes(block.region));
      return;
    }
  }

  build(details: DocumentDetails): ExtractedDocument {
    const blocks: Block[] = [];
    const parts: string[] = [];
    let offset = 0;
    for (const { kind, text, level, page } of this.#blocks) {
      blocks.push({ kind, start: offset, end: offset + text.length, ...(kind === 'heading' ? { level: level ?? 1 } : {}), ...(page === undefined ? {} : { page }) });
      parts.push(text);
      offset += text.length + 2;
    }
    return { ...details, title: cleanLine(details.title).slice(0, 500) || UNTITLED, text: parts.join('\n\n'), blocks };
  }
}
