import { DocumentBuilder, UNTITLED } from './document-builder.js';
import type { ExtractedDocument } from './extracted-document.js';
import { HtmlBlocks } from './html-blocks.js';
import { HtmlMetadata } from './html-metadata.js';
import { type HtmlHandler, readHtml } from './html-reader.js';

export interface ExtractOptions {
  /** Title where the document has none of its own. */
  fallbackTitle?: string | undefined;
  /** Address that the document came from, which relative addresses in it refer to. */
  baseUrl?: string | undefined;
  /** Encoding that came with the bytes, as a server's header names it. */
  charset?: string | undefined;
}

/**
 * The matter of an HTML page as clean text, without what stands around it (menus, headers, footers), what a reader would
 * not see, and programs. Never throws; time linear in the length whatever the markup.
 */
export function extractHtml(content: string, options: ExtractOptions = {}): ExtractedDocument {
  const metadata = new HtmlMetadata();
  const builder = blocksOf(content, metadata, false) ?? blocksOf(content, null, true) ?? new DocumentBuilder();
  const fallback = options.fallbackTitle ?? builder.firstHeading(6) ?? UNTITLED;
  return builder.build(metadata.details(fallback, options.baseUrl));
}

/** Adds the blocks of a fragment of HTML to a document that is being built. */
export function addHtmlFragment(builder: DocumentBuilder, content: string): void {
  const blocks = new HtmlBlocks(builder, false);
  readHtml(content, blocks);
  blocks.finish();
}

/** Null when the page gave no text. */
function blocksOf(content: string, metadata: HtmlMetadata | null, keepAll: boolean): DocumentBuilder | null {
  const builder = new DocumentBuilder();
  const blocks = new HtmlBlocks(builder, keepAll);
  if (metadata === null) readHtml(content, blocks);
  else readHtml(content, both(blocks, metadata));
  blocks.finish();
  if (!keepAll) builder.keepMainRegion();
  return builder.mark() === 0 ? null : builder;
}

function both<A, B>(first: HtmlHandler<A>, second: HtmlHandler<B>): HtmlHandler<[A, B]> {
  return {
    open: (name, attributes) => [first.open(name, attributes), second.open(name, attributes)],
    close(name, [a, b]) {
      first.close(name, a);
      second.close(name, b);
    },
    text(text) {
      first.text(text);
      second.text(text);
    },
  };
}
