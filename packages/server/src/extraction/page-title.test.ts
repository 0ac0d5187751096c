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
    ['no name of the site by its class', '<title>The bridge is closed</title>', '<div class="site-branding"><h1>Fjord Notes</h1></div><h1 id="logo">Fjord</h1><h2>News</h2>', 'The bridge is closed'],
    ['no link to the start', '<title>The bridge is closed - Bridges - Norway</title>', '<h1><a href="/">Fjord Forum</a></h1>', 'The bridge is closed'],
    ['no name of the host', '<link rel=canonical href="https://forums.fjord.example/topic/1"><title>The bridge is closed - fjord.example</title>', '<h1>fjord.example</h1>', 'The bridge is closed'],
    ['no name of the publisher', '<script type="application/ld+json">{"@type":"Article","publisher":{"name":"Fjord Post"}}</script><title>Fjord Post: The bridge is closed</title>', '<h1>Fjord Post</h1>', 'The bridge is closed'],
    ['a heading that links to its own page', '<link rel=canonical href="https://fjord.example/1"><title>Other</title><meta property="og:type" content="article">', '<h1><a href="https://fjord.example/1">The bridge is closed</a></h1>', 'The bridge is closed'],
    ['the name of the site at its start', '<link rel=canonical href="https://fjord.example/"><title>Fjord Post</title>', '<h1 class="site-title">Fjord Post</h1>', 'Fjord Post'],
    ['the part before a full-width bar', '<title>橋が閉鎖された｜朝の新聞</title>', '', '橋が閉鎖された'],
    ['the part before a stroke', '<title>大桥今日关闭丨晨报</title>', '', '大桥今日关闭'],
    ['the heading among parts with signs and no spaces', '<title>大桥今日关闭_国内新闻-晨报网</title>', '<h1>晨报网</h1><h1>大桥今日关闭</h1>', '大桥今日关闭'],
    ['the part before the site behind such a sign', '<meta property="og:site_name" content="晨报网"><title>大桥今日关闭-晨报网</title>', '', '大桥今日关闭'],
    ['a title whole that holds such a sign', '<title>북한-중국 국경 다리 폐쇄</title>', '', '북한-중국 국경 다리 폐쇄'],
    ['the heading of an article without spaces that has letters of the title', '<meta property="og:type" content="article"><title>大桥今日关闭｜晨报</title>', '<h1>老大桥今日关闭了</h1><h1>图片</h1>', '老大桥今日关闭了'],
  ])('is %s', (_name, head, body, title) => {
    expect(titleOf(head, body)).toBe(title);
  });
});
