import { describe, expect, it } from 'vitest';
import { extractHtml } from './extract-html.js';

const STORY = ['The council met', 'Engineers looked at the piers', 'Shops on both banks complain', 'A ferry has been hired', 'The minister came to see it']
  .map((start) => `<p>${start} on Tuesday, and after a long talk about the old bridge it was said that nobody could tell how soon, at what cost and by whom it would be mended.</p>`)
  .join('');
const textWith = (sheet: string, part: string) => extractHtml(`<html><head><style>${sheet}</style></head><body><article><h1>Bridge</h1>${STORY}${part}</article></body></html>`).text;

describe('[EXT-2] what the sheets of a page hide', () => {
  it.each([
    ['by class', '.a{display:none}', '<p class="b a">SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['by id', '#a{visibility:hidden}', '<p id=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['by name and class', 'p.a{position:absolute;left:-9999px}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['by attribute', '[data-x="1"]{display:none}', '<p data-x=1>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['below another', 'div .a{font-size:0}', '<div><section><p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p></section></div>'],
    ['right below another', 'div>p.a{display:none}', '<div><p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p></div>'],
    ['below one that is right below another', 'div > section .a{display:none}', '<div><section><div><p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p></div></section></div>'],
    ['by colour', '.a{color:#fff}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['by opacity', '.a{opacity:0}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['behind a comment and with an escape', '/* } */ .a{display:/**/n\\6fne}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['among others', 'h6, .a , i{display:none}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['on a screen', '@media screen{.b{color:red} .a{display:none}}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['on a wide screen', '@media (min-width: 40em){.a{display:none}}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['behind what is on paper', '@media print{p{color:red}} .a{display:none}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['behind a string with a brace', '.b::before{content:"}{"} .a{display:none}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['against a weaker rule that comes later', '#a{display:none} .a{display:block}', '<p class=a id=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['against the own style of an element', '.a{display:none!important}', '<p class=a style="display:block">SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['and not undone by another way to write it', '.a{display:none} *.a{color:red}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['by a variable', '.a{--x:none;display:var(--x)}', '<p class=a>SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
  ])('is left out: %s', (_name, sheet, part) => {
    expect(textWith(sheet, part)).not.toContain('SECRET');
  });

  it.each([
    ['on paper', '@media print{.a{display:none}}', '<p class=a>SHOWN here in words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['on a narrow screen', '@media (max-width:600px){.a{display:none}}', '<p class=a>SHOWN here in words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['where no program runs', '.no-js .a{display:none}', '<div class=no-js><p class=a>SHOWN here in words, as the bridge will be closed for some weeks, and nobody knows for how many.</p></div>'],
    ['elsewhere', 'body>.a{display:none}', '<p class=a>SHOWN here in words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['in a rule that a stronger one undoes', '.a{display:none} p.a{display:block}', '<p class=a>SHOWN here in words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['in a rule that a later one undoes', '.a{display:none} .a{display:block}', '<p class=a>SHOWN here in words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['in a rule that the element itself undoes', '.a{display:none}', '<p class=a style="display:block">SHOWN here in words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['of its likeness only before it', '.a::before{display:none}', '<p class=a>SHOWN here in words, as the bridge will be closed for some weeks, and nobody knows for how many.</p>'],
    ['by colour, on a ground of another', '.b{background:#036} .a{color:#fff}', '<div class=b><p class=a>SHOWN here in words, as the bridge will be closed for some weeks, and nobody knows for how many.</p></div>'],
  ])('is kept: what is hidden %s', (_name, sheet, part) => {
    expect(textWith(sheet, part)).toContain('SHOWN');
  });

  it('is kept where it is much of the page, in parts that a program opens', () => {
    const answers = ['cost', 'time', 'noise', 'traffic'].map((word) => `<h3>What of the ${word}?</h3><div class=answer><p>The ${word} of the work on the bridge is to be told by the council in spring, when the engineers have looked at all of its piers again.</p></div>`).join('');
    expect(textWith('.answer{display:none}', answers)).toContain('The noise of the work');
  });

  it('[EXT-4] costs linear time', () => {
    const rules = Array.from({ length: 10_000 }, (_, index) => `.b${index} .a{display:none} .a.c${index}{color:red} .a{left:${index}px} `).join('');
    const elements = '<div class="a b7"><p class=a>x</p></div>'.repeat(10_000);
    const before = process.cpuUsage();
    expect(extractHtml(`<style>${rules}</style><p>deep</p>${elements}`).text).toContain('deep');
    expect(extractHtml(`<style>${'"\\'.repeat(200_000)}${'a{'.repeat(200_000)}${'@media all{'.repeat(100_000)}</style><p>deep</p>`).text).toContain('deep');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000_000).toBeLessThan(20);
  }, 60_000);
});
