import { describe, expect, it } from 'vitest';
import type { Block } from '../extraction/extracted-document.js';
import { documentPage, missingDocumentPage } from './document-page.js';
import { readMarks } from './mark-ranges.js';

function documentOf(parts: Array<[Block['kind'], string, number?]>, overrides: Partial<Parameters<typeof documentPage>[0]> = {}) {
  const blocks: Block[] = [];
  let text = '';
  for (const [kind, content, level] of parts) {
    if (text !== '') text += '\n\n';
    blocks.push({ kind, start: text.length, end: text.length + content.length, ...(level === undefined ? {} : { level }) });
    text += content;
  }
  return { title: 'A title', url: null, published_at: null, modified_at: null, author: null, language: 'en', collection: 'notes', text, blocks, ...overrides };
}

const render = (document: ReturnType<typeof documentOf>, mark = '') => documentPage(document, { marks: readMarks(mark, document.text), changed: false });
const mainOf = (html: string) => /<main>\n([\s\S]*)\n<\/main>/.exec(html)?.[1];

describe('readMarks', () => {
  const text = 'Water boils.';
  it.each([
    ['0-5', [{ start: 0, end: 5 }]],
    ['6-11,0-5', [{ start: 0, end: 5 }, { start: 6, end: 11 }]],
    ['0-5,3-8,8-9', [{ start: 0, end: 9 }]],
    ['6-99999', [{ start: 6, end: 12 }]],
    ['5-5', []],
    ['9-3', []],
    ['99-100', []],
    ['-5-3', []],
    ['1e9-2e9', []],
    ['0-5-7', []],
    ['99999999999999999999-3', []],
    ['a-b,,;0-1', []],
    ['', []],
  ])('reads "%s"', (mark, ranges) => {
    expect(readMarks(mark, text)).toEqual(ranges);
  });

  it('takes what is no text for no marks', () => {
    expect(readMarks(['0-1', '2-3'], text)).toEqual([]);
    expect(readMarks(undefined, text)).toEqual([]);
  });

  it('never cuts a character in two', () => {
    expect(readMarks('1-2', '😀😀')).toEqual([{ start: 0, end: 2 }]);
    expect(readMarks('2-3', '😀😀')).toEqual([{ start: 2, end: 4 }]);
    expect(readMarks('1-3', '😀😀')).toEqual([{ start: 0, end: 4 }]);
  });

  it('looks at no more than a hundred ranges', () => {
    const many = Array.from({ length: 500 }, (_, at) => `${at * 2}-${at * 2 + 1}`).join(',');
    expect(readMarks(many, 'x'.repeat(2000))).toHaveLength(100);
  });
});

describe('documentPage', () => {
  it('shows each kind of block as what it is', () => {
    const html = render(documentOf([['heading', 'Part', 2], ['paragraph', 'One.'], ['list_item', 'a'], ['list_item', 'b'], ['quote', 'Q'], ['code', 'x = 1\ny = 2'], ['table', 'a\tb'], ['heading', 'Top', 1]]));
    expect(mainOf(html)).toBe(
      [
        '<h2 dir="auto">Part</h2>',
        '<p dir="auto">One.</p>',
        '<ul>',
        '<li dir="auto">a</li>',
        '<li dir="auto">b</li>',
        '</ul>',
        '<blockquote dir="auto">Q</blockquote>',
        '<pre tabindex="0">x = 1\ny = 2</pre>',
        '<pre tabindex="0">a\tb</pre>',
        '<h2 dir="auto">Top</h2>',
      ].join('\n'),
    );
  });

  it('closes a list at the end of the document', () => {
    expect(mainOf(render(documentOf([['list_item', 'a']])))).toBe('<ul>\n<li dir="auto">a</li>\n</ul>');
  });

  it('marks the range, and gives the first mark the id to scroll to', () => {
    const html = render(documentOf([['paragraph', 'Water boils at 100 degrees.'], ['paragraph', 'Ice melts.']]), '6-11,29-32');
    expect(mainOf(html)).toBe('<p dir="auto">Water <mark id="mark">boils</mark> at 100 degrees.</p>\n<p dir="auto"><mark>Ice</mark> melts.</p>');
    expect(html).toContain('<a href="#mark">');
  });

  it('marks a range that spans blocks in each of them', () => {
    const html = render(documentOf([['paragraph', 'Water boils.'], ['paragraph', 'Ice melts.']]), '6-17');
    expect(mainOf(html)).toBe('<p dir="auto">Water <mark id="mark">boils.</mark></p>\n<p dir="auto"><mark>Ice</mark> melts.</p>');
  });

  it('shows text that lies outside of all blocks, marks included', () => {
    const document = { ...documentOf([['paragraph', 'One.']]), text: 'Zero. One. Two.', blocks: [{ kind: 'paragraph' as const, start: 6, end: 10 }] };
    const html = render(document, '11-14');
    expect(mainOf(html)).toBe('<p dir="auto">Zero. </p>\n<p dir="auto">One.</p>\n<p dir="auto"> <mark id="mark">Two</mark>.</p>');
  });

  it('does not show the title twice', () => {
    const html = render(documentOf([['heading', 'A title', 1], ['paragraph', 'One.']]), '0-1');
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<h1 dir="auto"><mark id="mark">A</mark> title</h1>');
    expect(mainOf(html)).toBe('<p dir="auto">One.</p>');
  });

  it('has exactly the text of the document, whatever is marked', () => {
    const document = documentOf([['heading', 'Part', 2], ['paragraph', 'a < b & c'], ['list_item', '😀 "x"'], ['code', "it's"]]);
    for (const mark of ['0-3', '2-20', '5-9,12-19', '0-999', '20-21,21-22']) {
      const shown = (mainOf(render(document, mark)) ?? '').replace(/<[^>]*>/g, '').replace(/&lt;/g, '<').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&');
      expect(shown.replace(/\n+/g, '\n').trim()).toBe(document.text.replace(/\n+/g, '\n'));
    }
  });

  it('tells when it was published and, where that is another day, when it was last changed', () => {
    const dated = (published_at: string | null, modified_at: string | null) => render(documentOf([['paragraph', 'x']], { published_at, modified_at }));
    expect(dated('2024-05-01', '2024-06-02T08:00:00Z')).toContain('published <time datetime="2024-05-01">2024-05-01</time> · changed <time datetime="2024-06-02T08:00:00Z">2024-06-02</time>');
    expect(dated('2024-05-01', '2024-05-01')).not.toContain('changed');
  });

  it('escapes everything that comes from the document', () => {
    const hostile = '</title><script>alert(1)</script>"\'&\u0000';
    const html = render(documentOf([['paragraph', hostile]], { title: hostile, author: hostile, collection: hostile, published_at: hostile, modified_at: `${hostile} later`, url: `https://e.org/"${hostile}`, language: '"><script>' }));
    expect(html).not.toContain('<script');
    expect(html).not.toContain('\u0000');
    expect(html).toContain('<html>\n');
  });

  it('links only to http(s)', () => {
    expect(render(documentOf([], { url: 'javascript:alert(1)' }))).not.toContain('href');
    expect(render(documentOf([], { url: 'https://e.org/a?b=1&c=2' }))).toContain('<a href="https://e.org/a?b=1&amp;c=2" rel="noopener noreferrer">');
  });

  it('says that the document has changed since it was cited', () => {
    expect(documentPage(documentOf([]), { marks: [], changed: true })).toContain('has changed since it was cited');
    expect(documentPage(documentOf([]), { marks: [], changed: false })).not.toContain('has changed since it was cited');
  });

  it('renders a large document with many marks in time', () => {
    const document = documentOf(Array.from({ length: 20_000 }, () => ['paragraph', 'Some words of a paragraph that is fairly long.'] as ['paragraph', string]));
    const began = performance.now();
    render(document, Array.from({ length: 100 }, (_, at) => `${at * 1000}-${at * 1000 + 50}`).join(','));
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('has a page for a document that is not there', () => {
    expect(missingDocumentPage()).toContain('<h1>No such document</h1>');
  });
});
