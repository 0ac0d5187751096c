import { describe, expect, it } from 'vitest';
import { readQuestions } from './questions.js';

describe('[EVAL-2] a file of questions', () => {
  it('takes one question a line, one expectation or several, and skips empty lines and remarks', () => {
    const text = '\uFEFF{"question": " When? ", "expected_answers": "1931"}\r\n\n# a remark\n{"id": "b", "question": "Who?", "expected_sources": ["example.org"], "answerable": true, "parameters": {"days": 7}}';
    expect(readQuestions(text, 'q.jsonl')).toEqual([
      { id: 'line-1', question: 'When?', expected_answers: ['1931'] },
      { id: 'b', question: 'Who?', expected_sources: ['example.org'], answerable: true, parameters: { days: 7 } },
    ]);
  });

  it.each<[string, string, RegExp]>([
    ['what is no JSON', '{"question": "A?"}\n{"question": "B?"', /q\.jsonl can't be read as questions:\nline 2: not JSON/],
    ['a list', '[1]', /line 1: .*expected object/],
    ['no question', '{"id": "a"}', /line 1: question: /],
    ['a name that is none', '{"question": "A?", "expected_answer": "x"}', /line 1: .*expected_answer/],
    ['a wrong type', '\n\n{"question": "A?", "answerable": "no"}', /line 3: answerable: .*boolean/],
    ['an answer to what has none', '{"question": "A?", "answerable": false, "expected_answers": ["x"]}', /line 1: it says both that nothing answers it/],
    ['an id twice', '{"id": "a", "question": "A?"}\n{"id": "a", "question": "B?"}', /line 2: the id "a" stands in line 1 already/],
    ['several faults at once', '1\n2', /line 1: .*\nline 2: /],
    ['nothing', '\n# nothing\n', /q\.jsonl holds no questions\. Each line is one/],
  ])('names the line of %s', (_, text, message) => {
    expect(() => readQuestions(text, 'q.jsonl')).toThrow(message);
  });

  it('tells ten faults and how many more there are', () => {
    expect(() => readQuestions('x\n'.repeat(25), 'q.jsonl')).toThrow(/line 10: [^\n]*\nand 15 more$/);
  });
});
