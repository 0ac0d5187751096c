import fc from 'fast-check';
import { parse } from 'tldts';
import { describe, expect, it } from 'vitest';
import { canonicalUrl, domainOf, withoutTracking } from './canonical-url.js';

describe('canonicalUrl', () => {
  it.each([
    ['a tracking parameter', 'https://example.org/a?utm_source=x&id=7&fbclid=AbC', 'https://example.org/a?id=7'],
    ['http and www', 'http://www.example.org/a/', 'https://example.org/a'],
    ['a default port', 'http://example.org:80/a', 'https://example.org/a'],
    ['the order of parameters', 'https://example.org/?b=2&a=1', 'https://example.org/?a=1&b=2'],
    ['a fragment', 'https://example.org/a#part-2', 'https://example.org/a'],
    ['a text fragment', 'https://example.org/a#:~:text=some%20words', 'https://example.org/a'],
    ['a mobile host', 'https://m.example.co.uk/a', 'https://example.co.uk/a'],
    ['a mobile host behind a language', 'https://en.m.wikipedia.org/wiki/Rust', 'https://en.wikipedia.org/wiki/Rust'],
    ['an AMP host', 'https://amp.example.org/a', 'https://example.org/a'],
    ['an AMP path', 'https://example.org/news/story/amp/', 'https://example.org/news/story'],
    ['an AMP folder', 'https://example.org/amp/news/story', 'https://example.org/news/story'],
    ['an AMP file', 'https://example.org/story.amp.html', 'https://example.org/story.html'],
    ['an AMP parameter', 'https://example.org/story?amp=1', 'https://example.org/story'],
    ['a copy in an AMP cache', 'https://example-org.cdn.ampproject.org/c/s/www.example.org/story', 'https://example.org/story'],
    ['a copy at a search engine', 'https://www.google.com/amp/s/example.org/story.amp.html', 'https://example.org/story.html'],
    ['a directory index', 'https://example.org/docs/index.html', 'https://example.org/docs'],
    ['needless escapes', 'https://example.org/%7Ejo/%c3%a9', 'https://example.org/~jo/%C3%A9'],
    ['capitals in the host', 'HTTPS://Example.ORG/A', 'https://example.org/A'],
    ['a full stop behind the host', 'https://example.org./a', 'https://example.org/a'],
    ['doubled slashes', 'https://example.org//a///b', 'https://example.org/a/b'],
    ['name and password', 'https://jo:secret@example.org/a', 'https://example.org/a'],
  ])('[SRCH-9] does not tell pages apart by %s', (_what, address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical);
  });

  it.each([
    ['paths', 'https://example.org/a', 'https://example.org/A'],
    ['parameters', 'https://example.org/?id=1', 'https://example.org/?id=2'],
    ['routes of a page of scripts', 'https://example.org/#/one', 'https://example.org/#/two'],
    ['hash-bang routes', 'https://example.org/#!one', 'https://example.org/#!two'],
    ['ports', 'https://example.org:8443/', 'https://example.org/'],
    ['editions of Wikipedia', 'https://en.wikipedia.org/wiki/Rust', 'https://de.wikipedia.org/wiki/Rust'],
    ['people of one host', 'https://m.github.io/a', 'https://github.io/a'],
    ['short domains', 'https://m.de/a', 'https://de/a'],
    ['a page called amp', 'https://example.org/amp', 'https://example.org/'],
    ['a tracking name inside another', 'https://example.org/?my_utm_source=a', 'https://example.org/?my_utm_source=b'],
  ])('[SRCH-9] tells %s apart', (_what, one, other) => {
    expect(canonicalUrl(one)).not.toBe(canonicalUrl(other));
  });

  it.each(['', 'example.org', '/a', 'ftp://example.org/', 'javascript:alert(1)', 'data:text/html,x', 'file:///etc/hosts', `https://example.org/${'a'.repeat(5_000)}`])('gives nothing for %j', (address) => {
    expect(canonicalUrl(address)).toBeNull();
    expect(domainOf(address)).toBeNull();
  });

  const piece = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.string({ unit: 'binary' }), fc.constantFrom('https://', 'www.', 'm.', 'amp.', 'en.', 'a.co.uk', '/amp', '/index.html', '.amp', '/', '//', '%7e', '%2F', '?amp=1', '&utm_a=b', '#!', '#/', ':80', '@', 'x.cdn.ampproject.org/c/s/', 'google.com/amp/s/'));
  const addresses = fc.oneof(fc.webUrl({ withFragments: true, withQueryParameters: true }), fc.array(piece, { maxLength: 8 }).map((pieces) => `https://${pieces.join('')}`), fc.string());

  it('[SRCH-9] never throws, and changes nothing the second time', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const once = canonicalUrl(address);
        if (once !== null && once.length <= 4_096) expect(canonicalUrl(once)).toBe(once);
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['seed 152254774', 'https://x.cdn.ampproject.org/c/s//index.htmlhttp://a.aa', 'https://index.htmlhttp/a.aa'],
    ['copies of copies', `https://${'x.cdn.ampproject.org/c/s/'.repeat(100)}example.org/a`, 'https://example.org/a'],
  ])('[SRCH-9] is done in one go: %s', (_what, address, canonical) => {
    expect(canonicalUrl(address)).toBe(canonical);
  });

  it('[SRCH-9] keeps the registered domain, but for copies in an AMP cache', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const canonical = canonicalUrl(address);
        if (canonical === null) return;
        const [before, after] = [new URL(address).hostname.replace(/\.$/, ''), new URL(canonical).hostname];
        if (/ampproject\.org$|(^|\.)google\./.test(before)) return;
        const own = parse(before, { allowPrivateDomains: true }).domain;
        expect(parse(after, { allowPrivateDomains: true }).domain).toBe(own);
        expect(`.${before}`.endsWith(`.${after}`) || own !== null).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('withoutTracking', () => {
  it.each([
    ['https://a.example/x?utm_source=feed&utm_medium=rss', 'https://a.example/x'],
    ['http://www.a.example/x/?b=2&UTM_Campaign=c&a=1&fbclid=x#part', 'http://www.a.example/x/?b=2&a=1#part'],
    ['https://a.example/x?utm%5Fsource=feed&q=%7Ea+b', 'https://a.example/x?q=%7Ea+b'],
    ['https://a.example/?msclkid=1', 'https://a.example/'],
  ])('[SRCH-9] drops from %s what says how a reader came', (address, clean) => {
    expect(withoutTracking(address)).toBe(clean);
    expect(canonicalUrl(clean)).toBe(canonicalUrl(address));
  });

  it.each(['https://a.example/x?b=2&a=1&a=1&&c', 'https://a.example/watch?v=abc#t=10', 'https://a.example/x?', 'https://a.example/index.php?id=5&amp=1', 'https://a.example/x#?utm_source=a', 'not an address?utm', ''])('[SRCH-9] leaves %s as it is', (address) => {
    expect(withoutTracking(address)).toBe(address);
  });
});

describe('domainOf', () => {
  it.each([
    ['https://www.example.org/a', 'example.org'],
    ['https://EN.wikipedia.org/', 'en.wikipedia.org'],
    ['http://www.de/', 'www.de'],
    ['http://127.0.0.1:80/', '127.0.0.1'],
  ])('%s is on %s', (address, domain) => {
    expect(domainOf(address)).toBe(domain);
  });
});
