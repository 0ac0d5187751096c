/** What measures extraction and fits its scorer may use. */
export { decodeText } from './decode-text.js';
export { type DocumentFormat, extractDocument, type Extraction } from './extract-document.js';
export { extractHtml, type ExtractOptions } from './extract-html.js';
export type { Block, BlockKind, ExtractedDocument } from './extracted-document.js';
export { type PageBlock, readBlocks } from './html-blocks.js';
export { readSurroundings } from './html-surroundings.js';
export { readTree } from './html-tree.js';
export { blockFeatures, FEATURE_NAMES, type PageFeatures } from './scoring/block-features.js';
export { chooseBlocks } from './scoring/choose-blocks.js';
export { type PackableNode, type PackedTrees, packTrees } from './scoring/tree-codec.js';
