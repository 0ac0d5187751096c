import type { HastNode } from './annotate.js';

const BREAK = /<br\s*\/?>/i;

/** A rehype plugin: the one tag that Markdown has no sign for in the cell of a table, written as text, becomes a line break. All other HTML stays text. */
export function lineBreaks(): (tree: HastNode) => void {
  return (tree) => breakCells(tree, false);
}

function breakCells(node: HastNode, inCell: boolean): void {
  if (node.children === undefined || node.tagName === 'code') return;
  const within = inCell || node.tagName === 'td' || node.tagName === 'th';
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text' && within) return brokenText(child.value ?? '');
    breakCells(child, within);
    return [child];
  });
}

function brokenText(text: string): HastNode[] {
  return text.split(BREAK).flatMap((value, index): HastNode[] => [...(index === 0 ? [] : [{ type: 'element', tagName: 'br', properties: {}, children: [] }]), { type: 'text', value }]);
}
