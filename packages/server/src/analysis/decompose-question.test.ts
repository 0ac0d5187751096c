import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decomposeQuestion } from './decompose-question.js';

describe('decomposeQuestion', () => {
  it.each([
    ['Who founded Kestrel Harbour and when was it deepened?', ['Who founded Kestrel Harbour?', 'when was it deepened (Kestrel Harbour)?']],
    ['Who designed the Quill Bridge, and how high is it, and when was it opened?', ['Who designed the Quill Bridge?', 'how high is it (Quill Bridge)?', 'when was it opened (Quill Bridge)?']],
    ['When did the Eiffel Tower open? How tall is it?', ['When did the Eiffel Tower open?', 'How tall is it (Eiffel Tower)?']],
    ['Compare the population of France and Germany', ['Compare the population of France', 'Compare the population of Germany']],
    ['What is the difference between PostgreSQL and MySQL replication?', ['What is PostgreSQL replication?', 'What is MySQL replication?']],
    ['Which is taller, Mont Blanc or the Matterhorn?', ['Which is taller, Mont Blanc?', 'Which is taller, Matterhorn?']],
    ['How many people live in Lisbon, Porto and Braga?', ['How many people live in Lisbon?', 'How many people live in Porto?', 'How many people live in Braga?']],
    ['How many people live in Oslo, Bergen, Trondheim, Stavanger and Tromsø?', ['Oslo', 'Bergen', 'Trondheim', 'Stavanger', 'Tromsø'].map((city) => `How many people live in ${city}?`)],
    ['What was inflation in 2019 and in 2021?', ['What was inflation in 2019?', 'What was inflation in 2021?']],
  ])('%s', (question, parts) => {
    expect(decomposeQuestion(question)).toEqual(parts);
  });

  it.each(['Who wrote Romeo and Juliet?', 'When was the lighthouse built?', 'What does Johnson and Johnson sell?', 'What happened between 1914 and 1918?', 'Is Rust faster than Go?', 'Who built the bridge and when?', '', '???', 'Why?'])('leaves "%s" whole', (question) => {
    expect(decomposeQuestion(question)).toEqual([]);
  });

  it('gives parts none of which is empty, whatever the text, and in no time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        const parts = decomposeQuestion(text);
        for (const part of parts) expect(part.trim()).not.toBe('');
      }),
    );
    const started = performance.now();
    decomposeQuestion('A, '.repeat(166));
    decomposeQuestion(`${'who and '.repeat(62)}?`);
    decomposeQuestion('Aa '.repeat(166));
    expect(performance.now() - started).toBeLessThan(500);
  });
});
