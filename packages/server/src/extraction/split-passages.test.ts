import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWords } from './count-words.js';
import { extractHtml } from './extract-html.js';
import { extractMarkdown } from './extract-markdown.js';
import type { ExtractedDocument } from './extracted-document.js';
import { splitPassages } from './split-passages.js';

const sentence = 'The quick brown fox jumps over the lazy dog near the river bank. ';

function split(document: ExtractedDocument) {
  const passages = splitPassages(document.text, document.blocks);
  for (const passage of passages) {
    expect(passage.text).toBe(document.text.slice(passage.start, passage.end));
    for (const block of passage.blocks) {
      expect(block.start).toBeGreaterThanOrEqual(passage.start);
      expect(block.end).toBeLessThanOrEqual(passage.end);
    }
  }
  passages.slice(1).forEach((passage, index) => expect(passage.start).toBeGreaterThanOrEqual(passages[index]?.end ?? 0));
  return passages;
}

describe('splitPassages', () => {
  it('never crosses a heading and records the headings above', () => {
    const passages = split(extractMarkdown('# A\n\nIntro.\n\n## B\n\nText b.\n\n### C\n\nText c.\n\n## D\n\nText d.'));
    expect(passages.map((passage) => [passage.heading, passage.text])).toEqual([
      ['A', 'Intro.'],
      ['A › B', 'Text b.'],
      ['A › B › C', 'Text c.'],
      ['A › D', 'Text d.'],
    ]);
  });

  it('makes passages of about 80 to 160 words out of short paragraphs', () => {
    const passages = split(extractMarkdown(Array.from({ length: 60 }, () => sentence.repeat(2)).join('\n\n')));
    for (const passage of passages) {
      expect(countWords(passage.text)).toBeGreaterThanOrEqual(78);
      expect(countWords(passage.text)).toBeLessThanOrEqual(190);
    }
  });

  it('keeps a term with its definition', () => {
    const items = Array.from({ length: 12 }, (_, index) => `<dt>option_${index}</dt><dd><p>${sentence.repeat(5)}</p></dd>`).join('');
    const passages = split(extractHtml(`<dl>${items}</dl>`));
    expect(passages.length).toBeGreaterThan(4);
    for (const passage of passages) {
      expect(passage.text).toMatch(/^option_/);
      expect(passage.text).toMatch(/bank\.$/);
    }
  });

  it('splits a long paragraph at sentence ends', () => {
    const passages = split(extractMarkdown(sentence.repeat(100)));
    expect(passages.length).toBeGreaterThan(7);
    for (const passage of passages) {
      expect(passage.text.endsWith('bank.')).toBe(true);
      expect(countWords(passage.text)).toBeLessThanOrEqual(160);
    }
  });

  it('splits code and tables at lines', () => {
    const code = split(extractMarkdown(`\`\`\`\n${'const value = compute(first, second);\n'.repeat(200)}\`\`\``));
    expect(code.length).toBeGreaterThan(3);
    for (const passage of code) expect(passage.text).toMatch(/^const value[^]*;$/);
    expect(code[0]?.blocks).toHaveLength(1);
  });

  it('splits text without spaces by its characters', () => {
    const passages = split(extractMarkdown('東京は日本の首都であり、世界最大の都市圏の一つです。'.repeat(100)));
    expect(passages.length).toBeGreaterThan(5);
    for (const passage of passages) expect(passage.text.length).toBeLessThan(400);
  });

  it('splits data without words or spaces by length, not inside a character', () => {
    for (const unit of ['x', '<', '😀']) {
      const passages = split(extractHtml(`<p>a ${(unit === '<' ? '&lt;' : unit).repeat(30_000)}</p>`));
      expect(passages.length).toBeGreaterThan(10);
      for (const passage of passages) expect(passage.text).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
    }
  });

  it('gives the headings of a document that has nothing else', () => {
    expect(split(extractMarkdown('# Only\n\n## Headings')).map((passage) => passage.text)).toEqual(['Only\n\nHeadings']);
  });

  it('covers every prose character of any document, in order and without overlap', () => {
    const block = fc.oneof(fc.lorem({ maxCount: 300 }), fc.string({ unit: 'grapheme', maxLength: 400 }), fc.lorem().map((text) => `## ${text}`), fc.lorem().map((text) => `- ${text}`));
    fc.assert(
      fc.property(fc.array(block, { maxLength: 12 }), (parts) => {
        const document = extractMarkdown(parts.join('\n\n'));
        const passages = split(document);
        const covered = passages.map((passage) => passage.text).join('').replace(/\s/g, '');
        const prose = document.blocks.filter((each) => each.kind !== 'heading').map((each) => document.text.slice(each.start, each.end)).join('').replace(/\s/g, '');
        if (prose !== '') expect(covered).toBe(prose);
      }),
      { numRuns: 60 },
    );
  });
});
