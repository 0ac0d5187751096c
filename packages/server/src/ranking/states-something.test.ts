import { describe, expect, it } from 'vitest';
import { statesSomething } from './states-something.js';
import { wordsOf } from './words.js';

const states = (text: string, kind: 'paragraph' | 'heading' | 'table' = 'paragraph') => statesSomething({ text, words: wordsOf(text), kind });

describe('statesSomething', () => {
  it.each([
    'The default is nine megabytes.',
    'pg_upgrade writes its files to a new folder.',
    'resume(stream) goes on where it stopped.',
    'Table 9.45 holds what was measured in spring.',
    'Subscribers pay nothing for the first month.',
    '(On all systems.) The cache grows at once.',
    'fsync (boolean)\n\nThe server waits for the disk.',
  ])('takes %j for a statement', (text) => expect(states(text)).toBe(1));

  it('takes a row that was asked for for a statement', () => expect(states('bigint | 8 bytes', 'table')).toBe(1));

  it.each(['It is nine megabytes.', 'However, the default is nine.'])('takes %j for one that needs another before it', (text) => expect(states(text)).toBe(0.8));

  it.each([
    'The levels of isolation are described in Table 13.1.',
    'The whole list is shown in more detail in Section 4.',
    'See Section 5 for more information.',
    'For details, see the notes of the release.',
    '(Other values change the minimum.)',
    'cache_size configuration parameter, Memory',
  ])('thinks less of %j', (text) => expect(states(text)).toBe(0.6));

  it.each(['The forms are these:', 'and so they went to the coast.', 'More:Ten things to know'])('thinks little of %j', (text) => expect(states(text)).toBe(0.3));
  it('thinks little of a heading', () => expect(states('What changed in the last year', 'heading')).toBe(0.3));

  it.each(['Which platform was down this week?', 'Table 9.45. json and jsonb Operators', 'Figure 3: The path of a page', 'Subscribe to our newsletter now!', 'Take CNN’s weekly news quiz to see if you’re right!'])('takes %j for no statement at all', (text) => expect(states(text)).toBe(0));

  it('takes bounded time for long and hostile lines', () => {
    const started = performance.now();
    for (const part of ['(', '( ', 'for a ', 'described in ', 'sign up for our ', 'take a ', 'Table 1. A ']) states(part.repeat(200_000 / part.length));
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
