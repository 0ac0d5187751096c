import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openCredibility, shippedListings } from '../credibility-lists.js';
import { HostTable } from './host-table.js';
import { listedEvidence, LIST_RULES, type Listings } from './listings.js';

const rows = (...lines: string[]) => new HostTable(Buffer.from(lines.sort().map((line) => `${line}\n`).join('')));
const LISTS: Listings = {
  assessments: rows('good.example.com\tgr\treliable', 'bad.com\td\t', 'split.com\tnc\t', 'medium.com\tgu\t', 'field.org\t\treliable'),
  listings: rows('good.example.com\t9\t400\t\t\t1\t', 'warned.com\t\t\t\t\t1\t', 'someone.wordpress.com\t\t\t\t\t1\t', 'town.com\t2\t7\tnewspapers\t\t\t', 'github.io\t5\t90\t\t\t\t', 'youtube.com\t9\t9000\t\t\t\t'),
};
const rulesFor = (url: string) => listedEvidence(LISTS, { url, domain: new URL(url).hostname }).map(({ rule }) => rule);

describe('listedEvidence', () => {
  it('[CRED-1] matches the host, else the nearest one above it, down to the registered domain', () => {
    expect(rulesFor('https://good.example.com/a')).toEqual(['perennial_reliable', 'cited_in_wikipedias']);
    expect(rulesFor('https://www.deep.good.example.com/a')).toEqual(['perennial_reliable', 'cited_in_wikipedias']);
    expect(rulesFor('https://example.com/')).toEqual([]);
    expect(rulesFor('https://notbad.com/')).toEqual([]);
    expect(rulesFor('https://bad.com.evil.net/')).toEqual([]);
  });

  it('[CRED-2] passes nothing on from a host that gives pages to anyone', () => {
    for (const url of ['https://medium.com/@someone/x', 'https://someone.github.io/', 'https://github.io/', 'https://www.youtube.com/watch?v=1', 'https://other.wordpress.com/']) expect(rulesFor(url)).toEqual([]);
    expect(rulesFor('https://someone.wordpress.com/x')).toEqual(['open_fake_news_list']);
    expect(rulesFor('https://bad.com/~someone/')).toEqual([]);
  });

  it('lets an open list say nothing against what Wikipedia calls reliable', () => {
    expect(rulesFor('https://good.example.com/')).not.toContain('open_fake_news_list');
    expect(rulesFor('https://warned.com/')).toEqual(['open_fake_news_list']);
  });

  it('[CRED-3] gives the source and the year of every list, and calls no site anything in its own voice', () => {
    const all = ['https://good.example.com/', 'https://bad.com/', 'https://split.com/', 'https://field.org/', 'https://warned.com/', 'https://town.com/'].flatMap((url) => listedEvidence(LISTS, { url, domain: '' }));
    expect(all.length).toBeGreaterThan(6);
    for (const { source, year, reason } of all) {
      expect(source).toMatch(/\w/);
      expect(year).toBeGreaterThan(2016);
      expect(reason).not.toMatch(/\b(?:fake|fraud|scam|lies?|propaganda|untrustworthy)\b/i);
    }
  });

  it('weighs a citation the more, the more editions it is in', () => {
    const strength = (url: string) => listedEvidence(LISTS, { url, domain: '' }).find(({ rule }) => rule === 'cited_in_wikipedias')?.strength;
    expect(strength('https://town.com/')).toBeCloseTo(0.2);
    expect(strength('https://good.example.com/')).toBe(0.45);
  });
});

describe('the shipped lists', () => {
  const judge = openCredibility();
  const front = (domain: string) => judge({ domain, url: `https://${domain}/`, kind: 'web', author: null, published_at: null, title: '' });

  it('have every host in order, so that each is found', () => {
    for (const name of ['wikipedia-assessments', 'open-listings']) {
      const lines = readFileSync(new URL(`../../data/credibility/${name}.tsv`, import.meta.url), 'utf8').trimEnd().split('\n');
      const hosts = lines.map((line) => Buffer.from(line.slice(0, line.indexOf('\t'))));
      expect(hosts.every((host, index) => index === 0 || Buffer.compare(hosts[index - 1] as Buffer, host) < 0)).toBe(true);
    }
    expect(shippedListings().listings.find('bbc.co.uk')).not.toBeNull();
  });

  it.each(['https://s3.amazonaws.com/x/y', 'https://raw.githubusercontent.com/x/y', 'https://gist.github.com/x', 'https://web.archive.org/web/2020/https://example.com/', 'https://archive.is/x', 'https://drive.google.com/x'])(
    '[CRED-2] raise nothing for %s, where anyone has a page',
    (url) => {
      const { score, reasons } = judge({ domain: new URL(url).hostname, url, kind: 'web', author: null, published_at: null, title: '' });
      expect(reasons).toEqual([{ reason: expect.stringMatching(/gives pages to anyone/) as string, effect: 'neutral', source: "Groundwire's rule (docs/credibility.md)", year: 2026 }]);
      expect(score).toBe(0.5);
    },
  );

  it('say where each point comes from', () => {
    const bbc = front('www.bbc.co.uk');
    expect(bbc.score).toBeGreaterThan(0.85);
    expect(bbc.reasons[0]).toEqual({ reason: 'Editors of the English Wikipedia call it generally reliable', effect: 'raises', source: "Wikipedia's list of perennial sources", year: 2026 });
    expect(front('unheard-of-host.com')).toEqual({ score: 0.5, reasons: [{ reason: 'Nothing is known about this source', effect: 'neutral', source: "Groundwire's rule (docs/credibility.md)", year: 2026 }] });
  });
});

describe('docs/credibility.md', () => {
  it('[CRED-4] states every list with its weight, source and year', () => {
    const page = readFileSync(new URL('../../../../docs/credibility.md', import.meta.url), 'utf8');
    const stated = [...page.matchAll(/^\| `(\w+)` \| (raises|lowers) \| ([\d.]+) \| ([^|]+) \| (\d{4}) \|/gm)].map(([, name, effect, strength, source, year]) => ({ name, effect, strength: Number(strength), source, year: Number(year) }));
    expect(stated).toEqual(Object.values(LIST_RULES));
  });
});
