import type { PageBlock } from './html-blocks.js';
import type { PageMetadata } from './html-metadata.js';
import { IN } from './html-surroundings.js';
import type { HtmlTree } from './html-tree.js';
import type { PageFeatures } from './scoring/block-features.js';

/** A page whose matter was chosen, for those who judge it as a whole. */
export interface SeenPage {
  tree: HtmlTree;
  /** What each node stands in, see `IN`. */
  marks: Uint8Array;
  metadata: PageMetadata;
  title: string | null;
  /** All blocks of the page, and what is known of them. */
  blocks: readonly PageBlock[];
  features: PageFeatures;
  /** Those that were taken for its matter. */
  chosen: ReadonlySet<PageBlock>;
}

const SCRIPT_REACH = 20_000;

export function wordsAt({ features }: SeenPage, index: number): number {
  return features.measures[index]?.words ?? 0;
}

/** Words of all blocks that count. */
export function wordsOf(page: SeenPage, counts: (block: PageBlock, index: number) => boolean): number {
  return page.blocks.reduce((sum, block, index) => sum + (counts(block, index) ? wordsAt(page, index) : 0), 0);
}

/** Is it neither a heading, nor mostly links, nor in menus, headers, footers? */
export function isProse({ marks, features }: SeenPage, block: PageBlock, index: number): boolean {
  return block.kind !== 'heading' && ((marks[block.first] ?? 0) & IN.around) === 0 && (features.measures[index]?.linkShare ?? 0) < 0.5;
}

/** A quotation that is open at the end of a text. */
const OPEN_QUOTE = /["“„«‘「『][^"”»」』]{0,60}$/;

/** Where a text says such a thing itself, and doesn't only quote it; null where it doesn't. */
export function findSaid(text: string, words: RegExp): RegExpExecArray | null {
  const found = words.exec(text);
  return found !== null && OPEN_QUOTE.test(text.slice(Math.max(0, found.index - 80), found.index)) ? null : found;
}

/** Does a name, an address or, where asked, a script of the page match? */
export function someMarkup(tree: HtmlTree, pattern: RegExp, scripts: boolean): boolean {
  for (let node = 1; node < tree.size; node += 1) {
    const attributes = tree.attributes[node];
    if (attributes !== undefined && attributes.size > 0) {
      for (const name of ['class', 'id', 'src', 'action', 'href']) {
        const value = attributes.get(name);
        if (value !== undefined && (name !== 'href' || tree.names[node] === 'link') && pattern.test(value.slice(0, 500))) return true;
      }
    }
    if (scripts && tree.names[node] === 'script' && pattern.test((tree.texts[node + 1] ?? '').slice(0, SCRIPT_REACH))) return true;
  }
  return false;
}
