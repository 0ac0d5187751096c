import { describe, expect, it } from 'vitest';
import { extractDocument } from './extract-document.js';
import { extractHtml } from './extract-html.js';

const million = 1_000_000;
const paragraph = '<p>The council met on Tuesday to talk about the bridge, and decided that it would be mended before the winter.</p>';

/** Processor seconds, which other programs on the machine don't lengthen as they do the time on the clock. */
function secondsOf(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / million;
}

describe('[EXT-4] hostile pages', () => {
  it.each([
    ['20,000 nested elements', `${'<div>'.repeat(20_000)}deep${'</div>'.repeat(20_000)}`],
    ['20,000 nested elements with names', `${'<div class="content sidebar comment" id=x>'.repeat(20_000)}${'<p>deep</p>'.repeat(2000)}`],
    ['250,000 nested inline elements', `${'<b>'.repeat(250_000)}deep`],
    ['20,000 nested lists', `${'<ul><li>x'.repeat(20_000)}deep`],
    ['20,000 nested quotations', `${'<blockquote><p>x'.repeat(20_000)}deep`],
    ['30,000 nested noscripts', `${'<noscript><p>x'.repeat(30_000)}deep`],
    ['30,000 nested templates', `<p>deep</p>${'<template><p>x'.repeat(30_000)}`],
    ['20,000 nested hidden elements', `<p>deep</p>${'<div style="display:none">x'.repeat(20_000)}`],
    ['30,000 nested fonts', `<p>deep</p>${'<font color=white class=a>x'.repeat(30_000)}`],
    ['50,000 nested authors without text', `<p>deep</p>${'<b itemprop=author>'.repeat(50_000)}`],
    ['a megabyte of <', `<p>deep</p>${'<'.repeat(million)}`],
    ['5 MB of one tag', `deep${'<p>'.repeat(1_650_000)}`],
    ['a megabyte of paragraphs', `deep${'<p>x'.repeat(250_000)}`],
    ['a megabyte of headings', `deep${'<h1>x</h1>'.repeat(100_000)}`],
    ['a megabyte of line breaks', `deep${'<br>'.repeat(250_000)}`],
    ['a megabyte of text between line breaks', `deep${'x<br> <br>'.repeat(100_000)}`],
    ['a megabyte of links', `deep${'<a href=/x>y</a> '.repeat(60_000)}`],
    ['a megabyte of cells', `<table><tr><td>deep${'<td>x'.repeat(200_000)}</table>`],
    ['a megabyte of rows', `<table><tr><td>deep<td>x${'<tr><td>x<td>y'.repeat(60_000)}</table>`],
    ['a cell of many paragraphs among many elements', `<table><tr><td>deep</td><td>${'<p>x</p>'.repeat(500)}${'<b></b>'.repeat(150_000)}</table>`],
    ['a megabyte of one word', `<p>deep</p><p>${'x'.repeat(million)}</p>`],
    ['a megabyte of spaces', `<p>deep</p><p>${' '.repeat(million)}</p>`],
    ['a megabyte of entities', `<p>deep</p><p>${'&amp;'.repeat(million)}</p>`],
    ['a megabyte of characters of no width', `<p>deep</p><p>${'\u200b'.repeat(million)}</p>`],
    ['end tags without a start', `${'<a><b>'.repeat(60_000)}${'</x></a>'.repeat(60_000)}deep`],
    ['unclosed tables', `${'<table><tr><td>x'.repeat(20_000)}deep`],
    ['nested definition lists', `<dl><dt>${'<b>'.repeat(60_000)}${'<dt></dt>'.repeat(30_000)}deep`],
    ['NUL bytes', `<p>de\0ep</p>${'\0'.repeat(million)}`],
    ['an attribute that does not end', `<p>deep</p><a href="${'x'.repeat(million)}`],
    ['an attribute of a megabyte', `<p class="${'a '.repeat(500_000)}" style="${'color:red;'.repeat(1000)}">deep</p>`],
    ['a million attributes', `<p ${'a=b '.repeat(million)}>deep</p>`],
    ['100,000 different attributes', `<p ${Array.from({ length: 100_000 }, (_, index) => `a${index}=b`).join(' ')}>deep</p>`],
    ['a program that does not end', `<p>deep</p><script>${'var publish = 1; '.repeat(300_000)}`],
    ['a program of one word', `<p>deep</p><script>${'publishat'.repeat(500_000)}</script>`],
    ['a comment that does not end', `<p>deep</p><!--${' - '.repeat(300_000)}`],
    ['a title that does not end', `<p>deep</p><title>${'x '.repeat(400_000)}`],
    ['nested structured data', `<script type="application/ld+json">${'['.repeat(500_000)}</script>deep`],
    ['endless structured data', `<script type="application/ld+json">[${'{"@type":"Article","datePublished":"2020-01-01","articleBody":"x"},'.repeat(50_000)}1]</script>deep`],
    ['25,000 times', `deep${'<time datetime=2020-01-01>1 May 2020</time> '.repeat(25_000)}`],
    ['50,000 dates of changes', `deep${'<p>Updated: 1 May 2020'.repeat(50_000)}${'<time>x</time>'.repeat(1000)}`],
    ['100,000 metas and links', `${'<meta name="a" content="2020-01-01"><link rel=canonical href="https://e.org/">'.repeat(50_000)}deep`],
    ['a body of numbers', `<p>deep</p><p>${'1.2.3.4 '.repeat(120_000)}</p>`],
  ])('cost linear time: %s', (_name, html) => {
    let text = '';
    // Quadratic time would take minutes.
    expect(secondsOf(() => (text = extractHtml(html).text))).toBeLessThan(8);
    expect(text).toContain('deep');
  }, 120_000);

  it('take their share of the time when they are four times as long', () => {
    const page = (times: number) => `<nav><a href=/>Home</a></nav><main>${`<section class="a b"><h2>Part</h2>${paragraph}<ul><li>One<li>Two</ul></section>`.repeat(times)}</main>`;
    extractHtml(page(200));
    const [once, four] = [secondsOf(() => extractHtml(page(500))), secondsOf(() => extractHtml(page(2000)))];
    expect(four).toBeLessThan(once * 4 * 2.5 + 0.5);
  }, 120_000);

  it.each([
    ['an unknown encoding', Buffer.concat([Buffer.from('<meta charset="x-no-such"><p>Zo'), Buffer.from([0xeb]), Buffer.from(' wrote a longer line about the bridge</p>')]), 'Zoë wrote'],
    ['an encoding that is not its own', Buffer.from('<meta charset="utf-16"><p>Zoë wrote a longer line</p>'), 'Zoë wrote'],
    ['two encodings', Buffer.from('<meta charset="windows-1251"><meta charset="big5"><p>Zoë wrote a longer line</p>'), 'Zoë wrote'],
    ['broken UTF-8', Buffer.concat([Buffer.from('<p>Zoë, Ängström and Łódź: '), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from(' and this is a longer line about the bridge, which will be closed for the winter</p>')]), 'a longer line'],
    ['surrogates as bytes', Buffer.concat([Buffer.from('<meta charset="utf-8"><p>Zoë grüßt Łódź '), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from(' a longer line</p>')]), 'a longer line'],
    ['UTF-8 that was encoded twice', Buffer.from(Buffer.from('<p>Zoë – Ängström – “Łódź”, Malmö, Bärbel, naïve, façade</p>').toString('latin1')), 'Zoë – Ängström'],
  ])('survive %s', async (_name, bytes, words) => {
    const extraction = await extractDocument(bytes, 'html');
    expect(extraction.ok ? extraction.document.text : extraction.reason).toContain(words);
  });

  it.each(['<', '</', '<!', '<!-', '<p', '<p a', '<p a=', '<p a="', '&', '&#', '&#x110000;', '<![CDATA[', '<?', '<script', '</script', '<table><td><table>', '<svg><title>', '\ud800', '<a href="javascript:x">'])('never throw: %j', (html) => {
    expect(() => extractHtml(html)).not.toThrow();
    expect(() => extractHtml(`${paragraph}${html}`)).not.toThrow();
    expect(extractHtml(`${paragraph}${html}`).text).toContain('council');
  });
});
