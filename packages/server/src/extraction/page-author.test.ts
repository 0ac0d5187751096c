import { describe, expect, it } from 'vitest';
import { extractHtml } from './extract-html.js';

const authorIn = (html: string) => extractHtml(`${html}<p>Text.</p>`).author;
const byline = (line: string) => authorIn(`<p class="byline">${line}</p>`);
const stated = (data: object) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;
const organization = (name: string) => ({ '@type': 'Organization', name });

describe('[EXT-12] a byline', () => {
  it.each([
    ['Von Max Müller und Eva Groß', 'Max Müller und Eva Groß'],
    ['Veröffentlicht von Max Müller am 3. Mai 2020', 'Max Müller'],
    ['Autorin: Eva Groß', 'Eva Groß'],
    ['Par Jean Le Goff et Zoé Martin, le 3 mai 2020', 'Jean Le Goff et Zoé Martin'],
    ['Publié par Zoé Martin le 3 mai 2020', 'Zoé Martin'],
    ['Di Mario Rossi', 'Mario Rossi'],
    ['Por Ana María García y Juan Pérez', 'Ana María García y Juan Pérez'],
    ['Door Jan de Vries en Piet van den Berg', 'Jan de Vries en Piet van den Berg'],
    ['Av Kari Nordmann', 'Kari Nordmann'],
    ['Автор: Анна Петрова', 'Анна Петрова'],
    ['文＝山田花子', '山田花子'],
    ['取材・文／山田花子（ライター）', '山田花子'],
    ['作者：李明', '李明'],
    ['記者李明／台北報導', '李明'],
    ['记者：李明 编辑：王芳', '李明'],
    ['글 홍길동', '홍길동'],
    ['홍길동 기자', null],
    ['بقلم أحمد حسن', 'أحمد حسن'],
    ['מאת דנה כהן', 'דנה כהן'],
    ['By Ann Lee, Bob Fox, Cy Ek, Dora Oz and Eva Ray', 'Ann Lee, Bob Fox, Cy Ek, Dora Oz and Eva Ray'],
    ['By Ann Lee 3 May 2020', 'Ann Lee'],
    ['By Ann Lee, May 3, 2020', 'Ann Lee'],
    ['Reviewed by Bob Fox', null],
    ['Foto: von Max Müller', null],
    ['Di sera piove', null],
    ['作者一覧', null],
  ])('names in %j', (line, author) => {
    expect(byline(line)).toBe(author);
  });

  it('is a name in an element of the class of an author, in any writing', () => {
    expect(authorIn('<span class="reporter">홍길동 기자</span>')).toBe('홍길동');
    expect(authorIn('<a href="/autoren/eva-gross">Eva Groß</a>')).toBe('Eva Groß');
    expect(authorIn('<div class="author"><h4>Ann Lee</h4><h5>Former Keeper</h5></div>')).toBe('Ann Lee');
    expect(authorIn('<span class="author">関連記事一覧</span>')).toBeNull();
    expect(authorIn('<div class="elementor-widget-post"><span class="author">Ann Lee</span></div>')).toBe('Ann Lee');
    expect(authorIn('<div class="widget"><span class="author">Ann Lee</span></div>')).toBeNull();
  });

  it('needs no class in a line shortly behind the headline, even where its word has an element of its own', () => {
    expect(authorIn('<h1>Bridge</h1><p class="x">by: <!-- -->Ann Lee<!-- -->, Dec 17, 2025</p>')).toBe('Ann Lee');
    expect(authorIn('<h1>Bridge</h1><div><span>By</span><span>Ann Lee</span></div>')).toBe('Ann Lee');
    expect(authorIn('<h1>Brücke</h1><div><span>Von</span><span>Eva Groß</span></div>')).toBe('Eva Groß');
    expect(authorIn('<p>By Ann Lee</p><h1>Bridge</h1>')).toBeNull();
    expect(authorIn('<h1>Bridge</h1><p>By Monday the bridge was closed, and Ann Lee had gone.</p>')).toBeNull();
    expect(authorIn('<h1>Bridge</h1><p>By Friday</p><p>Text: English</p>')).toBeNull();
    expect(authorIn('<h1>橋</h1><p>文：山田花子</p>')).toBe('山田花子');
    expect(authorIn('<h1>Brücken</h1><p>Sortieren nach Von Neu</p><aside>By Ann Lee</aside>')).toBeNull();
  });
});

describe('[EXT-12] the site itself', () => {
  it.each([
    ['og:site_name', '<meta property="og:site_name" content="The Daily Post">'],
    ['the name of its application', '<meta name="application-name" content="The Daily-Post">'],
    ['its WebSite', stated({ '@type': 'WebSite', name: 'the daily post' })],
    ['its publisher', stated({ '@type': 'Article', publisher: organization('The Daily Post') })],
  ])('is no author in the head, known by %s', (_by, head) => {
    expect(authorIn(`${head}<meta name=author content="The Daily Post">`)).toBeNull();
    expect(authorIn(`${head}<meta name=author content="The Daily Post"><p class="byline">By Ann Lee</p>`)).toBe('Ann Lee');
  });

  it('gives way to a person where an article names it as its author, and stands where there is none', () => {
    const article = stated({ '@type': 'Article', author: organization('Daily Post'), publisher: organization('Daily Post') });
    expect(authorIn(`${article}<p class="byline">By Ann Lee</p>`)).toBe('Ann Lee');
    expect(authorIn(article)).toBe('Daily Post');
    expect(authorIn(stated({ '@type': 'WebPage', author: organization('Daily Post'), publisher: organization('Daily Post') }))).toBeNull();
  });

  it('may be a person who publishes what they write', () => {
    const person = stated({ '@graph': [{ '@type': 'WebSite', name: 'Ann Lee' }, { '@type': ['Person', 'Organization'], name: 'Ann Lee' }] });
    expect(authorIn(`${person}<meta name=author content="Ann Lee">`)).toBe('Ann Lee');
    expect(authorIn(`${stated({ '@type': 'Article', publisher: { '@type': 'Person', name: 'Ann Lee' } })}<meta name=author content="Ann Lee">`)).toBe('Ann Lee');
  });
});
