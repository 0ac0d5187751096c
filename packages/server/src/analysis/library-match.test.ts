import { describe, expect, it } from 'vitest';
import { answerabilityOf } from '../ranking/rank-passages.js';
import { foundDocument } from '../testing/gathering.js';
import { matchLibrary } from './library-match.js';

describe('matchLibrary', () => {
  it('[NOA-3] puts no document behind that is about the matter, even where no answer is seen in it', () => {
    const found = { ...foundDocument('boat', 'The Fennbury 320 is a rowing boat for two. The Fennbury 320 weighs 64 kg.'), title: 'Fennbury 320' };
    const options = { now: 0, statistics: null };
    const question = 'What is the price of the Fennbury 320?';
    const sources = [{ source_number: 1, title: found.title, domain: found.domain, published_at: null, rank: 1, passages: found.text?.passages ?? [] }];
    expect(answerabilityOf(question, sources, options).answerable).toBe(false);
    expect(matchLibrary(question, [found], options)).toBe('some');
    expect(matchLibrary('Who won the chess olympiad of 1998 in Elista?', [found], options)).toBe('weak');
  });
});
