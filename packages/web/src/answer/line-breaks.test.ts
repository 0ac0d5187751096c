import { describe, expect, it } from 'vitest';
import type { HastNode } from './annotate.js';
import { lineBreaks } from './line-breaks.js';

const text = (value: string): HastNode => ({ type: 'text', value });
const element = (tagName: string, ...children: HastNode[]): HastNode => ({ type: 'element', tagName, children });
const outline = ({ tagName, value, children = [] }: HastNode): string => (tagName === undefined ? (value ?? '') : `<${tagName}>${children.map(outline).join('')}`);

describe('line breaks in tables', () => {
  it('are made of the tag for them in cells, also within a claim, and of nothing else', () => {
    const tree = element('table', element('td', text('a<br>b<b>'), element('span', text('c<BR />d'))), element('th', element('code', text('<br>'))));
    lineBreaks()(tree);
    expect(outline(tree)).toBe('<table><td>a<br>b<b><span>c<br>d<th><code><br>');
    const paragraph = element('p', text('a<br>b'));
    lineBreaks()(paragraph);
    expect(paragraph.children).toEqual([text('a<br>b')]);
  });
});
