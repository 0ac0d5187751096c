import { describe, expect, it } from 'vitest';
import { ContinuationSeam } from './continuation-seam.js';

function joined(shown: string, pieces: string[], way: 'prefix' | 'prompt' = 'prompt'): string {
  const seam = new ContinuationSeam(shown, way);
  return shown + pieces.map((piece) => seam.push(piece)).join('') + seam.end();
}

const LONG = 'The harbour was built in 1871 by Aldous Fenwick [1]. Its gates broke in the storm of 1997, and for two years no ship could enter [2]. They were repaired with stone from the old quarry, which lies';
const REST = ' a mile to the north [1]. Since then the horn sounds again each evening, and the light is seen for twenty miles.';

describe('the seam between a text that was shown and one that goes on with it', () => {
  it.each([
    ['repeats the last words, as asked', 'It was built in', ['was ', 'built in 1871.'], 'It was built in 1871.'],
    ['goes on without repeating', 'It was built in', [' 1871.'], 'It was built in 1871.'],
    ['forgets the space between words', 'It was built in', ['1871.'], 'It was built in 1871.'],
    ['doubles the space', 'It was built in ', [' 1871.'], 'It was built in 1871.'],
    ['goes on within a word that it repeats', 'The Kestrel Light', ['Kestrel Light', 'house sounds.'], 'The Kestrel Lighthouse sounds.'],
    ['repeats a marker', 'Built in 1871 [1]', ['1871 [1].', ' So it is.'], 'Built in 1871 [1]. So it is.'],
    ['repeats behind a space that was shown', 'Built in ', ['Built in 1871'], 'Built in 1871'],
    ['begins with a line break', 'Built in', ['\n', 'Built in 1871'], 'Built in 1871'],
    ['goes on with punctuation', 'Built in 1871', ['.'], 'Built in 1871.'],
    ['begins with a letter that ends the text by accident', 'It was a banana', [' and an apple'], 'It was a banana and an apple'],
    ['says nothing more', 'It was built.', [], 'It was built.'],
    ['repeats all of a short text', 'It was', ['It was built in 1871.'], 'It was built in 1871.'],
    ['ends with words that stand in the text already', 'Of one it says what the documents say [1]. Of the other, the Kestrel Lighthouse,', [' what the', ' documents say [1].'], 'Of one it says what the documents say [1]. Of the other, the Kestrel Lighthouse, what the documents say [1].'],
    ['ends with words that stand in the text already, behind the last one once more', 'It says what the documents say [1]. Of the Kestrel Lighthouse', ['Lighthouse', ' what the documents say [1].'], 'It says what the documents say [1]. Of the Kestrel Lighthouse what the documents say [1].'],
    ['ends with one word that stands in the text already', 'Built in 1871, burnt, and built again in', [' 1871'], 'Built in 1871, burnt, and built again in 1871'],
    ['has one piece with everything', LONG, [LONG.slice(-60) + REST], LONG + REST],
  ])('holds when the model %s', (_what, shown, pieces, whole) => {
    expect(joined(shown, pieces)).toBe(whole);
  });

  it('holds when the model begins a long text anew, and comes to the same place', () => {
    const again = (LONG + REST).match(/.{1,7}/gs) ?? [];
    expect(joined(LONG + REST, [...again, ' The end.'])).toBe(`${LONG}${REST} The end.`);
  });

  it('holds when the model repeats more than is looked at', () => {
    const shown = LONG + REST;
    expect(joined(shown, [shown.slice(10, 150), shown.slice(150), ' The end.'])).toBe(`${shown} The end.`);
  });

  it.each([30, 60, 120, 198, 260])('refuses a model that begins anew and says something else, when %i characters were shown', (length) => {
    const shown = (LONG + REST).slice(0, length);
    for (const kept of [26, length - 2]) {
      const other = `${shown.slice(0, kept)}@ but not for long, as the chronicle of the town has it, because the quarry was closed by then and nobody had any stone left. The rest is not known.`;
      for (const size of [1, 9, 500]) {
        expect(() => joined(shown, other.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [])).toThrow(expect.objectContaining({ code: 'NODE_LOST' }) as Error);
      }
    }
  });

  it.each([["I'm sorry, but I", ' can’t continue this text.'], ['I cannot continue', ' an answer that I did not begin.'], ['As an', ' AI language model, I have no memory of it.'], ['Es tut', ' mir leid, das kann ich nicht.']])('refuses a model that excuses itself: %s%s', (...pieces) => {
    expect(() => joined(LONG, pieces)).toThrow(expect.objectContaining({ code: 'NODE_LOST' }) as Error);
    expect(() => joined(LONG, pieces, 'prefix')).not.toThrow();
    const quoted = `The keeper wrote: "${pieces[0]}`;
    expect(joined(quoted, pieces)).toBe(`The keeper wrote: "${pieces.join('')}`);
  });

  it('refuses it also where the text breaks off with the word that it begins with', () => {
    const shown = 'Sentence one tells what is known of it [1]. Sentence';
    expect(() => joined(shown, ['Sentence one tells what is ', 'not known of it.'])).toThrow(expect.objectContaining({ code: 'NODE_LOST' }) as Error);
    expect(joined(shown, ['Sentence one tells ', 'what is known of it [1]. Sentence two does not.'])).toBe(`${shown} two does not.`);
    expect(joined(shown, ['Sentence two', ' does not.'])).toBe(`${shown} two does not.`);
  });

  it('refuses a model that begins anew and stops before it comes as far', () => {
    expect(() => joined(LONG, [LONG.slice(0, 60)])).toThrow(expect.objectContaining({ code: 'NODE_LOST' }) as Error);
    expect(() => joined(LONG + REST, [LONG + REST.slice(0, 20)])).toThrow(expect.objectContaining({ code: 'NODE_LOST' }) as Error);
  });

  it('does not ask for white space at the end of the text to be repeated, and does not double it', () => {
    for (const shown of [`${LONG} `, `${LONG}${REST}\n`]) {
      expect(joined(shown, [shown.trimEnd()])).toBe(shown);
      expect(joined(shown, [shown.trimEnd(), ' The end.'])).toBe(`${shown}The end.`);
      expect(joined(shown, [...shown, ...' The end.'])).toBe(`${shown} The end.`);
    }
  });

  it('is decided as soon as the text goes past what it repeats', () => {
    const seam = new ContinuationSeam('The Kestrel Light', 'prompt');
    const given = [...'Kestrel Lighthouse was built'].map((character) => seam.push(character));
    expect(given.findIndex((text) => text !== '')).toBe('Kestrel Lighth'.length - 1);
    expect(given.join('')).toBe('house was built');
  });

  it('does not depend on how the text is cut', () => {
    const shown = LONG + REST;
    for (const from of [0, 30, 120, shown.length - 40, shown.length]) {
      const text = `${shown.slice(from)} The end.`;
      for (const size of [1, 3, 17, 500]) expect(joined(shown, text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [])).toBe(`${shown} The end.`);
    }
  });

  it('takes a continued prefix as it is, but for white space that is there already', () => {
    expect(joined('The Kestrel Light', ['house was was built.'], 'prefix')).toBe('The Kestrel Lighthouse was was built.');
    expect(joined('The Kestrel ', [' ', ' Lighthouse'], 'prefix')).toBe('The Kestrel Lighthouse');
    expect(joined('The Kestrel', [' ', 'Lighthouse'], 'prefix')).toBe('The Kestrel Lighthouse');
  });
});
