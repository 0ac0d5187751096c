import { describe, expect, it } from 'vitest';
import { openCredibility } from '../credibility-lists.js';

const judge = openCredibility();
const reasonsFor = (host: string) => judge({ domain: host, url: `https://${host}/a`, kind: 'web', author: null, published_at: null, title: '' });

describe('a host whose name is one letter off', () => {
  it.each([
    ['thegaurdian.com', 'theguardian.com'],
    ['aijazeera.com', 'aljazeera.com'],
    ['wikipedai.org', 'wikipedia.org'],
    ['www.politicot.com', 'politico.com'],
    ['news.washingtonpst.com', 'washingtonpost.com'],
  ])('[CRED-7] is lowered, and told from the one it looks like: %s', (host, original) => {
    const { score, reasons } = reasonsFor(host);
    expect(score).toBeLessThan(0.35);
    expect(reasons[0]?.reason).toBe(`The address is one letter away from ${original}, which is widely cited, but is another one`);
  });

  it.each(['theguardian.com', 'desertnews.com', 'sub.wikipedia.org', 'fr-online.de', 'rp-online.de', 'starwarz.com', 'theguardian.org', 'nothing-like-it.com', 'guardian-angel.com', 'xyztimes.com'])('is not %s, which is listed, or more than a letter away', (host) => {
    expect(reasonsFor(host).reasons.map(({ reason }) => reason).join()).not.toContain('one letter away');
  });
});
