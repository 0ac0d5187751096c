import type { HastNode } from './annotate.js';

/** A longer word may be broken: on a narrow screen it might not fit into a line with its marker. */
const MOST_CHARACTERS = 24;
const LAST_WORD = /[^\s]+$/;
const PUNCTUATION = /^[.,;:!?)\]”’»。，、]+/;

/**
 * Puts each marker, with the word before it and the punctuation behind it, into an element of its own kind, `<keep>`, so that none of them
 * stands alone on a line. Gives the nodes anew; what they say stays the same. React tells elements apart by their kind and number: a marker
 * stays the same one, with the focus and the card that it may have, when claims are marked before it.
 */
export function keepTogether(nodes: readonly HastNode[]): HastNode[] {
  const kept: HastNode[] = [];
  for (let at = 0; at < nodes.length; at += 1) {
    if (!isMarker(nodes[at])) {
      kept.push(nodes[at] as HastNode);
      continue;
    }
    const group: HastNode[] = [];
    const before = kept.at(-1);
    if (before !== undefined && textOf(before) !== null) {
      kept.pop();
      const [head, word] = cutText(before, (text) => text.length - lastWord(text));
      if (head !== null) kept.push(head);
      if (word !== null) group.push(word);
    }
    for (; isMarker(nodes[at]); at += 1) group.push(nodes[at] as HastNode);
    const behind = nodes[at];
    const [punctuation, rest] = behind === undefined || textOf(behind) === null ? [null, behind ?? null] : cutText(behind, (text) => PUNCTUATION.exec(text)?.[0].length ?? 0);
    if (punctuation !== null) group.push(punctuation);
    kept.push({ type: 'element', tagName: 'keep', properties: {}, children: group });
    if (rest !== null) kept.push(rest);
  }
  return kept;
}

function isMarker(node: HastNode | undefined): boolean {
  return node?.tagName === 'sup' && node.properties?.['dataMarker'] !== undefined;
}

/** The length of the last word; 0 for one that is too long to be kept in one piece. */
function lastWord(text: string): number {
  const length = LAST_WORD.exec(text)?.[0].length ?? 0;
  return length > MOST_CHARACTERS ? 0 : length;
}

/** A text, or a piece of a claim, in two at the place that `where` gives; an empty half is null, and so is a node that has no text of its own to cut. */
function cutText(node: HastNode, where: (text: string) => number): [head: HastNode | null, tail: HastNode | null] {
  const value = textOf(node) ?? '';
  const at = where(value);
  return [at === 0 ? null : withText(node, value.slice(0, at)), at === value.length ? null : withText(node, value.slice(at))];
}

/** What a text or a piece of a claim says; null for everything else. */
function textOf(node: HastNode | undefined): string | null {
  if (node?.type === 'text') return node.value ?? '';
  const isPiece = node?.tagName === 'span' && node.properties?.['dataClaim'] !== undefined;
  return isPiece ? (node.children?.[0]?.value ?? null) : null;
}

function withText(node: HastNode, value: string): HastNode {
  return node.type === 'text' ? { type: 'text', value } : { ...node, children: [{ type: 'text', value }] };
}
