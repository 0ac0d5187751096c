import type { Block, BlockKind } from '../../extraction/extracted-document.js';

const KINDS: readonly BlockKind[] = ['heading', 'paragraph', 'list_item', 'quote', 'code', 'table'];

/** Blocks as short text for the database: `kind,start,end[,level[,page]]`, parted by spaces; a level that is not there and has a page behind it is empty. */
export function encodeBlocks(blocks: ReadonlyArray<{ kind: BlockKind; start: number; end: number; level?: number | undefined; page?: number | undefined }>): string {
  return blocks.map(({ kind, start, end, level, page }) => [KINDS.indexOf(kind), start, end, ...(page === undefined ? [level] : [level ?? '', page])].filter((part) => part !== undefined).join(',')).join(' ');
}

export function decodeBlocks(text: string): Block[] {
  if (text === '') return [];
  return text.split(' ').map((part) => {
    const [kind, start, end, level, page] = part.split(',');
    return {
      kind: KINDS[Number(kind)] ?? 'paragraph',
      start: Number(start),
      end: Number(end),
      ...(level === undefined || level === '' ? {} : { level: Number(level) }),
      ...(page === undefined ? {} : { page: Number(page) }),
    };
  });
}
