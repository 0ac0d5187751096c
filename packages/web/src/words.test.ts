import type { AnalysisProgress } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { credibilityWords, endWords, errorWords, progressWords, readableDate, readableTime, sourceFacts } from './words.js';

const progress = (step: AnalysisProgress['step'], message?: string): AnalysisProgress => ({
  type: 'analysis_progress',
  analysis_id: 'a',
  step,
  progress: { completion_percentage: 10, current_step: step, ...(message === undefined ? {} : { message }) },
  timestamp: '2026-01-01T00:00:00.000Z',
});

describe('the words of the page', () => {
  it('shows a published day as that day, whatever the time zone', () => {
    expect(readableDate('2025-09-01', 'en-GB')).toBe('1 Sept 2025');
    expect(readableDate('2025-09-01', 'de-DE')).toBe('01.09.2025');
  });

  it('shows when something happened by the clock of the reader', () => {
    const local = new Date(2026, 2, 1, 0, 5).toISOString();
    expect(readableTime(local, 'en-GB')).toBe('1 Mar 2026, 00:05');
  });

  it('tells of a source in the library once that it is from there', () => {
    expect(sourceFacts({ domain: 'library', published_at: '2025-09-01', read: 'document' })).toMatch(/^Your library · .*2025[^·]*$/);
    expect(sourceFacts({ domain: 'library', published_at: '2025-09-01', modified_at: '2026-02-03', read: 'document' })).toMatch(/2025[^·]* · changed [^·]*2026[^·]*$/);
    expect(sourceFacts({ domain: 'a.example', published_at: null, read: 'snippet' })).toBe('a.example · only an excerpt was read');
    expect(sourceFacts({ domain: 'a.example', author: 'Mara Lindqvist', published_at: null, read: 'page' })).toMatch(/^a\.example · Mara Lindqvist · /);
  });

  it('shows no date rather than a wrong one', () => {
    expect(readableDate(null)).toBeNull();
    expect(readableDate('Spring 2025')).toBeNull();
  });

  it('says how long to wait, or that another try may help, or neither', () => {
    expect(errorWords({ name: 'x', message: 'Too many', recoverable: true, retryAfter: 11.2 })).toBe('Too many. Try again in 12 seconds.');
    expect(errorWords({ name: 'x', message: 'Too many; try again in 7 s', recoverable: true, retryAfter: 7 })).toBe('Too many; try again in 7 s.');
    expect(errorWords({ name: 'x', message: 'It broke', recoverable: true })).toBe('It broke. Asking again may help.');
    expect(errorWords({ name: 'x', message: 'No key.' })).toBe('No key.');
  });

  it('tells an answer from none', () => {
    expect(endWords('answered', 1)).toBe('The answer is complete, with 1 source.');
    expect(endWords('answered', 0)).toBe('The answer is complete. It names no source.');
    expect(endWords('no_answer', 0)).toBe('The sources do not answer this.');
    expect(endWords('no_sources', 0)).toBe('Nothing was found.');
  });

  it('says who is being asked, and what the server says it does', () => {
    expect(progressWords(null, [])).toBe('Asking');
    expect(progressWords(progress('searching'), [{ name: 'library', status: 'answered' }, { name: 'wikipedia', status: 'asked' }])).toBe('Searching: wikipedia');
    expect(progressWords(progress('searching', 'Searching wikipedia'), [{ name: 'wikipedia', status: 'asked' }])).toBe('Searching wikipedia');
    expect(progressWords(progress('reading', 'Reading 3 pages'), [])).toBe('Reading 3 pages');
  });

  it('puts credibility in words', () => {
    expect([0.9, 0.5, 0.31, 0.1].map(credibilityWords)).toEqual(['90 of 100, high', '50 of 100, fair', '31 of 100, mixed', '10 of 100, low']);
  });
});
