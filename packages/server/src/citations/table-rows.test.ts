import { describe, expect, it } from 'vitest';
import { extractMarkdown } from '../extraction/extract-markdown.js';
import { splitPassages } from '../extraction/split-passages.js';
import { ClaimText } from './claim-text.js';
import { judgedSource, lexicalJudge } from './judge-support.js';
import { headedRow, headerOf } from './table-rows.js';

const ROWS = Array.from({ length: 60 }, (_, index) => `| Ort${index} | ${1000 + index * 7} | ${1900 + index} |`);

function judged(claim: string, rows: readonly string[]) {
  const { text, blocks } = extractMarkdown(`# Towns\n\nThe towns of the district.\n\n| Town | Inhabitants | Founded |\n|---|---|---|\n${rows.join('\n')}\n`);
  return { text, ...lexicalJudge.judge(new ClaimText(claim), judgedSource(splitPassages(text, blocks))) };
}

describe('[CLM-7] a row of a table', () => {
  it.each([3, 59])('is read with the header, row %i of a table that fills several passages', (row) => {
    const { text, support, stretch } = judged(`Ort${row} has ${1000 + row * 7} inhabitants.`, ROWS);
    expect(support).toBe('full');
    expect(text.slice(stretch?.start, stretch?.end)).toBe(`Ort${row} | ${1000 + row * 7} | ${1900 + row}`);
  });

  it('does not back what stands in another column or row', () => {
    expect(judged('Ort9 has 1909 inhabitants.', ROWS).support).not.toBe('full');
    expect(judged(`Ort9 has ${1000 + 10 * 7} inhabitants.`, ROWS).support).not.toBe('full');
  });
});

describe('the header of a table', () => {
  it('is its first row where that has no figures and heads all columns', () => {
    expect(headerOf(['Town | Inhabitants', 'Ort | 4100'])).toBe('Town | Inhabitants');
    expect(headerOf(['Capital | Paris', 'Currency | Euro'])).toBeNull();
    expect(headerOf(['1931 | 14', '1956 | 22'])).toBeNull();
    expect(headerOf(['Town | Inhabitants'])).toBeNull();
  });
  it('names each cell', () => {
    expect(headedRow('City | Opened | Length', 'Dunmor | 1988 | 31')).toBe('City Dunmor. Opened 1988. Length 31.');
  });
});
