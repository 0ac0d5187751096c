import { describe, expect, it } from 'vitest';
import { exampleQuestions } from './example-questions.js';

const document = (title: string, ...headings: string[]) => {
  let text = '';
  const blocks = headings.map((heading) => {
    const start = text.length;
    text += heading;
    const block = { kind: 'heading' as const, level: 2, start, end: text.length };
    text += '\n\n';
    return block;
  });
  return { title, text, blocks };
};

describe('questions that the library answers', () => {
  it('[LIB-9] takes a heading that is a question, else asks for what a heading names, else for the title', () => {
    expect(
      exampleQuestions([
        document('Streaming', 'Streaming', 'Connecting', 'How do I resume a stream?'),
        document('The Kestrel Lighthouse', 'The Kestrel Lighthouse', 'Introduction', 'The keepers'),
        document('Ferry to Gull Island', 'Ferry to Gull Island'),
      ]),
    ).toEqual(['How do I resume a stream?', 'What does “The Kestrel Lighthouse” say about the keepers?', 'What is there to know about Ferry to Gull Island?']);
  });

  it('[LIB-9] asks nothing that is too long for a button, or of signs alone', () => {
    expect(exampleQuestions([document('x'.repeat(200)), document('12')])).toEqual([]);
    expect(exampleQuestions([document('Short', `${'long '.repeat(40)}?`)])).toEqual(['What is there to know about Short?']);
  });
});
