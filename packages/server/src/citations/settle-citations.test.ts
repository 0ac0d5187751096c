import { citationSchema, claimSchema } from '@groundwire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CitedSource } from './cited-source.js';
import { readMarkers } from './read-markers.js';
import { settleCitations } from './settle-citations.js';

const PUBLIC = 'http://127.0.0.1:8000';
const HASH = `sha256:${'0123456789abcdef'.repeat(4)}`;

interface Options {
  found?: Partial<CitedSource['found']>;
  text?: Partial<CitedSource['text']>;
}

function source(text: string, { found = {}, text: rest = {} }: Options = {}, start = 0): CitedSource {
  return {
    found: { source_id: 's', url: 'https://www.example.org/a', title: 'Water', domain: 'example.org', published_at: '2024-05-01', author: null, document_id: null, ...found },
    text: { read: 'page', content_hash: HASH, retrieved_at: '2026-01-01T00:00:00.000Z', passages: [{ start, end: start + text.length, text, heading: '', blocks: [] }], ...rest },
    credibility: { score: 0.5, reasons: [{ reason: 'Nothing is known about this source', effect: 'neutral' }] },
  };
}

function settle(answer: string, sources: CitedSource[], exactQuotes: Array<{ number: number; start: number; end: number }> = []) {
  const byNumber = new Map(sources.map((item, index) => [index + 1, item] as const));
  return settleCitations({ answer, sources: byNumber, exactQuotes, publicUrl: PUBLIC });
}

describe('settleCitations', () => {
  it('cites exactly the sources whose marker stands in the answer, by number', () => {
    const { citations, claims } = settle('Ice is solid [3]. Water boils [1].', [source('Water boils.'), source('Unused.'), source('Ice is solid.')]);
    expect(citations.map(({ id, number }) => [id, number])).toEqual([['c1', 1], ['c3', 3]]);
    expect(claims.map((claim) => claim.citations)).toEqual([['c3'], ['c1']]);
  });

  it('[CIT-16] says when the source was last changed, where it says so and that is later than it was published', () => {
    const changed = (published_at: string | null, modified_at: string | null) => settle('Water boils [1].', [source('Water boils.', { found: { published_at, modified_at } })]).citations[0];
    expect(citationSchema.parse(changed('2024-05-01', '2024-06-02T08:00:00Z'))).toMatchObject({ published_at: '2024-05-01', modified_at: '2024-06-02T08:00:00Z' });
    expect(changed(null, '2024-06-02')).toMatchObject({ published_at: null, modified_at: '2024-06-02' });
    for (const none of [null, '2024-05-01', '2024-04-30', 'yesterday', '2024-02-31']) expect(changed('2024-05-01', none)).not.toHaveProperty('modified_at');
  });

  it('[CIT-15] names the author that the source names, as plain text, and nobody otherwise', () => {
    const authorOf = (author: string | null) => settle('Water boils [1].', [source('Water boils.', { found: { author } })]).citations[0];
    expect(citationSchema.parse(authorOf('Ada Byron, Mary\nSomerville\u202e'))).toMatchObject({ author: 'Ada Byron, Mary Somerville' });
    for (const none of [null, '', ' \u200b', 'x'.repeat(500)]) expect(authorOf(none)).not.toHaveProperty('author');
  });

  it('quotes what the writer took word for word, and calls it fully supported', () => {
    const text = 'Ice is solid. Water boils at  100\ndegrees [4]. Steam rises.';
    const { citations, claims } = settle('Water boils at 100 degrees. [1]', [source(text, {}, 40)], [{ number: 1, start: 54, end: 86 }]);
    expect(citations[0]?.quotes).toEqual([{ text: text.slice(14, 46), start: 54, end: 86 }]);
    expect(citations[0]?.support).toBe('full');
    expect(claims[0]).toMatchObject({ start: 0, end: 31, support: 'full' });
  });

  it('passes over a range that does not hold what the answer says', () => {
    const { citations } = settle('Water boils. [1]', [source('Ice is solid. Water boils.')], [{ number: 1, start: 0, end: 13 }, { number: 1, start: 900, end: 990 }, { number: 1, start: -5, end: 2 }, { number: 1, start: 3.5, end: 7 }]);
    expect(citations[0]?.quotes).toEqual([{ text: 'Water boils.', start: 14, end: 26 }]);
  });

  it('gives a citation the weakest support among its claims, and a claim the best of its sources', () => {
    const { citations, claims } = settle('Water boils. [1] Penguins swim. [1][2]', [source('Water boils.'), source('Penguins swim.')]);
    expect(claims.map((claim) => claim.support)).toEqual(['full', 'full']);
    expect(claims[1]?.reason).toMatch(/^\[1\] .*no word of substance.* \[2\] Found word for word/);
    expect(citations.map((citation) => citation.support)).toEqual(['none', 'full']);
  });

  it('never calls a paraphrase supported before it is checked', () => {
    const { claims } = settle('At 100 degrees, water turns to steam [1].', [source('Water boils at 100 degrees.')]);
    expect(claims[0]?.support).toBe('unchecked');
  });

  it('shows statements that name no source', () => {
    const { claims, citations } = settle('Water boils. Ice is solid. [1]', [source('Ice is solid.')]);
    expect(claims[0]).toEqual({ start: 0, end: 12, citations: [], support: 'unchecked', reason: 'This sentence names no source.', quotes: [] });
    expect(citations).toHaveLength(1);
  });

  it('does not say none after a snippet, or of a source in another script', () => {
    expect(settle('Penguins swim. [1]', [source('Water boils.', { text: { read: 'snippet' } })]).claims[0]?.support).toBe('unchecked');
    expect(settle('Penguins swim. [1]', [source('Пингвины плавают.')]).claims[0]?.support).toBe('unchecked');
    expect(settle('Penguins swim. [1]', [source('Water boils.')]).claims[0]?.support).toBe('none');
  });

  it('lets another judge decide', () => {
    const judge = { judge: () => ({ support: 'partial' as const, reason: 'Half of it.', score: 0.5, stretch: null }), together: () => null };
    const { claims, citations } = settleCitations({ answer: 'Water boils [1].', sources: new Map([[1, source('Water boils.')]]), publicUrl: PUBLIC, judge });
    expect([claims[0]?.support, citations[0]?.support]).toEqual(['partial', 'partial']);
  });

  it('merges overlapping quotes and keeps at most five of at most 1,000 characters, in order', () => {
    const text = Array.from({ length: 9 }, (_, index) => `Fact number ${index} is about topic${index}.`).join(' ');
    const answer = Array.from({ length: 9 }, (_, index) => `Fact number ${8 - index} is about topic${8 - index}. [1]`).join(' ');
    const quotes = settle(answer, [source(text)]).citations[0]?.quotes ?? [];
    expect(quotes).toHaveLength(5);
    expect(quotes.map((quote) => quote.start)).toEqual(quotes.map((quote) => quote.start).sort((a, b) => a - b));
    const twice = settle('Water boils. [1] Water boils. [1]', [source('Water boils.')]).citations[0]?.quotes;
    expect(twice).toHaveLength(1);
    const long = `${'word '.repeat(600)}end.`;
    expect(settle(`${long} [1]`, [source(long)], [{ number: 1, start: 0, end: long.length }]).citations[0]?.quotes[0]?.text.length).toBeLessThanOrEqual(1000);
  });

  it('carries the page of a quote', () => {
    const paged = source('Water boils.');
    const [first] = paged.text.passages;
    if (first !== undefined) first.blocks = [{ kind: 'paragraph', start: first.start, end: first.end, page: 7 }];
    expect(settle('Water boils. [1]', [paged]).citations[0]?.quotes[0]?.page).toBe(7);
  });
});

describe('the fields of a citation', () => {
  const cite = (found: Options['found'], text: Options['text'] = {}) => settle('Water boils. [1]', [source('Ice. Water boils.', { found, text })]).citations[0];

  it("keeps the source's own address, and gives the page of the document beside it", () => {
    expect(cite({ document_id: 'doc_1' })).toMatchObject({ url: 'https://www.example.org/a', domain: 'example.org', document_url: `${PUBLIC}/documents/doc_1?mark=5-17&v=01234567#mark` });
    expect(cite({})).not.toHaveProperty('document_url');
  });

  it('cites a document without an address by its page, with the quotes marked', () => {
    expect(cite({ url: null, document_id: 'doc_1', domain: 'library' })).toMatchObject({ url: `${PUBLIC}/documents/doc_1?mark=5-17&v=01234567#mark`, domain: 'library' });
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'http://', '//e.org', 'https://', 'data:text/html,x', ''])('does not give out %j as an address', (url) => {
    expect(cite({ url, document_id: 'doc_1' })?.url).toMatch(/^http:\/\/127\.0\.0\.1:8000\/documents\/doc_1\?/);
  });

  it('gives out no name and password in an address, and nothing that breaks out of one', () => {
    expect(cite({ url: 'https://user:secret@example.org/a' })?.url).toBe('https://example.org/a');
    expect(cite({ url: 'https://example.org/"><script>' })?.url).toBe('https://example.org/%22%3E%3Cscript%3E');
  });

  it.each([
    ['2024-05-01', '2024-05-01'],
    ['2024-05-01T10:00:00Z', '2024-05-01T10:00:00Z'],
    ['2024-05-01T10:00:00.5+02:00', '2024-05-01T10:00:00.5+02:00'],
    ['2024-05-01T10:00:00', '2024-05-01'],
    ['2024-02-30', null],
    ['2024-05-01T99:00:00Z', null],
    ['May 2024', null],
    ['2024', null],
    ['', null],
    [null, null],
  ])('publishes %j as %j', (given, expected) => {
    expect(cite({ published_at: given })?.published_at).toBe(expected);
  });

  it('gives a title that is one clean line of at most 300 characters, never empty', () => {
    expect(cite({ title: ' A\u0000\n\u202eB\u200b ' })?.title).toBe('A B');
    expect(cite({ title: '\u0007' })?.title).toBe('example.org');
    expect(cite({ title: '', domain: '' })?.title).toBe('https://www.example.org/a');
    const long = cite({ title: '😀'.repeat(400) })?.title ?? '';
    expect(long.length).toBeLessThanOrEqual(300);
    expect(/\p{Cs}/u.test(long)).toBe(false);
  });
});

describe('properties', () => {
  const texts = ['Water boils at 100 degrees. Ice is solid! Is it? Steam rises.', '水在一百度沸腾。零度结冰。', 'Dr. Smith paid $3.5 million.\n\n- one\n- two 😀 things', ''];
  const parts = ['[1]', '[2]', '[3][4]', '[9]', 'Water boils', ' at 100 degrees. ', 'Ice is solid! ', '水在一百度沸腾。', 'Dr. Smith paid', '\n\n- ', '`[2]`', '# ', '| ', '. ', '😀'];
  const range = fc.record({ number: fc.integer({ min: 0, max: 5 }), start: fc.integer({ min: -5, max: 80 }), end: fc.integer({ min: -5, max: 90 }) });

  it('markers and citations agree both ways, and every quote stands in its source at its range', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 20 }), fc.array(range, { maxLength: 6 }), fc.nat(50), (chosen, exactQuotes, start) => {
        const answer = chosen.join('');
        const sources = new Map(texts.map((text, index) => [index + 1, source(text, {}, start)] as const));
        const { citations, claims } = settleCitations({ answer, sources, exactQuotes, publicUrl: PUBLIC });
        const marked = new Set(readMarkers(answer, (number) => sources.has(number)).flatMap((marker) => marker.numbers));
        expect(citations.map((citation) => citation.number)).toEqual([...marked].sort());
        expect(new Set(claims.flatMap((claim) => claim.citations))).toEqual(new Set(citations.map((citation) => citation.id)));
        for (const citation of citations) {
          expect(citationSchema.parse(citation)).toEqual(citation);
          const text = texts[citation.number - 1] ?? '';
          for (const quote of citation.quotes) expect(text.slice(quote.start - start, quote.end - start)).toBe(quote.text);
        }
        for (const claim of claims) expect(claimSchema.parse(claim)).toEqual(claim);
      }),
      { numRuns: 1500 },
    );
  });
});
