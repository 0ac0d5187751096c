import { describe, expect, it } from 'vitest';
import { extractHtml } from './extract-html.js';

const titleOf = (head: string, body: string) => extractHtml(`<html><head>${head}</head><body>${body}<p>Text of the page.</p></body></html>`).title;

describe('[EXT-5] the title', () => {
  it.each([
    ['a heading that the title repeats with the site', '<title>The bridge is closed | Example</title>', '<h1>The bridge is closed</h1>', 'The bridge is closed'],
    ['of several headings the one that the head repeats', '<title>The bridge is closed - Example</title>', '<h1>Example</h1><h1>The bridge is closed</h1>', 'The bridge is closed'],
    ['the heading of an article', '<meta property="og:type" content="article"><title>Bridge shut for weeks | Example</title>', '<h1>The old bridge is closed</h1>', 'The old bridge is closed'],
    ['the title of another page that says more', '<title>Bridge repair services in Bergen | Example</title>', '<h1>Bridge repair</h1>', 'Bridge repair services in Bergen'],
    ['the title without its site where there is no heading', '<meta property="og:site_name" content="Example"><title>Example – The bridge is closed</title>', '', 'The bridge is closed'],
    ['no title of a drawing', '<svg><title>Logo</title></svg><title>The bridge is closed</title>', '', 'The bridge is closed'],
    ['a heading in pieces with its spaces', '<title>Other words</title><meta property="og:type" content="article">', '<h1><span>The bridge</span><span>is closed</span></h1>', 'The bridge is closed'],
    ['a title that was escaped twice', '<meta property="og:title" content="The &amp;quot;old&amp;quot; bridge isn&amp;#8217;t open">', '', 'The "old" bridge isn’t open'],
    ['no sign behind a heading', '<title>Options - Docs</title>', '<h1>Options<a href="#o">¶</a></h1>', 'Options'],
  ])('is %s', (_name, head, body, title) => {
    expect(titleOf(head, body)).toBe(title);
  });
});
