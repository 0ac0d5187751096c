import { sampleCitation } from '@groundwire/protocol/testing';
import { describe, expect, it } from 'vitest';
import { table } from './table.js';
import { counted, readableDate, renderSources } from './terminal.js';

const reader = { color: false, locale: 'en-GB' };

describe('the sources below an answer', () => {
  it('shows number, title, place, date, credibility and address', () => {
    const text = renderSources([sampleCitation({ url: 'https://example.org/a/b/', credibility: 0.824 })], reader);
    expect(text).toBe('Sources\n[1] A page\n    example.org/a/b · 1 Sept 2025 · credibility 0.82\n    https://example.org/a/b/\n');
  });

  it('says when a source was last changed, where it does', () => {
    expect(renderSources([sampleCitation({ published_at: '2025-09-01', modified_at: '2026-02-03' })], reader)).toMatch(/2025 · changed [^·]*2026 · credibility/);
    expect(renderSources([sampleCitation({})], reader)).not.toContain('changed');
  });

  it('says when a source does not fully back what it is cited for, and leaves an unknown date out', () => {
    const text = renderSources([sampleCitation({ support: 'partial', published_at: null, domain: 'library' })], reader);
    expect(text).toContain('library · credibility 0.50 · supports it in part\n');
  });

  it('names the pages of a document that its quotes stand on', () => {
    const quote = (page: number) => ({ text: 'A', start: 0, end: 1, page });
    expect(renderSources([sampleCitation({ quotes: [quote(7)] })], reader)).toContain(' · page 7 · ');
    expect(renderSources([sampleCitation({ quotes: [quote(12), quote(7), quote(12)] })], reader)).toContain(' · pages 7, 12 · ');
  });

  it('makes a hostile title harmless', () => {
    expect(renderSources([sampleCitation({ title: 'x\u001b]0;t\u0007\ny' })], reader)).toContain('[1] x y\n');
  });

  it('uses colour only where it is wanted', () => {
    expect(renderSources([sampleCitation()], { ...reader, color: true })).toContain('\u001b[1m[1]');
    expect(renderSources([sampleCitation()], reader)).not.toContain('\u001b');
  });
});

describe('numbers and dates in the reader\'s form', () => {
  it('groups digits and picks the plural', () => {
    expect(counted(1234, 'document', { locale: 'de' })).toBe('1.234 documents');
    expect(counted(1, 'document', { locale: 'de' })).toBe('1 document');
  });

  it('shows a date that it can not read as it is', () => {
    expect(readableDate('Spring 2025', reader)).toBe('Spring 2025');
    expect(readableDate('2025-03-01T23:30:00Z', { ...reader, locale: 'de' })).toBe('01.03.2025');
  });
});

describe('a table', () => {
  it('aligns columns, wide characters too, and cuts what is too long', () => {
    const text = table([{ title: 'Title', maxWidth: 8 }, { title: 'Words', align: 'right' }], [['日本語', '7'], ['A long title here', '1,234']]);
    expect(text).toBe('Title    Words\n日本語       7\nA long…  1,234\n');
  });

  it('keeps each row on one line whatever its cells hold', () => {
    expect(table([{ title: 'T' }], [['a\nb\u001b[2J']])).toBe('T\na b\n');
  });
});
