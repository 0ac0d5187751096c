import type { Citation, Claim } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { answerMarkdown } from './answer-markdown.js';
import { bibtex } from './bibtex.js';
import { fileName } from './file-name.js';
import { cslItems } from './csl-json.js';

const citation = (overrides: Partial<Citation> = {}): Citation => ({
  id: 'c1',
  number: 1,
  url: 'https://harbour.example/a?b=1',
  title: 'The lighthouse & its keepers',
  domain: 'harbour.example',
  credibility: 0.5,
  published_at: '2024-03-05T10:00:00Z',
  quotes: [{ text: 'Built in\n1871.', start: 0, end: 14 }],
  support: 'full',
  credibility_reasons: [],
  retrieved_at: '2026-01-02T03:04:05.000Z',
  content_hash: 'sha256:0',
  read: 'page',
  ...overrides,
});

describe('taking an answer along', () => {
  it('[PAGE-6] as Markdown, with numbers that lead to sources and their quotes', () => {
    expect(answerMarkdown('Who built\nit?', { text: 'Fenwick did. [1]', citations: [citation()], claims: [] })).toBe(
      '# Who built it?\n\nFenwick did. [1]\n\n## Sources\n\n1. [The lighthouse & its keepers](<https://harbour.example/a?b=1>), harbour.example, 2024-03-05\n   > Built in 1871.\n',
    );
  });

  it('[PAGE-6] with how many statements are backed, and which are not, and why', () => {
    const text = 'Fenwick did. [1] It is *tall*. It glows. [1]';
    const claims: Claim[] = [
      { start: 0, end: 16, citations: ['c1'], support: 'full', reason: '' },
      { start: 17, end: 30, citations: [], support: 'unchecked', reason: '' },
      { start: 31, end: 44, citations: ['c1'], support: 'none', reason: 'says nothing of a glow' },
    ];
    const markdown = answerMarkdown('q', { text, citations: [citation({ author: 'Ada Byron' })], claims });
    expect(markdown).toContain('## Support\n\n1 of 3 statements are backed by the sources that they name; not in full:\n\n- It is tall. *(names no source)*\n- It glows. *(not backed by its source: says nothing of a glow)*\n\n## Sources');
    expect(markdown).toContain(', Ada Byron, harbour.example, 2024-03-05');
    expect(answerMarkdown('q', { text, citations: [], claims: claims.slice(0, 1) })).toContain('1 of 1 statements are backed by the sources that they name.\n');
  });

  it('[PAGE-6] under names that tell one question from another', () => {
    expect(fileName('How long has the tide-mill of Saltmere ground corn, and who built it in 1652?', 'md')).toBe('how-long-has-the-tide-mill-of-saltmere-ground-corn-and-who.md');
    expect(fileName('Wie hoch ist der Leuchtturm?', 'bib')).toBe('wie-hoch-ist-der-leuchtturm.bib');
    expect(fileName('../../etc/passwd', 'json')).toBe('etc-passwd.json');
    expect(fileName('灯台は？', 'md')).toBe('灯台は.md');
    expect(fileName('???', 'md')).toBe('answer.md');
  });

  it('[PAGE-6] makes no Markdown of what a source calls itself', () => {
    const hostile = citation({ title: '![x](https://evil.example/p) <img src=x>', url: 'https://a.example/>)<b' });
    expect(answerMarkdown('q', { text: 'x', citations: [hostile], claims: [] })).toContain('1. [\\!\\[x\\](https://evil.example/p) \\<img src=x\\>](<https://a.example/%3E)%3Cb>)');
  });

  it('[PAGE-6] as BibTeX, with its special signs escaped', () => {
    expect(bibtex([citation({ title: '50% {of} C# \\ A_b' })])).toBe(
      '@online{source1,\n  title = {{50\\% \\{of\\} C\\# \\textbackslash\\{\\} A\\_b}},\n  url = {https://harbour.example/a?b=1},\n  organization = {harbour.example},\n  date = {2024-03-05},\n  urldate = {2026-01-02},\n  note = {"Built in 1871."},\n}\n'.replace('\\textbackslash\\{\\}', '\\textbackslash{}'),
    );
  });

  it('[PAGE-6] names the author where one is known', () => {
    const authored = citation({ author: 'Ada Byron & {Mary}' });
    expect(bibtex([authored])).toContain('  author = {{Ada Byron \\& \\{Mary\\}}},\n');
    expect(cslItems([authored])[0]?.author).toEqual([{ literal: 'Ada Byron & {Mary}' }]);
  });

  it('[PAGE-6] as CSL JSON; what is not known is left out', () => {
    expect(cslItems([citation({ domain: 'library', published_at: null, quotes: [] })])).toEqual([
      { id: 'source1', type: 'document', title: 'The lighthouse & its keepers', URL: 'https://harbour.example/a?b=1', accessed: { 'date-parts': [[2026, 1, 2]] } },
    ]);
    expect(cslItems([citation()])[0]).toMatchObject({ type: 'webpage', 'container-title': 'harbour.example', issued: { 'date-parts': [[2024, 3, 5]] } });
  });
});
