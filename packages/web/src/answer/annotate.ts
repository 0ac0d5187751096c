import { keepTogether } from './keep-together.js';

/** Just enough of hast, the tree that Markdown becomes. */
export interface HastNode {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: HastNode[];
  position?: { start: { offset?: number }; end: { offset?: number } };
}

export interface AnnotateOptions {
  /** Where the Markdown that is parsed begins in the answer, in UTF-16 units. */
  from: number;
  /** The claims that lie in it: ranges over the answer, in order, with their place among all claims. */
  claims: ReadonlyArray<{ index: number; start: number; end: number }>;
  /** Numbers that sources have; null while that is not known yet: then every marker counts. */
  numbers: readonly number[] | null;
}

const MARKER = /\[([1-9]\d{0,2})\]/g;
/** What stands in code is code, and the text of a link is the link's. */
const CLOSED = new Set(['code', 'pre', 'a']);

/**
 * A rehype plugin: turns markers into `<sup data-marker="n" data-claim="i">`, and puts each piece of a claim into
 * `<span data-claim="i">`, where `i` is the index of the claim, the last piece with `data-end`. A marker stays on the line of its word. Changes nothing else. Streamdown keeps plugins by name and
 * options, so all that it depends on is in its options.
 */
export function annotate(options: AnnotateOptions): (tree: HastNode, file: { toString(): string }) => void {
  return (tree, file) => {
    walk(tree, String(file), options);
    for (const piece of lastPieces(tree).values()) piece.properties = { ...piece.properties, dataEnd: true };
  };
}

/** The last piece of each claim, by the claim's index. */
function lastPieces(node: HastNode, last = new Map<unknown, HastNode>()): Map<unknown, HastNode> {
  if (node.tagName === 'span' && node.properties?.['dataClaim'] !== undefined) last.set(node.properties['dataClaim'], node);
  for (const child of node.children ?? []) lastPieces(child, last);
  return last;
}

function walk(node: HastNode, source: string, options: AnnotateOptions): void {
  if (node.children === undefined || CLOSED.has(node.tagName ?? '')) return;
  node.children = node.children.flatMap((child) => {
    if (child.type === 'text') return split(child, source, options);
    walk(child, source, options);
    return [child];
  });
}

/** One text node as text, claims and markers. */
function split(node: HastNode, source: string, options: AnnotateOptions): HastNode[] {
  const value = node.value ?? '';
  const places = options.claims.length === 0 ? null : placesOf(node, source);
  const claimAt = (at: number) => {
    const place = places?.[at];
    return place === undefined ? -1 : (options.claims.find(({ start, end }) => place + options.from >= start && place + options.from < end)?.index ?? -1);
  };
  const pieces: HastNode[] = [];
  let at = 0;
  for (const match of value.matchAll(MARKER)) {
    const number = Number(match[1]);
    if (options.numbers !== null && !options.numbers.includes(number)) continue;
    // The space in front goes: a marker hangs on the word before it, on the same line.
    const end = value[match.index - 1] === ' ' ? match.index - 1 : match.index;
    pieces.push(...claimPieces(value, at, end, claimAt));
    pieces.push({ type: 'element', tagName: 'sup', properties: { dataMarker: number, dataClaim: claimAt(match.index) }, children: [{ type: 'text', value: String(number) }] });
    at = match.index + match[0].length;
  }
  return keepTogether([...pieces, ...claimPieces(value, at, value.length, claimAt)]);
}

/** A stretch of text, cut where a claim begins or ends. */
function claimPieces(value: string, start: number, end: number, claimAt: (at: number) => number): HastNode[] {
  const pieces: HastNode[] = [];
  for (let from = start; from < end; ) {
    const claim = claimAt(from);
    let to = from + 1;
    while (to < end && claimAt(to) === claim) to += 1;
    const text: HastNode = { type: 'text', value: value.slice(from, to) };
    pieces.push(claim < 0 ? text : { type: 'element', tagName: 'span', properties: { dataClaim: claim }, children: [text] });
    from = to;
  }
  return pieces;
}

/** For each unit of the text the place in the source that it came from: escapes and entities take more room there. */
function placesOf(node: HastNode, source: string): number[] | null {
  const start = node.position?.start.offset;
  const end = node.position?.end.offset;
  if (start === undefined || end === undefined) return null;
  const value = node.value ?? '';
  let place = start;
  return Array.from({ length: value.length }, (_, index) => {
    const found = source.indexOf(value[index] ?? '', place);
    const at = found >= 0 && found < end ? found : place;
    place = at + 1;
    return at;
  });
}
