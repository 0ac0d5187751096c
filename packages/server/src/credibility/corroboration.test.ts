import type { Citation, Claim } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { corroboratingDomains, corroboration } from './corroboration.js';

const cite = (id: string, url: string, domain = new URL(url).hostname) => ({ id, url, domain }) as Citation;
const claim = (citations: string[], support: Claim['support']) => ({ citations, support }) as Claim;

describe('[CRED-6] corroboration', () => {
  const citations = [cite('c1', 'https://a.org/'), cite('c2', 'https://news.b.com/'), cite('c3', 'https://www.b.com/'), cite('c4', 'http://127.0.0.1:8000/documents/x', 'library')];

  it('counts other registered domains that back the same claim', () => {
    const found = corroboratingDomains(citations, [claim(['c1', 'c2', 'c3'], 'full'), claim(['c2', 'c3'], 'full'), claim(['c1', 'c4'], 'partial')]);
    expect(found.get('c1')).toEqual(['b.com']);
    expect(found.get('c2')).toEqual(['a.org']);
    expect(found.get('c3')).toEqual(['a.org']);
    expect(found.get('c4')).toEqual([]);
  });

  it('counts nothing where the claim is not backed', () => {
    const found = corroboratingDomains(citations, [claim(['c1', 'c2'], 'none'), claim(['c1', 'c2'], 'unchecked')]);
    expect([...found.values()].flat()).toEqual([]);
  });

  it('raises a little, once, however many there are', () => {
    expect(corroboration([])).toBeNull();
    expect(corroboration(['a.org'])).toEqual({ rule: 'corroborated', effect: 'raises', strength: 0.15, reason: 'In this answer a.org says the same' });
    expect(corroboration(['a.org', 'b.org', 'c.org', 'd.org'])?.strength).toBe(0.15);
  });
});
