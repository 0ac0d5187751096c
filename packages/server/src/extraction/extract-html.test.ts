import { describe, expect, it } from 'vitest';
import { extractHtml } from './extract-html.js';

function kindsAndTexts(html: string): Array<[string, string]> {
  const document = extractHtml(html);
  return document.blocks.map((block) => [block.kind, document.text.slice(block.start, block.end)]);
}

/** Five paragraphs of a story, none like the other. */
const story = ['The council met', 'Engineers looked at the piers', 'Shops on both banks complain', 'A ferry has been hired', 'The minister came to see it']
  .map((start) => `<p>${start} on Tuesday, and after a long talk about the old bridge it was said that nobody could tell how soon, at what cost and by whom it would be mended.</p>`)
  .join('');

describe('[EXT-1] the text of a page', () => {
  it('gives headings, paragraphs, lists, quotes, code and tables as blocks in order', () => {
    expect(
      kindsAndTexts(`<h1>Guide</h1><p>First <b>bold</b> paragraph.</p><ul><li>One<li>Two</ul><blockquote><p>Said.</p></blockquote>
        <pre>  if (x)\n    y();\n</pre><table><tr><th>Name<th>Use</tr><tr><td>a<td>b</table>`),
    ).toEqual([
      ['heading', 'Guide'],
      ['paragraph', 'First bold paragraph.'],
      ['list_item', 'One'],
      ['list_item', 'Two'],
      ['quote', 'Said.'],
      ['code', '  if (x)\n    y();'],
      ['table', 'Name | Use\na | b'],
    ]);
  });

  it('leaves out programs, styles, menus, page headers and footers, hidden elements and comments', () => {
    const { text } = extractHtml(`<html><head><style>p{}</style><script>evil()</script></head><body><nav>Menu here</nav><header>Site name</header>
      <p>Kept.</p><p hidden>no1</p><p aria-hidden="true">no2</p><p style="color:red; display : none">no3</p><div class="cookie-banner">no4</div>
      <template>no5</template><!-- no6 --><textarea>no7</textarea><noscript>Enable JavaScript</noscript><footer>no8</footer></body></html>`);
    expect(text).toBe('Kept.');
  });

  it('keeps header and footer of an article', () => {
    const { text } = extractHtml('<article><header><h1>Title</h1></header><p>Body.</p><footer>Note at the end.</footer></article><footer>Example</footer>');
    expect(text).toBe('Title\n\nBody.\n\nNote at the end.');
  });

  it('keeps a long noscript: some sites put their text there', () => {
    expect(extractHtml(`<nav><a href=/>Home</a></nav><noscript>${story}</noscript>`).text).toContain('council met');
    expect(extractHtml('<p>Kept.</p><noscript>Enable JavaScript</noscript>').text).toBe('Kept.');
  });

  it('parts words at cells, line breaks and inline blocks, but not at inline tags', () => {
    const { text } = extractHtml('<p>one<br>two <span style="display:inline-block">three</span><span style="display:inline-block">four</span> fi<b>v</b>e</p><table><tr><td>six<td>seven</table>');
    expect(text).toBe('one two three four five\n\nsix | seven');
  });

  it('takes two line breaks in a row as the end of a paragraph', () => {
    expect(kindsAndTexts('<div>one<br><br>two</div>')).toEqual([['paragraph', 'one'], ['paragraph', 'two']]);
  });

  it('reads a table that lays out a page as ordinary blocks', () => {
    const layout = kindsAndTexts('<table><tr><td>Side</td><td><h2>Head</h2><p>Body text.</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>');
    expect(layout).toEqual([
      ['paragraph', 'Side'],
      ['heading', 'Head'],
      ['paragraph', 'Body text.'],
      ['table', 'a | b'],
    ]);
  });

  it('leaves out columns that are empty throughout', () => {
    expect(kindsAndTexts('<table><tr><td rowspan=2><img src=x></td><th>Tip</th></tr><tr><td>Do it so.</td></tr></table>')).toEqual([
      ['paragraph', 'Tip'],
      ['paragraph', 'Do it so.'],
    ]);
    expect(kindsAndTexts('<table><tr><td>a<td><td>b</tr><tr><td><td><td>c</table>')).toEqual([['table', 'a | b\n | c']]);
  });

  it('keeps only the declared main part where that holds a fair share of the text', () => {
    const main = 'The matter of the page is told in this sentence. '.repeat(6);
    expect(extractHtml(`<div>Teasers of other pages</div><main><p>${main}</p></main><div>More teasers</div>`).text).toBe(main.trim());
  });

  it('falls back to the whole page when it would else be empty', () => {
    expect(extractHtml('<nav>Only this text</nav><script>no</script>').text).toBe('Only this text');
  });

  it('removes control, zero-width and direction characters, and normalises to NFC', () => {
    const { text } = extractHtml('<p>zero\u200bwidth \u202eright\u202c a\u0000b cafe\u0301 soft\u00adhyphen nb\u00a0sp tag\u{e0041}s \ud800x</p>');
    expect(text).toBe('zerowidth right ab café softhyphen nb sp tags x');
  });

  it('keeps the joiners that are spelling', () => {
    expect(extractHtml('<p>می\u200cخواهم 👩\u200d💻 a\u200db</p>').text).toBe('می\u200cخواهم 👩\u200d💻 ab');
  });

  it('decodes entities, also in attributes', () => {
    const document = extractHtml('<title>A &amp; B</title><meta property="og:url" content="https://e.org/?a=1&amp;b=2"><p>x &lt; y &#x1F600; &nbsp;z</p>');
    expect([document.title, document.url, document.text]).toEqual(['A & B', 'https://e.org/?a=1&b=2', 'x < y 😀 z']);
  });

  it('drops the anchor signs behind headings', () => {
    expect(kindsAndTexts('<h2>Options<a class="x" href="#o">¶</a></h2><h2>History<span>[edit]</span></h2>')).toEqual([['heading', 'Options'], ['heading', 'History']]);
  });
});

describe('what a page says of itself', () => {
  it('takes title, canonical address, author and language', () => {
    const document = extractHtml(`<html lang="en_us"><head><title>Page | Site</title><link rel=canonical href="https://www.example.org/page">
      <meta name=author content="By Ann Lee"></head><body><h1>Page</h1><p>Text.</p></body></html>`);
    expect(document).toMatchObject({ title: 'Page', url: 'https://www.example.org/page', author: 'Ann Lee', language: 'en-US', published_at: null });
  });

  it.each([
    ['a byline', '<p class="byline">By CARL FOX and Dora Ek, Staff Writers</p>', 'CARL FOX and Dora Ek'],
    ['a byline behind an account', '<meta name=author content=admin><div class="post-author">By: Ann Lee</div>', 'Ann Lee'],
    ['the name within what is marked as the author', '<div itemprop="author"><a href="/u/1"><span itemprop="name">Ann Lee</span></a> 15,911 <span>66 badges</span></div>', 'Ann Lee'],
    ['a byline with more behind it', '<div class="post-byline-date">By Ann Lee &bull; <span>March 12, 2025</span></div>', 'Ann Lee'],
    ['a byline with what she is', '<p class="byline">Words by <a href="/ann">Ann Lee</a> <span>Senior Editor</span></p>', 'Ann Lee'],
    ['a byline with two links', '<p class="byline">By <a href="/ann">Ann Lee</a> and <a href="/dora">Dora Ek</a></p>', 'Ann Lee and Dora Ek'],
    ['the class of a name', '<h4 class="box__author-name">Ann Lee</h4>', 'Ann Lee'],
    ['a link to an author', '<a href="https://example.org/authors/ann-lee/">Ann Lee</a>', 'Ann Lee'],
    ['an account of a forum', '<a class="username" href="/member?u=7">bridge_fan7</a>', 'bridge_fan7'],
    ['the label that WordPress writes', '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">', 'Ann Lee'],
    ['a person that structured data describes elsewhere', '<script type="application/ld+json">{"@graph":[{"@type":"Article","author":{"@id":"#ann"}},{"@type":"Person","@id":"#ann","name":"Ann Lee"}]}</script>', 'Ann Lee'],
    ['not the author of a comment or of another story', '<div class="comments"><span class="author">Bob Fox</span></div><aside><p class="byline">By Bob Fox</p></aside><div class="related-cards"><a href="/author/bob-fox">Bob Fox</a></div>', null],
    ['no link with other words', '<a href="/authors/ann-lee">More stories by this author</a>', null],
    ['a mailbox or a number', '<meta name=author content="ops@example.org"><meta property="article:author" content="262588213843476">', null],
    ['an account', '<meta name=author content="Webmaster">', null],
    ['what a template was to fill in', '<meta name=author content="{{ post.author }}"><meta name="parsely-author" content="page.head.author">', null],
    ['an address', '<meta name=author content="https://example.org/ann">', null],
    ['the name of the site', '<meta name=author content="The Daily Post"><meta property="og:site_name" content="The Daily Post">', null],
    ['a byline with more than names', '<p class="byline">By the time it was 5 it had begun.</p>', null],
  ])('reads who wrote it: %s', (_name, html, author) => {
    expect(extractHtml(`${html}<p>Text.</p>`).author).toBe(author);
  });

  it.each([
    ['article:published_time', '<meta property="article:published_time" content="2024-03-05T10:00:00+02:00">', '2024-03-05T10:00:00+02:00'],
    ['JSON-LD', '<script type="application/ld+json">{"@graph":[{"@type":"Person","name":"x"},{"@type":"NewsArticle","datePublished":"2023-01-02"}]}</script>', '2023-01-02'],
    ['JSON-LD that is malformed', '<script type="application/ld+json">{"description": "He said "no".", "datePublished": "2024-01-01"</script>', '2024-01-01'],
    ['itemprop', '<span itemprop="datePublished" content="2022-05-06">May</span>', '2022-05-06'],
    ['itemprop text', '<span itemprop="datePublished">6 May 2022</span>', '2022-05-06'],
    ['time in the article', '<article><time class="updated" datetime="2024-01-01">x</time><time datetime="2021-07-08">y</time></article>', '2021-07-08'],
    ['meta name', '<meta name="DC.date.issued" content="July 8, 2020">', '2020-07-08'],
  ])('finds the date of publication: %s', (_name, html, date) => {
    expect(extractHtml(`${html}<p>Text.</p>`).published_at).toBe(date);
  });

  it.each([
    ['the date of a change', '<meta property="article:modified_time" content="2024-03-05"><script type="application/ld+json">{"dateModified":"2024-01-01"}</script>'],
    ['what is no date', '<meta name="date" content="yesterday">'],
  ])('never takes %s', (_name, html) => {
    expect(extractHtml(`${html}<p>Text.</p>`).published_at).toBeNull();
  });

  it('takes no address that is not http(s), and no credentials', () => {
    expect(extractHtml('<link rel=canonical href="javascript:alert(1)"><p>x</p>').url).toBeNull();
    expect(extractHtml('<link rel=canonical href="/relative"><p>x</p>').url).toBeNull();
    expect(extractHtml('<link rel=canonical href="/relative"><p>x</p>', { baseUrl: 'https://e.org/a' }).url).toBe('https://e.org/relative');
    expect(extractHtml('<link rel=canonical href="https://u:p@e.org/"><p>x</p>').url).toBe('https://e.org/');
  });

  it('is not harmed by names from the object prototype', () => {
    const document = extractHtml('<meta name="__proto__" content="x"><meta name="constructor" content="y"><script type="application/ld+json">{"__proto__":{"datePublished":"2020-01-01"}}</script><constructor>text</constructor>');
    expect(document).toMatchObject({ text: 'text', published_at: null });
  });
});
