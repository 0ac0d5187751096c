import { describe, expect, it } from 'vitest';
import { analyseQuestion } from './analyse-question.js';
import { namedDays } from './named-days.js';
import { namedPublications, withoutSiteName } from './named-source.js';
import { rankPassages } from './rank-passages.js';
import type { RankSource } from './rank-source.js';

function source(source_number: number, title: string, domain: string, text: string, published_at: string | null = null): RankSource {
  return { source_number, title, domain, published_at, rank: source_number, passages: [{ start: 0, end: text.length, text, heading: '', blocks: [] }] };
}
const names = (question: string, title: string, domain: string) => namedPublications(analyseQuestion(question, null), source(1, title, domain, ''));

describe('publications that a question names', () => {
  it('are known by their domain and by the name behind a title', () => {
    expect(names("What does 'The Verge' say about search?", 'Search', 'theverge.com')).toEqual(['theverge']);
    expect(names('What did The Age report?', 'Search deal | The Age', 'example.com.au')).toEqual(['theage']);
    expect(names('What does the vergence of lenses mean?', 'Search', 'theverge.com')).toEqual([]);
    expect(names('How old is the universe?', 'Age of it - Page', 'page.org')).toEqual([]);
  });

  it('each have their best passage before the second of any', () => {
    const verge = 'Apple defends its search deal with Google in court.';
    const sources = [source(1, 'One', 'theverge.com', verge), source(2, 'Two', 'theverge.com', 'The search deal of Apple with Google is the focus of the court.'), source(3, 'Three', 'techcrunch.com', 'Google pays for search.'), source(4, 'Four', 'other.com', `${verge} ${verge}`)];
    const ranked = rankPassages('What do The Verge and TechCrunch say of the search deal of Apple with Google in court?', sources, { now: 0, statistics: null });
    expect(new Set(ranked.passages.slice(0, 2).map(({ source_number }) => sources[source_number - 1]?.domain))).toEqual(new Set(['theverge.com', 'techcrunch.com']));
  });

  it('are taken off a title where its matter is looked at', () => {
    expect(withoutSiteName('Search deal - The Verge')).toBe('Search deal');
    expect(withoutSiteName('Half-life and decay')).toBe('Half-life and decay');
  });
});

describe('days that a question names', () => {
  it.each([
    ['the report of October 7, 2023', ['2023-10-07']],
    ['on 7 Oct. 2023 and 2024-01-02', ['2024-01-02', '2023-10-07']],
    ['in October 2023', []],
  ])('are read from "%s"', (question, days) => {
    expect([...namedDays(question)]).toEqual(days);
  });

  it('lift what was published then', () => {
    const text = 'The bank raised its rates for savings.';
    const ranked = rankPassages('What did the bank do with its rates on March 3, 2024?', [source(1, 'A', 'a.org', text, '2023-03-03'), source(2, 'B', 'b.org', text, '2024-03-03T10:00:00Z')], { now: 0, statistics: null });
    expect(ranked.passages[0]?.source_number).toBe(2);
  });
});
