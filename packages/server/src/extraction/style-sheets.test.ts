import { describe, expect, it } from 'vitest';
import { extractHtml } from './extract-html.js';

const STORY = ['The council met', 'Engineers looked at the piers', 'Shops on both banks complain', 'A ferry has been hired', 'The minister came to see it']
  .map((start) => `<p>${start} on Tuesday, and after a long talk about the old bridge it was said that nobody could tell how soon, at what cost and by whom it would be mended.</p>`)
  .join('');
const SECRET = 'SECRET words, as the bridge will be closed for some weeks, and nobody knows for how many.';
const SHOWN = SECRET.replace('SECRET', 'SHOWN');
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

  it.each([
    ['any of some', ':is(h6, .a){display:none}', `<p class=a>${SECRET}</p>`],
    ['any of some, below', ':where(.b, #c) .a{display:none}', `<div class=b><p class=a>${SECRET}</p></div>`],
    ['none of some', 'p.a:not(.b, .c){font-size:0}', `<p class=a>${SECRET}</p>`],
    ['no state', '.a:not(:hover):not(:focus-within){font-size:0}', `<p class=a>${SECRET}</p>`],
    ['what it holds', 'p:has(> b.a){font-size:0}', `<p><b class=a>x</b> ${SECRET}</p>`],
    ['the next', 'h4.x + p{font-size:0}', `<h4 class=x></h4><p>${SECRET}</p>`],
    ['all that follow', '.x ~ p.a{font-size:0}', `<i class=x></i><p>Shown.</p><p class=a>${SECRET}</p>`],
    ['the next of one below another', '.y > .x + p span{font-size:0}', `<div class=y><i class=x></i><p><span>${SECRET}</span></p></div>`],
    ['the first', '.y > p:first-child{font-size:0}', `<div class=y><p>${SECRET}</p><p>Shown.</p></div>`],
    ['the last', '.y > :last-child{font-size:0}', `<div class=y><p>Shown.</p><p>${SECRET}</p></div>`],
    ['every second', '.y > p:nth-child(2n){font-size:0}', `<div class=y><p>Shown.</p><p>${SECRET}</p></div>`],
    ['the second from the end, of its kind', '.y > p:nth-last-of-type(2){font-size:0}', `<div class=y><p>${SECRET}</p><i></i><p>Shown.</p><i></i></div>`],
    ['the start of an attribute', '[data-x^="ab" i]{font-size:0}', `<p data-x=ABC>${SECRET}</p>`],
    ['a word of an attribute', 'p[data-x~=b]{font-size:0}', `<p data-x="a b c">${SECRET}</p>`],
    ['a comma in an attribute', 'p[data-x="a,b"]{font-size:0}', `<p data-x="a,b">${SECRET}</p>`],
    ['an escape', '.sm\\:a\\/2{font-size:0}', `<p class="sm:a/2">${SECRET}</p>`],
    ['an escape in numbers', '.\\61 {font-size:0}', `<p class=a>${SECRET}</p>`],
    ['the page, which does not say it', 'html > body .a, body .a{font-size:0}', `<p class=a>${SECRET}</p>`],
    ['a rule within a rule', '.y{color:#111;.a{font-size:0}}', `<div class=y><p class=a>${SECRET}</p></div>`],
    ['a rule within a rule, by its sign', '.y{& > .a{font-size:0}}', `<div class=y><p class=a>${SECRET}</p></div>`],
    ['a rule within a rule, of itself', '.a{&.b{font-size:0} color:#111}', `<p class="a b">${SECRET}</p>`],
    ['a condition within a rule', '.a{@media screen{font-size:0}}', `<p class=a>${SECRET}</p>`],
    ['a feature that all have', '@supports (display:grid){.a{font-size:0}}', `<p class=a>${SECRET}</p>`],
    ['a layer, against an earlier one', '@layer one, two; @layer two{.a{font-size:0}} @layer one{p.a.a{font-size:16px}}', `<p class=a>${SECRET}</p>`],
    ['what is in no layer', '.a{font-size:0} @layer one{#x.a{font-size:16px}}', `<p class=a id=x>${SECRET}</p>`],
    ['a light screen', '@media (prefers-color-scheme: light) and (hover){.a{font-size:0}}', `<p class=a>${SECRET}</p>`],
    ['a range', '@media (400px <= width < 4000px){.a{font-size:0}}', `<p class=a>${SECRET}</p>`],
    ['what is not paper', '@media not print{.a{font-size:0}}', `<p class=a>${SECRET}</p>`],
    ['one of two', '@media (orientation: portrait) or (min-height: 1px){.a{font-size:0}}', `<p class=a>${SECRET}</p>`],
    ['a scope', '@scope (.y){.a{font-size:0}}', `<div class=y><p class=a>${SECRET}</p></div>`],
    ['a sheet in its address', "@import url('data:text/css,.a%7Bfont-size:0%7D');", `<p class=a>${SECRET}</p>`],
    ['a variable of the page', ':root{--ground:#fff} .a{color:var(--ground)}', `<p class=a>${SECRET}</p>`],
    ['a variable of an element above', '.y{--one:var(--two);--two:0px} .a{font-size:var(--one, 16px)}', `<div class=y><p class=a>${SECRET}</p></div>`],
    ['a calculation', '.a{font-size:calc((1em - 16px) * 2)}', `<p class=a>${SECRET}</p>`],
    ['the least of some', '.a{font-size:min(0px, 2vw)}', `<p class=a>${SECRET}</p>`],
    ['a calculated move', '.y{--n:-99} .a{transform:translateX(calc(var(--n) * 100vw))}', `<div class=y><p class=a>${SECRET}</p></div>`],
  ])('is left out: by %s', (_name, sheet, part) => {
    expect(textWith(sheet, part)).not.toContain('SECRET');
  });

  it('is left out: by a link that holds its sheet, and by the style of a drawing', () => {
    expect(textWith('', `<link rel=stylesheet href="data:text/css;base64,${Buffer.from('.a{font-size:0}').toString('base64')}"><p class=a>${SECRET}</p>`)).not.toContain('SECRET');
    expect(textWith('', `<svg><style>.a{font-size:0}</style></svg><p class=a>${SECRET}</p>`)).not.toContain('SECRET');
  });

  it.each([
    ['another place', '.y > p:nth-child(2n+1){font-size:0}', `<div class=y><p>x</p><p>${SHOWN}</p></div>`],
    ['what it does not hold', 'p:has(> b.a){font-size:0}', `<p><i><b class=a>x</b></i>${SHOWN}</p>`],
    ['what stands before', '.x ~ p.a{font-size:0}', `<p class=a>${SHOWN}</p><i class=x></i>`],
    ['not the next', '.x + p.a{font-size:0}', `<i class=x></i><i></i><p class=a>${SHOWN}</p>`],
    ['a state', '.a:hover{font-size:0}', `<p class=a>${SHOWN}</p>`],
    ['all but it', '.a:not(p){font-size:0}', `<p class=a>${SHOWN}</p>`],
    ['a feature that is missing', '@supports not (display:grid){.a{font-size:0}}', `<p class=a>${SHOWN}</p>`],
    ['a dark screen', '@media (prefers-color-scheme: dark){.a{font-size:0}}', `<p class=a>${SHOWN}</p>`],
    ['what a later layer undoes', '@layer one{.a{font-size:0}} @layer two{.a{font-size:1rem}}', `<p class=a>${SHOWN}</p>`],
    ['a rule within a rule, elsewhere', '.y{.a{font-size:0}}', `<div class=y></div><p class=a>${SHOWN}</p>`],
    ['a variable with another value nearer', ':root{--size:0} .y{--size:16px} .a{font-size:var(--size)}', `<div class=y><p class=a>${SHOWN}</p></div>`],
    ['a calculation that leaves something', '.a{font-size:calc(1rem + 0.2vw);max-height:max(0px, 4rem);overflow:hidden}', `<p class=a>${SHOWN}</p>`],
    ['letters that have a size again', '.y{font-size:0} .a{font-size:16px}', `<div class=y><p class=a>${SHOWN}</p></div>`],
    ['what is visible again', '.y{visibility:hidden} .a{visibility:visible}', `<div class=y><p class=a>${SHOWN}</p></div>`],
    ['letters with another colour again', '.y{color:#fff} .a{color:#222}', `<div class=y><p class=a>${SHOWN}</p></div>`],
  ])('is kept: what is hidden by %s', (_name, sheet, part) => {
    expect(textWith(sheet, part)).toContain('SHOWN');
  });

  it('is left out around what shows itself again, as far as it does not', () => {
    const text = textWith('.y{font-size:0} .a{font-size:16px}', `<div class=y>SECRET one <p class=a>${SHOWN} <b class=y>SECRET two</b></p> SECRET three <i>SECRET four</i></div>`);
    expect(text).toContain('SHOWN');
    expect(text).not.toContain('SECRET');
  });

  it('is left out where it is most of what a page holds beside its text, in a way that nobody opens', () => {
    for (const hiding of ['font-size:0', 'position:absolute;left:-9999px', 'color:#fff', 'clip-path:inset(100%)']) expect(textWith(`.a{${hiding}}`, `<p class=a>${SECRET}</p>`.repeat(12))).not.toContain('SECRET');
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

  it.each([
    ['searches among siblings', Array.from({ length: 3_000 }, (_, index) => `.b ~ .b ~ .b ~ .a.c${index % 7}{display:none}`).join(''), '<p class="a c1">x</p><i class=b></i>'.repeat(10_000)],
    ['searches below', '.a:has(.b .c > .d){display:none}'.repeat(3) + Array.from({ length: 300 }, (_, index) => `.a:has(.b .c${index % 9}){left:${index}px}`).join(''), '<div class="a b c1">'.repeat(5_000)],
    ['lists in lists', `${':is(.a,:not('.repeat(200)}.b${'))'.repeat(200)}{display:none} :is(.a,:not(:is(.b,:not(:is(.a,.b))))){left:1px}`, '<p class="a b">x</p>'.repeat(10_000)],
    ['rules in rules', '.a{'.repeat(100_000), '<p class=a>x</p>'],
    ['lists of rules in rules', '.a,.b{'.repeat(25) + '& & & &{color:red}'.repeat(10_000), '<p class=a>x</p>'.repeat(1_000)],
    ['variables in variables', `:root{${Array.from({ length: 190 }, (_, index) => `--v${index}:${`var(--v${index + 1})`.repeat(20)}`).join(';')}} .a{color:var(--v0)}`, '<p class=a style="--q:1;color:var(--v0)var(--q)">x</p>'.repeat(5_000)],
    ['calculations', `.a{width:${'calc('.repeat(600)};height:${'min(1px,'.repeat(300)}}`, '<p class=a>x</p>'.repeat(5_000)],
    ['many layers and conditions', '@layer a,b;@media (((((((((('.repeat(20_000), '<p>x</p>'],
    ['long classes', Array.from({ length: 500 }, (_, index) => `.a.b${index % 5} .c{left:1px}`).join(''), `<div class="${'a b0 b1 b2 b3 x'.repeat(500)}">${'<p class=c>x</p>'.repeat(5_000)}</div>`],
  ])('[EXT-4] costs linear time: %s', (_name, sheet, elements) => {
    const before = process.cpuUsage();
    expect(extractHtml(`<style>${sheet}</style><p>deep</p>${elements}`).text).toContain('deep');
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000_000).toBeLessThan(8);
  }, 60_000);

  it('is told although other rules took all the time there is', () => {
    const waste = Array.from({ length: 400 }, (_, index) => `.b .b .b .b ~ .x .d${index % 3} .w{left:${index}px}`).join('');
    const page = `${'<div class="b x d0 d1 d2">'.repeat(300)}${'<i class=w>x</i>'.repeat(2_000)}${'</div>'.repeat(300)}`;
    expect(extractHtml(`<style>${waste} div > .a{font-size:0}</style>${page}${STORY}<div><p class=a>${SECRET}</p></div>`).text).not.toContain('SECRET');
  });
});
