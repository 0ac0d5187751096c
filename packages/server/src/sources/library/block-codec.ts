import type { Block, BlockKind } from '../../extraction/extracted-document.js';

const KINDS: readonly BlockKind[] = ['heading', 'paragraph', 'list_item', 'quote', 'code', 'table'];

/** Blocks as short text for the database: `kind,start,end[,level]`, parted by spaces. */
export function encodeBlocks(blocks: ReadonlyArray<{ kind: BlockKind; start: number; end: number; level?: number }>): string {
  return blocks.map(({ kind, start, end, level }) => `${KINDS.indexOf(kind)},${start},${end}${level === undefined ? '' : `,${level}`}`).join(' ');
}

export function decodeBlocks(text: string): Block[] {
  if (text === '') return [];
  return text.split(' ').map((part) => {
    const [kind, start, end, level] = part.split(',').map(Number);
    return { kind: KINDS[kind ?? 1] ?? 'paragraph', start: start ?? 0, end: end ?? 0, ...(level === undefined ? {} : { level }) };
  });
}
