import { describe, expect, it } from 'vitest';
import { extractMarkdown } from './extract-markdown.js';

function kindsAndTexts(markdown: string): Array<[string, string]> {
  const document = extractMarkdown(markdown);
  return document.blocks.map((block) => [block.kind, document.text.slice(block.start, block.end)]);
}

describe('extractMarkdown', () => {
  it('gives blocks without marks, link targets and images', () => {
    expect(
      kindsAndTexts(
        '# Title\n\nSome *words* in `code`\nand a [link](http://x.y) ![pic](p.png).\n\n- one\n- two\n  - three\n\n> quoted\n\n```js\nlet a;\n\nlet b;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n',
      ),
    ).toEqual([
      ['heading', 'Title'],
      ['paragraph', 'Some words in code and a link .'],
      ['list_item', 'one'],
      ['list_item', 'two'],
      ['list_item', 'three'],
      ['quote', 'quoted'],
      ['code', 'let a;\n\nlet b;'],
      ['table', 'a | b\n1 | 2'],
    ]);
  });

  it('reads the front matter', () => {
    const document = extractMarkdown('---\ntitle: "The *title*"\ndate: 2024-02-03 10:00\nauthor: {name: Ann}\ncanonical_url: https://e.org/x\nlang: de\n---\n# Other\n\nText.');
    expect(document).toMatchObject({ title: 'The *title*', published_at: '2024-02-03', author: 'Ann', url: 'https://e.org/x', language: 'de', text: 'Other\n\nText.' });
  });

  it('does not take text between rules for front matter', () => {
    expect(extractMarkdown('---\n\nJust a paragraph\n\n---\n\nMore.').text).toBe('Just a paragraph\n\nMore.');
  });

  it('takes a first rule that is never closed, or only by a rule in the text, for a rule', () => {
    expect(extractMarkdown('---\ntitle: [unclosed\ndate: 2021-99-99\n\nText.')).toMatchObject({ title: 'Untitled', published_at: null, text: 'title: [unclosed date: 2021-99-99\n\nText.' });
    expect(extractMarkdown('---\n\nNote: the first.\n\nMore text.\n\n---\n\nEnd.').text).toBe('Note: the first.\n\nMore text.\n\nEnd.');
  });

  it.each([
    ['two numbers', '31 metres tall [3][4].', '31 metres tall [3][4].'],
    ['three numbers', '31 metres tall[3][4][5].', '31 metres tall[3][4][5].'],
    ['two numbers, one defined', '31 metres tall [3][4].\n\n[4]: http://e.org', '31 metres tall [3][4].'],
    ['a number by itself, defined or not', 'Tall [3] and [5].\n\n[3]: http://e.org', 'Tall [3] and [5].'],
    ['a number with empty brackets', 'Tall [3][] and [5][].\n\n[3]: http://e.org', 'Tall [3] and [5].'],
    ['a number with a label', 'Tall [3][source] and [5][none].\n\n[source]: http://e.org', 'Tall [3] and [5][none].'],
    ['letters and notes', 'Tall [a][b] and [note 1][2].', 'Tall [a][b] and [note 1][2].'],
    ['a number after an exclamation mark', 'Tall![3] Wide![4][5]\n\n[3]: http://e.org', 'Tall![3] Wide![4][5]'],
    ['a link to a note', 'Tall [3](#cite_note-3).', 'Tall [3].'],
  ])('keeps the brackets of %s', (_name, markdown, text) => {
    expect(extractMarkdown(markdown).text).toBe(text);
  });

  it.each([
    ['words with a label', 'See [the page][ref], [it][2], [R][] and [that][].\n\n[2]: http://e.org\n[that]: http://e.org', 'See the page, it, R and that.'],
    ['a year', 'Built in [1931][then] and [1987].\n\n[then]: http://e.org\n[1987]: http://e.org', 'Built in 1931 and 1987.'],
    ['a number that is a link', 'See chapter [3](three.md).', 'See chapter 3.'],
    ['code', 'Read a[i][j] and `b[3][4]`.', 'Read a[i][j] and b[3][4].'],
    ['images', 'A ![picture][1] and ![another][none] end.\n\n[1]: a.png', 'A and end.'],
    ['footnotes', 'Tall[^1] and wide [^2][^3].\n\n[^1]: Measured.', 'Tall and wide.\n\nMeasured.'],
  ])('reads %s as an author means them', (_name, markdown, text) => {
    expect(extractMarkdown(markdown).text).toBe(text);
  });

  it('knows a footnote whose text stands in another chunk of a long document', () => {
    const long = 'A paragraph of some length, to fill the chunk.\n\n'.repeat(600);
    const { text } = extractMarkdown(`Tall[^height] indeed.\n\n${long}[^height]: Measured in May.\n`);
    expect(text).toContain('Tall indeed.');
    expect(text.split('Measured in May.')).toHaveLength(2);
  });

  it('takes the title from the first heading, else from the caller', () => {
    expect(extractMarkdown('Intro.\n\n# Head\n').title).toBe('Head');
    expect(extractMarkdown('Only text.', { fallbackTitle: 'file-name' }).title).toBe('file-name');
  });

  it.each([
    ['aliases that would grow', `---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\nText.`],
    ['broken YAML', '---\ntitle: "unclosed\n  x: {]\n---\nText.'],
    ['deep nesting', `---\n${'['.repeat(20_000)}\n---\nText.`],
    ['names from the object prototype', '---\n__proto__: {title: x}\nconstructor: y\n---\nText.'],
    ['broken YAML of several keys', '---\ntitle: [unclosed\ndate: 2021-99-99\n\ntags:\n- a\n---\nText.'],
    ['an impossible date', '---\ndate: 2024-02-31\n---\nText.'],
  ])('is not harmed by front matter with %s', (_name, markdown) => {
    expect(extractMarkdown(markdown, { fallbackTitle: 'f' })).toMatchObject({ title: 'f', published_at: null, text: 'Text.' });
  });

  it('reads HTML within as HTML', () => {
    expect(kindsAndTexts('<p align="center"><img src=x><b>Centred</b></p>\n<script>evil()</script>\n\nLine<br>break <kbd>x</kbd>')).toEqual([
      ['paragraph', 'Centred'],
      ['paragraph', 'Line break x'],
    ]);
  });

  it('joins Chinese and Japanese lines without a space', () => {
    expect(extractMarkdown('これは日本語\nの文章です。\nplain\nwords').text).toBe('これは日本語の文章です。 plain words');
  });

  it('resolves references across the chunks of a long document', () => {
    const long = 'A paragraph of some length, to fill the chunk.\n\n'.repeat(600);
    const document = extractMarkdown(`See [the page][ref] and [ref].\n\n${long}See [the other][ref] too.\n\n[ref]: https://e.org\n`);
    expect(document.text).toContain('See the page and ref.');
    expect(document.text).toContain('See the other too.');
  });

  it('keeps a code block that is longer than a chunk as code', () => {
    const document = extractMarkdown(`\`\`\`\n${'# not a heading\n'.repeat(10_000)}\`\`\`\n\nAfter.`);
    expect(new Set(document.blocks.slice(0, -1).map((block) => block.kind))).toEqual(new Set(['code']));
    expect(document.text.endsWith('After.')).toBe(true);
  });

  it.each([
    ['emphasis marks', `${'*'.repeat(20_000)}deep${'*'.repeat(20_000)}`],
    ['brackets', `${'['.repeat(300_000)}deep`],
    ['quotation marks', `${'>'.repeat(50_000)} deep`],
    ['half-open links', `${'[a]('.repeat(100_000)}deep`],
    ['nested lists', `${Array.from({ length: 500 }, (_, depth) => `${' '.repeat(2 * depth)}- a`).join('\n')} deep`],
    ['blank lines', `${'\n'.repeat(500_000)}deep`],
  ])('stays fast on very many %s', (_name, markdown) => {
    const start = performance.now();
    expect(extractMarkdown(markdown).text).toContain('deep');
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
