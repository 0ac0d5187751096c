import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { brokenEnvLines, envFileNotice } from './config-env-file.js';

describe('brokenEnvLines', () => {
  it.each([
    ['A=1\nMODEL gpt-4o\nB=2', [2]],
    ['A=1\r\nbroken\r\nB=2\r\n', [2]],
    ['A: 1\n\n=5\n', [1, 3]],
    ['two words=1', [1]],
    ['1A=2', [1]],
    ['A="open\nB=2', [1]],
    ['A="one\ntwo"\nthree', [3]],
    ['<html>\n<body>', [1, 2]],
  ])('names those of %j', (text, expected) => {
    expect(brokenEnvLines(text)).toEqual(expected);
  });

  it.each(['', '\n\n', '# a comment\n  # another', 'A=1', 'export A=1', ' A = 1 # c', 'A=', 'A="x" # y', 'A="one\n  two words\n#three"\nB=2', "A='it is'", 'A=`a\nb`', 'A=don\'t', 'A.b-c=1', 'A=a\u2028b\rc'])('finds none in %j', (text) => {
    expect(brokenEnvLines(text)).toEqual([]);
  });

  it('finds one wherever Node.js makes a name of something else', () => {
    for (const text of ['A=1\nMODEL gpt-4o\nB=2', 'A:1\nB=2', 'two words=1']) {
      expect(Object.keys(parseEnv(text)).some((name) => /\s/.test(name))).toBe(true);
      expect(brokenEnvLines(text)).not.toEqual([]);
    }
  });

  it('is quick on a file of nothing but open quotation marks', () => {
    const started = performance.now();
    brokenEnvLines('A="\nB=\'\nC=`\n'.repeat(2000));
    brokenEnvLines(`A=${' \t'.repeat(200_000)}`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('envFileNotice', () => {
  it('names the lines and not their content', () => {
    expect(envFileNotice('OPENAI_API_KEY sk-hunter2\nA=1')).toMatch(/^Line 1 of the file \.env can't be read(?!.*hunter2)/);
    expect(envFileNotice('a\nb\nC=1')).toMatch(/^Lines 1, 2 of/);
    expect(envFileNotice('x\n'.repeat(50))).toMatch(/^Lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 40 more of/);
  });

  it('is silent about a file that can be read', () => {
    expect(envFileNotice('A=1\n')).toBeNull();
  });
});
