import { describe, expect, it } from 'vitest';
import { helpText, parseArguments } from './parse-arguments.js';
import { EvaluationError } from './task.js';
import { TASKS } from './tasks.js';

const parse = (...argv: string[]) => parseArguments(argv, TASKS);

describe('the arguments of npm run eval', () => {
  it('names task, folder and file, and leaves the rest to the task', () => {
    expect(parse('clapnq', '--data', 'somewhere', '--out', 'here.jsonl')).toEqual({
      help: false,
      run: { task: TASKS.find((task) => task.name === 'clapnq'), data: 'somewhere', out: 'here.jsonl', limit: undefined, maxWords: undefined, ungated: false, json: false },
    });
  });

  it('takes all options', () => {
    const parsed = parse('--json', 'quotesum', '--data=d', '--out=o', '--limit', '5', '--max-words', '40', '--ungated');
    expect(parsed).toMatchObject({ run: { limit: 5, maxWords: 40, ungated: true, json: true } });
  });

  it('gives help whatever else is said', () => {
    expect(parse('--help', 'nonsense')).toEqual({ help: true });
    for (const task of TASKS) expect(helpText(TASKS)).toContain(task.name);
  });

  it.each<[string, string[], RegExp]>([
    ['no task', [], /Name a task: realtimeqa, clapnq, quotesum/],
    ['an unknown task', ['squad', '--data', 'd', '--out', 'o'], /no task “squad”\. Known: realtimeqa, clapnq, quotesum/],
    ['two tasks', ['clapnq', 'quotesum', '--data', 'd', '--out', 'o'], /Only one task/],
    ['no data', ['clapnq', '--out', 'o'], /--data DIR is missing/],
    ['no file', ['clapnq', '--data', 'd'], /--out FILE is missing/],
    ['a limit that is no number', ['clapnq', '--data', 'd', '--out', 'o', '--limit', 'many'], /--limit takes a whole number from 1/],
    ['too few words', ['clapnq', '--data', 'd', '--out', 'o', '--max-words', '3'], /--max-words takes a whole number from 10 to 2000/],
    ['an unknown option', ['clapnq', '--data', 'd', '--out', 'o', '--fast'], /--fast.*--help lists the options/],
  ])('refuses %s and says what to do', (_, argv, message) => {
    expect(() => parse(...argv)).toThrow(EvaluationError);
    expect(() => parse(...argv)).toThrow(message);
  });
});
