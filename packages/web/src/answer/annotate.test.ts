import { describe, expect, it } from 'vitest';
import { type AnnotateOptions, annotate, type HastNode } from './annotate.js';

const text = (value: string, start: number, length = value.length): HastNode => ({ type: 'text', value, position: { start: { offset: start }, end: { offset: start + length } } });
const paragraph = (...children: HastNode[]): HastNode => ({ type: 'element', tagName: 'p', children });

function annotated(tree: HastNode, source: string, options: Partial<AnnotateOptions> = {}): HastNode[] {
  const root: HastNode = { type: 'root', children: [tree] };
  annotate({ from: 0, claims: [], numbers: null, ...options })(root, source);
  return root.children?.[0]?.children ?? [];
}

/** `plain`, `0(claimed)`, `0^1` for a marker of claim 0. */
const outline = (nodes: HastNode[]): string =>
  nodes
    .map((node): string => {
      if (node.type === 'text') return node.value ?? '';
      const inner = outline(node.children ?? []);
      if (node.tagName === 'keep') return `{${inner}}`;
      if (node.tagName === 'sup') return `${String(node.properties?.['dataClaim'])}^${inner}`;
      return node.tagName === 'span' ? `${String(node.properties?.['dataClaim'])}(${inner})` : `<${inner}>`;
    })
    .join('|');

describe('annotating an answer', () => {
  it('makes markers of all numbers while the answer is written, and of those of sources at its end', () => {
    const source = 'Water boils. [1][12] a[0]';
    expect(outline(annotated(paragraph(text(source, 0)), source))).toBe('Water |{boils.|-1^1|-1^12}| a[0]');
    expect(outline(annotated(paragraph(text(source, 0)), source, { numbers: [1] }))).toBe('Water |{boils.|-1^1}|[12] a[0]');
  });

  it('finds the claims by their place in the whole answer, through other marks', () => {
    const source = 'One **is** here [1]. Two';
    const tree = paragraph(text('One ', 0), { type: 'element', tagName: 'strong', children: [text('is', 6)] }, text(' here [1]. Two', 10));
    const claims = [{ index: 0, start: 100, end: 120 }, { index: 1, start: 121, end: 124 }];
    expect(outline(annotated(tree, source, { from: 100, claims, numbers: [1] }))).toBe('0(One )|<0(is)>|0( )|{0(here)|0^1|0(.)}| |1(Two)');
  });

  it('knows the last piece of each claim', () => {
    const source = 'One **is** here. Two';
    const tree = paragraph(text('One ', 0), { type: 'element', tagName: 'strong', children: [text('is', 6)] }, text(' here. Two', 10));
    const ends: unknown[] = [];
    const look = (node: HastNode) => {
      if (node.properties?.['dataEnd'] === true) ends.push([node.properties['dataClaim'], node.children?.[0]?.value]);
      node.children?.forEach(look);
    };
    annotated(tree, source, { claims: [{ index: 0, start: 0, end: 16 }, { index: 1, start: 17, end: 20 }] }).forEach(look);
    expect(ends).toEqual([[0, ' here.'], [1, 'Two']]);
  });

  it('is not misled by escapes and entities, which are longer than what they mean', () => {
    const source = 'A \\* b &amp; c. Next.';
    const claims = [{ index: 0, start: 0, end: 15 }, { index: 1, start: 16, end: 21 }];
    expect(outline(annotated(paragraph(text('A * b & c. Next.', 0, source.length)), source, { claims }))).toBe('0(A * b & c.)| |1(Next.)');
  });

  it('keeps a marker on the line of its word, but for words that may not fit', () => {
    const long = 'x'.repeat(30);
    expect(outline(annotated(paragraph(text(`A ${long} [1]. B [2]`, 0)), ''))).toBe(`A ${long}|{-1^1|.}| |{B|-1^2}`);
    expect(outline(annotated(paragraph(text('[1] starts', 0)), ''))).toBe('{-1^1}| starts');
  });

  it('leaves code and links alone', () => {
    const code: HastNode = { type: 'element', tagName: 'code', children: [text('a[1]', 1)] };
    expect(outline(annotated(paragraph(code), '`a[1]`', { claims: [{ index: 0, start: 0, end: 6 }] }))).toBe('<a[1]>');
  });
});
