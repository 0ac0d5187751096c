import { describe, expect, it } from 'vitest';
import { chooseSentences } from './choose-sentences.js';
import type { RankedSentence } from './ranked-passage.js';
import { lengthInWords } from './words.js';

let place = 0;
function sentence(text: string, score: number, more: Partial<RankedSentence> = {}): RankedSentence {
  place += 1000;
  return { source_number: 1, start: place, end: place + text.length, text, score, coverage: 0.5, ...more };
}
const texts = (chosen: RankedSentence[]) => chosen.map((one) => one.text);

describe('chooseSentences', () => {
  it('keeps to the budget of words', () => {
    const many = Array.from({ length: 30 }, (_, index) => sentence(`Fact ${index} says alpha${index} beta${index} gamma${index} delta${index}.`, 1 - index / 100));
    const chosen = chooseSentences(many, 40);
    const words = chosen.reduce((sum, { text }) => sum + lengthInWords(text), 0);
    expect(words).toBeLessThanOrEqual(40);
    expect(words).toBeGreaterThan(30);
  });

  it('takes the best sentence even when it alone is somewhat too long', () => {
    const long = sentence(Array.from({ length: 14 }, (_, index) => `word${index}`).join(' '), 2);
    expect(chooseSentences([long], 10)).toEqual([long]);
    expect(chooseSentences([{ ...long, text: 'word '.repeat(16).trim() }], 10)).toEqual([]);
  });

  it('says nothing twice', () => {
    const first = sentence('The Larch bridge was opened by the mayor in 1931.', 1);
    const again = sentence('In 1931 the mayor opened the Larch bridge.', 0.9, { source_number: 2 });
    const other = sentence('It carries two lanes of traffic over the river.', 0.5);
    expect(texts(chooseSentences([first, again, other], 60))).toEqual([first.text, other.text]);
  });

  it('tells what begins with a pronoun along with the sentence before it, where there is room', () => {
    const before = sentence('Ada Moreau was an engineer from Larch.', 0.1);
    const leaning = sentence('She built the bridge in 1931.', 1, { states: 0.8, before });
    expect(texts(chooseSentences([leaning, before], 30))).toEqual([leaning.text, before.text]);
    expect(texts(chooseSentences([leaning, before], 10))).toEqual([leaning.text]);
  });

  it('begins with a sentence about the subject that was asked about', () => {
    const other = sentence('The tower in Osaka is 300 metres high.', 1, { elsewhere: true });
    const asked = sentence('The tower in Larch was built on a hill.', 0.8);
    expect(texts(chooseSentences([other, asked], 60))[0]).toBe(asked.text);
  });

  it('does not take shared grammar for repetition', () => {
    const one = sentence('It was the first of the towers that were built on the hill.', 1);
    const two = sentence('It was the last of the ships that were lost in the war.', 0.9);
    expect(chooseSentences([one, two], 60)).toHaveLength(2);
  });

  it('leaves out what falls far behind the best, rather than fill the budget', () => {
    const best = sentence('The answer stands in this very sentence.', 2);
    const filling = sentence('Nobody asked for anything that is told here.', 0.5);
    expect(chooseSentences([best, filling], 60)).toEqual([best]);
  });

  it('leaves out what has less than a third of the best score, however close in points', () => {
    const best = sentence('The answer stands in this very sentence.', 0.9);
    const weak = sentence('Nobody asked for anything that is told here.', 0.2);
    expect(chooseSentences([best, weak], 60)).toEqual([best]);
  });

  it('never tells a question or a caption, and a line without an end only for want of sentences', () => {
    const echo = sentence('Where does the answer to this question stand?', 3, { states: 0 });
    const line = sentence('The answer, where it stands, Index of answers', 1.2, { states: 0.6 });
    const whole = sentence('The answer stands in this very sentence.', 1, { states: 1 });
    expect(texts(chooseSentences([echo, line, whole], 60))).toEqual([whole.text]);
    expect(texts(chooseSentences([echo, line], 60))).toEqual([line.text]);
  });

  it('tells the opening of a definition along with what follows, once, and only where both have room', () => {
    const opening = sentence('cache_size (integer)\n\nSets the size of the cache.', 0.5);
    const later = sentence('The default is typically nine megabytes.', 1, { opening });
    const last = sentence('Only a restart can change any of it.', 0.9, { opening });
    expect(texts(chooseSentences([later, last, opening], 60))).toEqual([later.text, opening.text, last.text]);
    expect(texts(chooseSentences([later, last, opening], 20))).toEqual([later.text, opening.text]);
    expect(texts(chooseSentences([sentence('Some other sentence answers this as well.', 2), later], 10))).not.toContain(later.text);
  });

  it('takes no sentence for a repetition that holds another word of the question', () => {
    const long = sentence('Of four levels, Read Committed is what most servers offer for isolation.', 1, { terms: ['level', 'isol'] });
    const brief = sentence('Read Committed is the default isolation.', 0.9, { terms: ['default', 'isol'] });
    expect(chooseSentences([long, brief], 60)).toHaveLength(2);
    expect(chooseSentences([{ ...long, terms: ['isol'] }, { ...brief, terms: ['isol'] }], 60)).toHaveLength(1);
  });

  it('begins with a sentence near the best, though a shorter one is better for its length', () => {
    const brief = sentence('It scores passably too.', 1);
    const best = sentence('The best of all sentences takes many more words than others do to tell what was asked for in the first place.', 1.6);
    expect(chooseSentences([best, brief], 60)[0]).toBe(best);
  });

  it('answers where the best sentence has a score below nothing', () => {
    expect(chooseSentences([sentence('The only sentence that there is.', -0.4)], 60)).toHaveLength(1);
  });

  it('leaves out sentences of passages that are beside the matter', () => {
    const best = sentence('The answer stands in this very sentence.', 1, { topic: 0.8 });
    const near = sentence('Something more about it follows right here.', 0.9, { topic: 0.6 });
    const beside = sentence('Quite another page tells of gardening tools.', 0.9, { topic: 0.1 });
    expect(chooseSentences([best, near, beside], 60)).toEqual([best, near]);
  });

  it('lets agreement between sources decide between equals', () => {
    const lone = sentence('The prize went to Ana Ruiz that evening.', 1, { answers: ['ana ruiz'], source_number: 1 });
    const agreed = sentence('The award was handed to Kofi Anand today.', 1, { answers: ['kofi anand'], source_number: 2 });
    const witness = sentence('Everybody cheered when Kofi Anand came on stage smiling broadly.', 0.4, { answers: ['kofi anand'], source_number: 3 });
    expect(chooseSentences([lone, agreed, witness], 60)[0]).toBe(agreed);
  });

  it('passes over menu entries and over runs of characters that are no sentences', () => {
    expect(chooseSentences([sentence('Read more', 5), sentence(`a b c d ${'.'.repeat(100_000)}`, 5)], 60)).toEqual([]);
    expect(chooseSentences([], 60)).toEqual([]);
  });
});
