import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAR_FROM_LINEAR, growth } from '../testing/growth.js';
import { ClaimStream } from './claim-stream.js';
import { findClaims } from './claims.js';
import { readMarkers } from './read-markers.js';

/** Each claim as `text of the range => numbers`. */
const read = (answer: string): string[] => findClaims(answer).map(({ start, end, numbers }) => `${answer.slice(start, end)} => ${numbers.join(',')}`);

describe('claims', () => {
  it.each<[string, string[]]>([
    ['Water boils at 100 °C [1]. It freezes at 0 °C.[2]', ['Water boils at 100 °C [1]. => 1', 'It freezes at 0 °C.[2] => 2']],
    ['Water boils. [1] It freezes. [2][3]', ['Water boils. [1] => 1', 'It freezes. [2][3] => 2,3']],
    ['Water boils.[1] It freezes.[2]', ['Water boils.[1] => 1', 'It freezes.[2] => 2']],
    ['One thing. Another thing. [1][2]', ['One thing. => ', 'Another thing. [1][2] => 1,2']],
    ['A [1], but B [2], and again [1].', ['A [1], but B [2], and again [1]. => 1,2']],
    ['Dr. Smith paid 3.5 million in Jan. 2020 [1]. See https://e.org/a.b?c=1 for more. [2]', ['Dr. Smith paid 3.5 million in Jan. 2020 [1]. => 1', 'See https://e.org/a.b?c=1 for more. [2] => 2']],
    ['Set `a.b. C` to 1 [1]. Then stop.', ['Set `a.b. C` to 1 [1]. => 1', 'Then stop. => ']],
    ['**It is bold.** [1] Then not.', ['**It is bold.** [1] => 1', 'Then not. => ']],
    ['水在一百度沸腾[1]。零度结冰。[2]', ['水在一百度沸腾[1]。 => 1', '零度结冰。[2] => 2']],
    ['- Water boils [1]\n- It freezes\n  at zero [2]\n\nThat is all.', ['Water boils [1] => 1', 'It freezes\n  at zero [2] => 2', 'That is all. => ']],
    ['He said, "We will win. We will not stop." [1] Then he left. [2]', ['He said, "We will win. We will not stop." [1] => 1', 'Then he left. [2] => 2']],
    ['He said: “We will win. We will not stop,” and left [1].', ['He said: “We will win. We will not stop,” and left [1]. => 1']],
    ['“I came. I saw. I won.” [1] So he did.', ['“I came. I saw. I won.” [1] => 1', 'So he did. => ']],
    ['He said, "We will win [1]. We will not stop [2]."', ['He said, "We will win [1]. => 1', 'We will not stop [2]." => 2']],
    ['The screen is 5" wide. It is a 6" model [1].', ['The screen is 5" wide. => ', 'It is a 6" model [1]. => 1']],
    ['He said, "We will win. Then he left. "So what?" she asked [1].', ['He said, "We will win. => ', 'Then he left. => ', '"So what?" she asked [1]. => 1']],
    ['Acme Inc. was bought by Foo Ltd. in May [1]. Toyota Motor Corp. Chief Executive Akio Toyoda left [2].', ['Acme Inc. was bought by Foo Ltd. in May [1]. => 1', 'Toyota Motor Corp. Chief Executive Akio Toyoda left [2]. => 2']],
    ['# Water\n\nIt boils [1].', ['It boils [1]. => 1']],
    ['# Water [1]', ['# Water [1] => 1']],
    ['Why does it boil? It is hot [1].', ['It is hot [1]. => 1']],
    ['There are two kinds:\n- **Hot**\n- Cold water is not hot [1]', ['Cold water is not hot [1] => 1']],
    ['```\na[1] = 2. B.\n```\nIt boils [1].', ['It boils [1]. => 1']],
    ['| a | b |\n|---|---|\n| x. Y | z [1] |', ['| x. Y | z [1] | => 1']],
    ['It boils.\n\n[1][2]', ['It boils.\n\n[1][2] => 1,2']],
    ['> It boils. [1]\n> It freezes. [2]', ['It boils. [1] => 1', 'It freezes. [2] => 2']],
    ['[1] It boils.', ['[1] It boils. => 1']],
    ['It boils.[1]\n\n[1]: Water, https://e.org/water\n[2]: Ice. A book.', ['It boils.[1] => 1']],
    ['It boils.\n[2]: Ice\nIt freezes [2].', ['It boils. => ', 'It freezes [2]. => 2']],
    ['It boils at [2]: the sea.', ['It boils at [2]: the sea. => 2']],
    ["Use `foo' here [1]. Then use `bar' [2].", ["Use `foo' here [1]. => 1", "Then use `bar' [2]. => 2"]],
    ['', []],
  ])('of %j', (answer, expected) => {
    expect(read(answer)).toEqual(expected);
  });

  it('says what a claim states without markers and signs', () => {
    expect(findClaims('**Water** boils at `100` °C [1], see [the page](https://e.org) [2].')[0]?.text).toBe('Water boils at 100 °C, see the page.');
  });

  it('leaves out numbers that are not known', () => {
    expect(findClaims('It boils [1][7].', (number) => number === 1)[0]?.numbers).toEqual([1]);
  });

  it.each(['a. ', '`', '*_', '\u201C', '"', '[]', '~~~', '[1]', '[1] ', '**', '> ', '| ', '`a', '- a\n', '(', 'http://', '](', '\n[1]', '# [1]\n', '    a\n\n', 'A b `c. D ', ' "A b. ', 'a. B" "c. '])('[CIT-14] takes time in proportion to an answer of %j, whole or as it grows', (unit) => {
    const answer = (size: number) => unit.repeat(Math.ceil(size / unit.length));
    expect(growth((size) => findClaims(answer(size)), 25_000, 200_000)).toBeLessThan(FAR_FROM_LINEAR);
    const grow = (size: number) => {
      const stream = new ClaimStream(() => true);
      const whole = answer(size);
      for (let at = 0; at < whole.length; at += 5) stream.push(whole.slice(at, at + 5));
      stream.end();
    };
    expect(growth(grow, 12_500, 100_000)).toBeLessThan(FAR_FROM_LINEAR);
  });

  it.each(['[', '[1', '[a](', '](', '[[1](x) '])('takes linear time for %j, again and again', (piece) => {
    const answer = (length: number) => `X ${piece.repeat(length / piece.length)}`;
    expect(growth((size) => void findClaims(answer(size)), 25_000, 200_000)).toBeLessThan(FAR_FROM_LINEAR);
  });

  it('gives every marker to exactly one claim, but for those of footnotes, and claims in order without overlaps', () => {
    const parts = ['[1]', '[2]', ' [3]', 'Water boils', 'It is', '. ', '.', '? ', '\n', '\n\n', '- ', '# ', '> ', '`', '```', '**', '|', ': ', '水。', 'e.g. ', '(', ')', 'http://e.org/a.b '];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 25 }), (chosen) => {
        const answer = chosen.join('');
        const claims = findClaims(answer);
        const markers = readMarkers(answer).filter(({ start, end }) => !(/(?:^|\n)[ >]*$/.test(answer.slice(0, start)) && /^:(?:\s|$)/.test(answer.slice(end))));
        for (const marker of markers) {
          const holders = claims.filter((claim) => claim.start <= marker.start && marker.end <= claim.end);
          expect(holders).toHaveLength(1);
          expect(holders[0]?.numbers).toEqual(expect.arrayContaining(marker.numbers));
        }
        for (const [index, claim] of claims.entries()) expect(claim.start).toBeGreaterThanOrEqual(claims[index - 1]?.end ?? 0);
        const used = new Set(claims.flatMap((claim) => claim.numbers));
        expect([...used].sort()).toEqual([...new Set(markers.flatMap((marker) => marker.numbers))].sort());
      }),
      { numRuns: 5000 },
    );
  });
});
