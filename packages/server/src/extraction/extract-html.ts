import { findDatesOf } from './dates/page-dates.js';
import { DocumentBuilder, UNTITLED } from './document-builder.js';
import type { ExtractedDocument } from './extracted-document.js';
import { findObstacle } from './find-obstacle.js';
import { type PageBlock, readBlocks } from './html-blocks.js';
import { addressOf, declaredLanguage, type PageMetadata, readMetadata } from './html-metadata.js';
import { IN, readSurroundings } from './html-surroundings.js';
import { type HtmlTree, readTree } from './html-tree.js';
import { authorOf } from './page-author.js';
import { chooseTitle, headingTexts, isArticlePage } from './page-title.js';
import { isSiteHeading } from './site-headings.js';
import { siteNames } from './site-names.js';
import { blockFeatures } from './scoring/block-features.js';
import { chooseMatter } from './scoring/choose-matter.js';

export interface ExtractOptions {
  /** Title where the document has none of its own. */
  fallbackTitle?: string | undefined;
  /** Address that the document came from, which relative addresses in it refer to. */
  baseUrl?: string | undefined;
  /** Encoding that the server named; valid UTF-8 and a byte order mark are believed before it. */
  charset?: string | undefined;
  /** The day on which the page was got (ISO 8601): what is dated more than a day later is not dated. */
  today?: string | undefined;
}

/**
 * The matter of an HTML page as clean text, without what stands around it (menus, headers, footers, other stories), what a
 * reader would not see, and programs; and what the page says of itself. Never throws; time linear in the length whatever
 * the markup. One tree serves all of it.
 */
export function extractHtml(content: string, options: ExtractOptions = {}): ExtractedDocument {
  const tree = readTree(content);
  const marks = readSurroundings(tree);
  const blocks = readBlocks(tree, marks);
  const metadata = readMetadata(tree);
  const features = blockFeatures(tree, marks, blocks);
  const title = titleOf(tree, metadata, blocks, marks, options.baseUrl);
  const { chosen, confidence } = chooseMatter({ blocks, marks, features, metadata, title });
  const builder = new DocumentBuilder();
  addAll(builder, chosen);
  const dates = findDatesOf({ tree, marks, blocks, metadata, features, title, baseUrl: options.baseUrl, today: options.today });
  return builder.build({
    title: title ?? options.fallbackTitle ?? builder.firstHeading(6) ?? UNTITLED,
    url: addressOf(metadata, options.baseUrl),
    published_at: dates.published,
    modified_at: dates.modified,
    author: authorOf(metadata),
    language: declaredLanguage(metadata),
    obstacle: findObstacle({ tree, marks, metadata, title, blocks, features, chosen: new Set(chosen) }),
    ...(confidence === null ? {} : { confidence }),
    ...(dates.guess === null ? {} : { published_at_guess: dates.guess }),
    ...(dates.confidence === null ? {} : { published_at_confidence: dates.confidence }),
  });
}

/** Adds the blocks of a fragment of HTML to a document that is being built. */
export function addHtmlFragment(builder: DocumentBuilder, content: string): void {
  const tree = readTree(content);
  const marks = readSurroundings(tree);
  addAll(builder, readBlocks(tree, marks).filter((block) => ((marks[block.first] ?? 0) & IN.around) === 0));
}

function addAll(builder: DocumentBuilder, blocks: readonly PageBlock[]): void {
  for (const { kind, text, level } of blocks) builder.addCleaned(kind, text, level);
}

function titleOf(tree: HtmlTree, metadata: PageMetadata, blocks: readonly PageBlock[], marks: Uint8Array, baseUrl: string | undefined): string | null {
  const inMatter = (block: PageBlock) => ((marks[block.first] ?? 0) & (IN.main | IN.article)) !== 0;
  const site = { names: siteNames(metadata), addresses: [...(baseUrl === undefined ? [] : [baseUrl]), ...metadata.addresses] };
  return chooseTitle(metadata, headingTexts(blocks, inMatter, (block) => isSiteHeading(tree, block, site)), isArticlePage(metadata));
}
