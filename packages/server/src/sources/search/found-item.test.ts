import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FoundSource } from '../source-provider.js';
import { plainDomain } from '../../extraction/plain-domain.js';
import { filterFound } from './filter-found.js';
import { toFoundSource } from './found-item.js';
import { lineOfMarkup, textOfMarkup, textOfText } from './plain-text.js';
import type { FoundItem } from './search-service.js';

const NO_FILTERS = { include_domains: [], exclude_domains: [] };
const item = (changes: Partial<FoundItem>): FoundItem => ({ urls: ['https://a.example/1'], title: 'T', snippet: 'S', published: null, author: null, language: null, kind: 'web', markup: false, ...changes });
const found = (changes: Partial<FoundItem>): FoundSource | null => toFoundSource(item(changes), 'x', NO_FILTERS);

describe('toFoundSource', () => {
  it.each(['', 'a.example', '//a.example/', '/a', 'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'ftp://a.example/', 'file:///etc/passwd', 'https://', 'https://user:pw@a.example/', 'https://a.example/\n/b', 'https://a.exa\u202emple/', 'https://a b.example/', `https://a.example/${'x'.repeat(3_000)}`, null, undefined])('[SRCH-1] has no source without an address that may be shown: %j', (url) => {
    expect(found({ urls: [url] })).toBeNull();
  });

  it('[SRCH-9] shows an address as it was found, without what tracks', () => {
    expect(found({ urls: ['http://www.a.example/x/?id=7&utm_source=feed&B=%7e#s'] })?.url).toBe('http://www.a.example/x/?id=7&B=%7e#s');
  });

  it('[SRCH-1] takes dates that are dates, and guesses none', () => {
    expect(['2025-09-15T08:00:00Z', 'Sep 15, 2025', '3 days ago', '2025', '2025-02-30', '01/02/2025', '20250915T080000Z', null].map((published) => found({ published })?.published_at)).toEqual(['2025-09-15', '2025-09-15', null, null, null, null, '2025-09-15', null]);
  });

  it('[SRCH-1] bounds every length, and names a page without a title by its domain', () => {
    const source = found({ title: 'word '.repeat(500), snippet: 'word '.repeat(5_000), author: 'x'.repeat(1_000) });
    expect(source?.title.length).toBeLessThanOrEqual(300);
    expect(source?.title).toMatch(/word…$/);
    expect(source?.snippet?.length).toBeLessThanOrEqual(8_000);
    expect(source?.author?.length).toBeLessThanOrEqual(200);
    expect(found({ title: ' \u200b', snippet: ' ' })).toMatchObject({ title: 'a.example', snippet: null });
  });

  it('[SRCH-1] keeps nothing but plain text, whatever comes', () => {
    const text = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<b>', '</b>', '<script>x</script>', '<', '>', '&lt;i&gt;', '&#0;', '\u202e', '\u0007', '&amp;amp;', '<jats:p>', '\ud800')), { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, text, fc.boolean(), (title, snippet, markup) => {
        const source = found({ title, snippet, markup });
        expect(`${source?.title}`).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
        expect(`${source?.snippet}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u);
      }),
      { numRuns: 500 },
    );
  });
});

describe('plain text of markup', () => {
  it.each([
    ['Why <strong>salt</strong> melts ice &amp; snow', 'Why salt melts ice & snow'],
    ['<span class="searchmatch">Ice</span>&nbsp;age', 'Ice age'],
    ['<jats:title>Abstract</jats:title><jats:p>One &lt;i&gt;two&lt;/i&gt;.</jats:p>', 'Abstract One two.'],
    ['x < 3 and y > 4', 'x < 3 and y > 4'],
    ['seen<script>alert(1)</script><style>p{}</style> only', 'seen only'],
    ['<a href="javascript:x">link', 'link'],
    ['&#x202e;abc', 'abc'],
  ])('%s', (markup, text) => {
    expect(lineOfMarkup(markup, 300)).toBe(text);
  });

  it('keeps the lines of blocks', () => {
    expect(textOfMarkup('<p>One</p><p>Two<br>Three</p>', 300)).toBe('One\nTwo\nThree');
    expect(textOfText('One\r\n\r\n  Two \u2028 Three', 300)).toBe('One\nTwo\nThree');
  });

  it('takes bounded time for hostile markup', () => {
    const began = performance.now();
    lineOfMarkup('<div>'.repeat(200_000), 300);
    lineOfMarkup('<'.repeat(200_000), 300);
    lineOfMarkup('&lt;b '.repeat(100_000), 300);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('filterFound', () => {
  const source = (domain: string, published_at: string | null = null): FoundSource => ({ ...(found({}) as FoundSource), domain, published_at });
  const filters = { include_domains: [] as string[], exclude_domains: [] as string[], published_since: undefined as string | undefined, limit: 10 };
  const domains = (changes: Partial<typeof filters>, undated: 'drop' | 'keep' = 'drop') => filterFound([source('a.example', '2025-01-02'), source('b.a.example'), source('ba.example', '2024-01-01'), source('münchen.example')], { ...filters, ...changes }, undated).map(({ domain }) => domain);

  it.each<[Partial<typeof filters>, string[]]>([
    [{}, ['a.example', 'b.a.example', 'ba.example', 'münchen.example']],
    [{ include_domains: ['a.example'] }, ['a.example', 'b.a.example']],
    [{ include_domains: ['https://WWW.A.example/path', '*.ba.example'] }, ['a.example', 'b.a.example', 'ba.example']],
    [{ exclude_domains: ['a.example'] }, ['ba.example', 'münchen.example']],
    [{ include_domains: ['a.example'], exclude_domains: ['b.a.example'] }, ['a.example']],
    [{ include_domains: ['no domain!'] }, []],
    [{ published_since: '2025-01-02' }, ['a.example']],
    [{ limit: 2 }, ['a.example', 'b.a.example']],
  ])('[SRCH-3] %j', (changes, expected) => {
    expect(domains(changes)).toEqual(expected);
  });

  it('[SRCH-3] results without a date go where only recent ones are asked for, unless somebody looks later', () => {
    expect(domains({ published_since: '2024-06-01' }, 'keep')).toEqual(['a.example', 'b.a.example', 'münchen.example']);
  });

  it.each([['Example.ORG', 'example.org'], ['www.example.org', 'example.org'], ['*.example.org', 'example.org'], ['https://example.org:8080/x', 'example.org'], ['exa mple', null], ['', null], [') OR (', null], ['-x.org', null]])('%j is the domain %j', (text, domain) => {
    expect(plainDomain(text)).toBe(domain);
  });
});
