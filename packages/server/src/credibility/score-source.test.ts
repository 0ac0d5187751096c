import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineEvidence, type Evidence } from './evidence.js';
import { CREDIBILITY_RULES, type ScoredSource } from './rules.js';
import { scoreSource } from './score-source.js';

function web(url: string, more: Partial<ScoredSource> = {}): ScoredSource {
  return { url, domain: new URL(url).hostname.replace(/^www\./, ''), kind: 'web', author: null, published_at: null, title: 'T', ...more };
}

const reasons = (source: ScoredSource): string => scoreSource(source).reasons.map((reason) => reason.reason).join(' | ');
const score = (source: ScoredSource): number => scoreSource(source).score;

describe('scoreSource', () => {
  it('gives 0.5 and says so where nothing is known', () => {
    expect(scoreSource(web('https://example.com/a'))).toEqual({ score: 0.5, reasons: [{ reason: 'Nothing is known about this source', effect: 'neutral', source: "Groundwire's rule (docs/credibility.md)", year: 2026 }] });
  });

  it("leaves a document of the user's own to the user", () => {
    const own = scoreSource({ domain: 'library', url: null, kind: 'library', author: 'Ada Lovelace', published_at: '2020-01-01', title: 'T' });
    expect(own.score).toBe(0.5);
    expect(own.reasons[0]?.reason).toContain('theirs to judge');
  });

  it('looks at the address of a document of the library that has one', () => {
    expect(score(web('https://www.nist.gov/x', { kind: 'library' }))).toBe(0.77);
  });

  it.each(['https://www.gov.uk/a', 'https://www.nasa.gov/', 'https://service-public.gouv.fr/', 'https://www.stat.go.jp/', 'https://ec.europa.eu/', 'https://www.bag.admin.ch/', 'https://www.navy.mil/', 'https://web.mit.edu/', 'https://cs.ox.ac.uk/'])(
    'raises the reserved address %s',
    (url) => {
      expect(score(web(url))).toBeGreaterThanOrEqual(0.77);
      expect(scoreSource(web(url)).reasons[0]?.reason).toMatch(/reserved for|run by/);
    },
  );

  it.each(['https://gov.xyz/', 'https://my-gov.com/', 'https://edu.example.com/', 'https://go.it/', 'https://example.ac/', 'https://mil.example.org/'])('is not taken in by %s', (url) => {
    expect(reasons(web(url))).not.toMatch(/reserved|government|armed|universit/);
    expect(score(web(url))).toBeLessThanOrEqual(0.55);
  });

  it('passes nothing on from a shared host or an institution to a single page', () => {
    expect(score(web('https://someone.github.io/x'))).toBe(0.5);
    expect(reasons(web('https://someone.github.io/x'))).toContain('github.io gives pages to anyone');
    expect(reasons(web('https://someone.substack.com/p/x'))).toContain('substack.com');
    expect(reasons(web('https://someone.blogspot.com/'))).toContain('blogspot.com');
    expect(score(web('https://www.mit.edu/~someone/'))).toBe(0.5);
  });

  it('lowers what anyone may publish', () => {
    expect(score(web('https://old.reddit.com/r/x'))).toBe(0.32);
    expect(score(web('https://forum.example.org/', { kind: 'discussion' }))).toBe(0.32);
    expect(score(web('https://notreddit.com/'))).toBe(0.5);
    expect(score(web('https://en.wikipedia.org/wiki/X'))).toBe(0.5);
  });

  it.each([
    ['https://cnn.com.co/', 'resembles cnn.com'],
    ['https://www.abcnews.com.co/', 'resembles abcnews.com'],
    ['https://bbc.co.com/', 'resembles bbc.com'],
    ['https://www.cnn.com.news-site.net/', 'begins like cnn.com'],
    ['https://bbc.co.uk.evil-example.com/', 'begins like bbc.co.uk'],
    ['https://www.gov.uk.evil-example.com/', 'begins like gov.uk'],
    ['https://ox.ac.uk.evil-example.net/', 'begins like ox.ac.uk'],
    ['https://www.service-public.gouv.fr.evil-example.net/', 'begins like service-public.gouv.fr'],
    ['https://nytimes.com.ru/', 'resembles nytimes.com'],
    ['https://www.ny-times.com/', 'resembles nytimes.com'],
    ['https://rnicrosoft.com/', 'resembles microsoft.com'],
    ['https://nyt1mes.com/', 'resembles nytimes.com'],
    ['https://paypa1.com/', 'resembles paypal.com'],
    ['https://xn--80ak6aa92e.com/', 'letters that look like'],
    ['https://xn--ppal-u4d5a.com/', 'letters that look like'],
  ])('says that %s looks like another address', (url, words) => {
    expect(reasons(web(url))).toContain(words);
    expect(score(web(url))).toBe(0.23);
  });

  it.each(['https://www.cnn.com/', 'https://www.cnn.co.jp/', 'https://www.bbc.co.uk/', 'https://abcnews.go.com/', 'https://exito.com.co/', 'https://www.microsoft.com/', 'https://www.apple.com/', 'https://google.co.uk/', 'https://modern-farmer.com/', 'https://someone.com.ru/', 'https://президент.рф/', 'https://münchen.de/', 'https://en.de.example.com/', 'https://denver.co.us.example.com/', 'https://go.jp.example.com/', 'https://api.com.xx.example.com/'])('sees no look-alike in %s', (url) => {
    expect(reasons(web(url))).not.toMatch(/resembles|begins like|letters that look/);
    expect(score(web(url))).toBeGreaterThanOrEqual(0.5);
  });

  it('counts a named author and a date a little', () => {
    expect(score(web('https://example.com/', { author: 'Ada Lovelace' }))).toBe(0.57);
    expect(score(web('https://example.com/', { author: 'Ada Lovelace', published_at: '2024-05-01' }))).toBe(0.6);
    for (const author of ['admin', 'Editorial Team', 'Staff Writer', 'https://example.com/x y', 'x', '<b>Ada Lovelace</b>', '']) expect(score(web('https://example.com/', { author }))).toBe(0.5);
  });

  it('lowers a bare number and a page without https', () => {
    expect(reasons(web('http://192.0.2.7/'))).toMatch(/bare number.*https/);
    expect(score(web('http://example.com/'))).toBe(0.48);
  });

  it('takes evidence from elsewhere, with its source and year', () => {
    const listed: Evidence = { rule: 'list', effect: 'raises', strength: 0.5, reason: 'It is on the list', source: 'The list', year: 2024 };
    const result = scoreSource(web('https://example.com/'), [listed]);
    expect(result).toEqual({ score: 0.73, reasons: [{ reason: 'It is on the list', effect: 'raises', source: 'The list', year: 2024 }] });
  });

  it('[CRED-3] gives every reason with its source and its year', () => {
    for (const url of ['https://www.nist.gov/', 'https://web.mit.edu/', 'https://cnn.com.co/', 'https://someone.github.io/x', 'https://example.com/', 'http://192.0.2.7/'])
      for (const reason of scoreSource(web(url)).reasons) expect(reason).toMatchObject({ source: "Groundwire's rule (docs/credibility.md)", year: 2026 });
  });

  it('passes no sentence on any site', () => {
    const all = CREDIBILITY_RULES.map((rule) => rule.applies.toString()).join(' ');
    expect(all).not.toMatch(/\b(?:fake|fraud|scam|lie|propaganda|untrustworthy)\b/i);
  });

  it('answers anything with a score from 0 to 1 and at least one reason', () => {
    const text = fc.oneof(fc.string(), fc.webUrl(), fc.constantFrom('http://[::1]/', 'javascript:alert(1)', 'http://a..b/', 'https://xn--a/', 'library', '', '__proto__'));
    fc.assert(
      fc.property(text, text, fc.constantFrom('web', 'library', 'news', 'academic', 'discussion', '__proto__'), fc.option(text), fc.option(text), (domain, url, kind, author, published_at) => {
        const { score: value, reasons: given } = scoreSource({ domain, url, kind, author, published_at, title: '' });
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(given.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('combineEvidence', () => {
  const item = (effect: Evidence['effect'], strength: number): Evidence => ({ rule: 'r', effect, strength, reason: 'r' });

  it('saturates, and lets what lowers weigh more', () => {
    expect(combineEvidence([])).toBe(0.5);
    expect(combineEvidence(Array.from({ length: 50 }, () => item('raises', 0.5)))).toBe(0.95);
    expect(combineEvidence(Array.from({ length: 50 }, () => item('lowers', 0.5)))).toBe(0.05);
    expect(combineEvidence([item('raises', 0.5), item('lowers', 0.5)])).toBeLessThan(0.5);
  });
});

describe('docs/credibility.md', () => {
  it('states every rule with its effect and weight, and no other', () => {
    const page = readFileSync(new URL('../../../../docs/credibility.md', import.meta.url), 'utf8');
    const rules = page.split('## Rules')[1]?.split('\n## ')[0] ?? '';
    const rows = [...rules.matchAll(/^\| `(\w+)` \| (raises|lowers|neutral) \| ([\d.]+) \|/gm)].map(([, name, effect, strength]) => ({ name, effect, strength: Number(strength) }));
    expect(rows).toEqual(CREDIBILITY_RULES.map(({ name, effect, strength }) => ({ name, effect, strength })));
  });
});
