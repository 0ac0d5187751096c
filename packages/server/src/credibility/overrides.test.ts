import { describe, expect, it } from 'vitest';
import { createCredibilityJudge } from './judge-credibility.js';
import { overrideFor, readOverrides } from './overrides.js';

const source = (url: string) => ({ url, domain: new URL(url).hostname, kind: 'web', author: null, published_at: null, title: '' });

describe('[CRED-5] what an operator says of a site', () => {
  const overrides = readOverrides('# ours\n{"domain": "www.Example.org", "credibility": 0.9, "reason": "Our editors check it"}\n\n{"domain": "alice.github.io", "credibility": 0.1}\n', 2025);

  it('goes before rules and lists, is said first, and hides nothing', () => {
    const judged = createCredibilityJudge(null, overrides)(source('http://sub.example.org/a'));
    expect(judged.score).toBe(0.9);
    expect(judged.reasons[0]).toEqual({ reason: 'Our editors check it', effect: 'raises', source: 'The operator of this server', year: 2025 });
    expect(judged.reasons.map(({ reason }) => reason).join()).toContain('https');
  });

  it('holds for the host and those below it, not beside it', () => {
    expect(overrideFor(overrides, source('https://alice.github.io/x'))?.credibility).toBe(0.1);
    expect(overrideFor(overrides, source('https://bob.github.io/x'))).toBeNull();
    expect(overrideFor(overrides, source('https://notexample.org/'))).toBeNull();
    expect(overrideFor(overrides, source('https://example.org.evil.com/'))).toBeNull();
  });

  it('takes a file that begins with a byte order mark', () => {
    expect(overrideFor(readOverrides('\uFEFF{"domain": "a.org", "credibility": 0.2}\r\n', 2025), source('https://a.org/'))?.credibility).toBe(0.2);
  });

  it.each([
    ['{"domain": "a.org"', 'line 1 is not JSON'],
    ['\n{"domain": "a.org", "credibility": 2}', 'line 2: credibility'],
    ['{"domain": "https://a.org/x", "credibility": 1}', 'must be a host'],
    ['{"domain": "a.org", "credibility": 1, "colour": "red"}', 'line 1'],
    ['{"domain": "a.org", "credibility": 1}\n{"domain": "www.A.org", "credibility": 0}', 'line 2: a.org is named a second time'],
  ])('names the faulty line of %s', (text, words) => {
    expect(() => readOverrides(text, 2025)).toThrow(words);
  });

  it('names every faulty line, up to so many', () => {
    expect(() => readOverrides('nothing\n{"domain": "a.org", "credibility": 2}\n{"domain": "b.org", "credibility": 1}\n{"credibility": "x"}\n', 2025)).toThrow(/line 1 is not JSON.*; line 2: credibility: .*; line 4: domain: .*; line 4: credibility: /s);
    expect(() => readOverrides('x\n'.repeat(500), 2025)).toThrow(/line 20 is not JSON.*; and 480 lines more$/s);
  });
});
