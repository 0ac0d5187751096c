import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.js';
import { countryCodes } from '../../base/country-codes.js';
import { daysBetween } from './kind-of-query.js';
import { baseLanguage, languageOfQuestion } from './question-language.js';
import { childOf, childrenOf, readXml, textOf } from './read-xml.js';
import { ResultCache } from './result-cache.js';
import { addressOf } from './search-http.js';
import { doiUrl } from './services/crossref.js';
import { abstractOf } from './services/openalex.js';

describe('countryCodes', () => {
  it.each([[['Germany', 'de', 'US', 'usa', 'United Kingdom', 'UK', 'Atlantis', '', 'Turkey'], ['DE', 'US', 'GB', 'TR']], [['Trinidad and Tobago', 'EU', 'XX', 'un'], ['TT']]])('%j', (countries, codes) => {
    expect(countryCodes(countries)).toEqual(codes);
  });
});

describe('languageOfQuestion', () => {
  it.each([
    ['Who is the mayor of Paris?', 'en'],
    ['Wer ist der Bürgermeister von Hamburg?', 'de'],
    ['Quelle est la capitale du Sénégal ?', 'fr'],
    ['日本の首都はどこですか', 'ja'],
    ['法国的首都是哪里', 'zh'],
    ['Кто написал роман «Война и мир»?', 'ru'],
    ['Angela Merkel', 'xx'],
    ['???', 'xx'],
  ])('%s', async (question, language) => {
    expect(await languageOfQuestion(question, 'xx')).toBe(language);
  });

  it.each([['de-AT', 'de'], ['EN', 'en'], ['zh_Hans', 'zh'], ['x', null], [undefined, null], ['en/../', null]])('%j is %j', (tag, language) => {
    expect(baseLanguage(tag)).toBe(language);
  });
});

describe('readXml', () => {
  it('reads elements, attributes, entities, CDATA, and self-closing tags', () => {
    const root = readXml('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x "boom">]><r a="1 &amp; 2"><b>x &lt; y &#x41;</b><b/><c><![CDATA[<raw>]]></c><!-- no -->&x;</r>');
    expect(root?.name).toBe('r');
    expect(root?.attributes.get('a')).toBe('1 & 2');
    expect(childrenOf(root ?? undefined, 'b').map(textOf)).toEqual(['x < y A', '']);
    expect(textOf(childOf(root ?? undefined, 'c'))).toBe('<raw>');
    expect(textOf(root ?? undefined)).toContain('&x;');
  });

  it('gives nothing for what is deeper or larger than any search result', () => {
    expect(readXml('<a>'.repeat(50_000))).toBeNull();
    expect(readXml(`<a>${'<b/>'.repeat(200_000)}</a>`)).toBeNull();
    expect(readXml('no element')).toBeNull();
  });

  it('never throws', () => {
    const pieces = fc.array(fc.oneof(fc.string(), fc.constantFrom('<a>', '</a>', '<b x="', '"/>', '<![CDATA[', ']]>', '<!--', '&lt;', '</', '<?', '>')), { maxLength: 30 });
    fc.assert(fc.property(pieces, (parts) => void textOf(readXml(parts.join('')) ?? undefined)), { numRuns: 1_000 });
  });
});

describe('ResultCache', () => {
  it('[SRCH-7] forgets the least used beyond its bound', () => {
    const cache = new ResultCache<number>(new FakeClock(0));
    for (let index = 0; index < 201; index += 1) {
      cache.set(`k${index}`, index);
      cache.get('k0');
    }
    expect(cache.size).toBe(200);
    expect([cache.get('k0'), cache.get('k1'), cache.get('k200')]).toEqual([0, undefined, 200]);
  });

  it('[SRCH-7] forgets what is five minutes old', async () => {
    const clock = new FakeClock(0);
    const cache = new ResultCache<number>(clock);
    cache.set('a', 1);
    await clock.advance(299_999);
    expect(cache.get('a')).toBe(1);
    await clock.advance(1);
    expect(cache.get('a')).toBeUndefined();
    expect(cache.size).toBe(0);
  });
});

describe('addressOf', () => {
  it('keeps the path of the base address, fills in the language, and lets nothing else into the host', () => {
    expect(addressOf('https://{language}.wikipedia.org', { path: '/w/api.php', language: 'de', parameters: { q: 'a b&c', none: undefined } }).href).toBe('https://de.wikipedia.org/w/api.php?q=a+b%26c');
    expect(addressOf('https://{language}.wikipedia.org', { path: '/x', language: 'evil.example/' }).host).toBe('en.wikipedia.org');
    expect(addressOf('https://jo:pw@proxy.example/search/?team=1#x', { path: '/v1' }).href).toBe('https://proxy.example/search/v1?team=1');
  });
});

describe('addresses of papers', () => {
  it.each([
    ['10.5555/ice.1', 'https://doi.org/10.5555/ice.1'],
    ['https://doi.org/10.5555/ICE(1)<2>', 'https://doi.org/10.5555/ICE(1)%3C2%3E'],
    ['doi:10.1002/(SICI)1097;2#x', 'https://doi.org/10.1002/(SICI)1097;2%23x'],
    ['11.5/x', null],
    ['', null],
    ['10.5555/a b', null],
  ])('%s', (doi, url) => {
    expect(doiUrl(doi)).toBe(url);
  });

  it('abstracts are put in order, places that make no sense left out', () => {
    expect(abstractOf({ b: [1, 3], a: [0], c: [2, -1, 1e9, 0.5] })).toBe('a b c b');
    expect(abstractOf({})).toBe('');
  });
});

it('daysBetween counts whole days', () => {
  expect([daysBetween('2025-09-27', '2025-09-28'), daysBetween('2025-09-28', '2025-09-27'), daysBetween('2024-09-28', '2025-09-28')]).toEqual([1, 0, 365]);
});
