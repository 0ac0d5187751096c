import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClaimStream } from './claim-stream.js';
import { findClaims, type FoundClaim } from './claims.js';

const KNOWN = (number: number) => number < 5;

function streamed(answer: string, cuts: readonly number[]): { claims: FoundClaim[]; before: number } {
  const stream = new ClaimStream(KNOWN);
  const bounds = [...new Set([0, ...cuts.map((cut) => cut % (answer.length + 1)), answer.length])].sort((left, right) => left - right);
  const claims = bounds.slice(1).flatMap((end, index) => stream.push(answer.slice(bounds[index], end)));
  const before = claims.length;
  return { claims: [...claims, ...stream.end()], before };
}

const PARTS = [
  '\n[1]: Title','[1]', '[2]', ' [3]', '[9]', 'Water boils', 'It is', ' at 3.5 degrees', '. ', '. ', '.', '? ', '! ', '\n', '\n\n', '\n- ', '\n1. ', '# ', '> ', '`', '`a. B`', '```', '\n```\n', '    ', '**', '|', ': ', '水。', '水在', 'e.g. ', 'Dr. ', '(', ')', ' "', 'http://e.org/a.b ', '~', '_', '1', '\t'];
const answers = fc.array(fc.constantFrom(...PARTS), { maxLength: 60 }).map((parts) => parts.join(''));

describe('[CLM-1] claims of an answer that grows', () => {
  it('come while it grows, one by one, each with its markers', () => {
    const stream = new ClaimStream(KNOWN);
    const seen = [...'Water boils at 100 °C. [1] It freezes at 0 °C [2][3]. Dr. Smith said so in 1901. [4] '].flatMap((character, at) => stream.push(character).map(({ text }) => [at, text] as const));
    expect(seen.map(([, text]) => text)).toEqual(['Water boils at 100 °C.', 'It freezes at 0 °C.']);
    expect(seen[0]?.[0]).toBeLessThan(60);
    expect(stream.end().map(({ text, numbers }) => [text, numbers])).toEqual([['Dr. Smith said so in 1901.', [4]]]);
  });

  it('are those of the whole answer, however it was cut', () => {
    fc.assert(
      fc.property(answers, fc.array(fc.nat(600), { maxLength: 40 }), (answer, cuts) => {
        const whole = findClaims(answer, KNOWN);
        expect(streamed(answer, cuts).claims).toEqual(whole);
        expect(streamed(answer, [...Array(answer.length).keys()]).claims).toEqual(whole);
      }),
      { numRuns: 5000 },
    );
  });

  it('are those of the whole answer in a paragraph of many sentences, whatever it is interrupted by', () => {
    const sentences = fc.array(fc.constantFrom('Water boils. ', 'It is cold [1]. ', 'He said “Yes. No.” ', 'See `a. B`. ', '**So** it goes. ', 'Dr. Smith left [2]', '. ', 'A longer one that goes on for more than forty characters ', '\n', '\nThe next line. ', '\n\n', '\n- ', '1. ', '> ', '| a | b |', '    ', '水。', '('), { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(sentences, fc.array(fc.nat(900), { maxLength: 60 }), (answer, cuts) => {
        const whole = findClaims(answer, KNOWN);
        expect(streamed(answer, cuts).claims).toEqual(whole);
        expect(streamed(answer, [...Array(answer.length).keys()]).claims).toEqual(whole);
      }),
      { numRuns: 3000 },
    );
  });

  it('are those of the whole answer also where a list begins with an empty item (seeds -649245829, 1965536809)', () => {
    for (const answer of ['Water boils\n-     \n1.     [1]', '水在Water boils[1]\n1. \n1. [1]']) expect(streamed(answer, [...Array(answer.length).keys()]).claims).toEqual(findClaims(answer, KNOWN));
  });

  it('come before the end in a long answer, whatever it is made of', () => {
    const answer = 'Water boils at 100 degrees. [1] It freezes at zero. [2]\n\n- One more thing [3]\n- And another [1]\n\n'.repeat(20);
    const { claims, before } = streamed(answer, [...Array(answer.length).keys()]);
    expect(claims).toHaveLength(80);
    expect(before).toBeGreaterThanOrEqual(78);
  });
});
