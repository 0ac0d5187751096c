import { describe, expect, it } from 'vitest';
import { contentKind, parseContentType } from './content-kind.js';

const kindOf = (body: string, type: string) => contentKind(Buffer.from(body), parseContentType(type));

describe('what a body is', () => {
  it.each([
    ['a page that is called text', '<!DOCTYPE html><p>x', 'text/plain', 'html'],
    ['a page behind comments and a declaration', '\uFEFF <?xml version="1.0"?>\n<!-- a --><!-->\n<!-- b -->\n<HTML lang="en">', 'application/octet-stream', 'html'],
    ['text about pages', 'The element <html> begins a page.', 'text/plain', 'text'],
    ['a comment without end', '<!-- <html>', 'text/plain', 'text'],
    ['comments before text', '<!-- a --> b', 'text/plain', 'text'],
    ['data', '<?xml version="1.0"?><rss></rss>', 'application/xml', null],
    ['a PDF', '%PDF-1.7', 'text/html', 'pdf'],
    ['no PDF', 'Not found', 'application/pdf', null],
    ['an archive', 'PK\u0003\u0004…', 'application/zip', null],
  ])('%s', (_, body, type, expected) => {
    expect(kindOf(body, type)).toBe(expected);
  });

  it('is told of a thousand characters of comments at once', () => {
    // A pattern that may divide them in several ways has two to the power of two hundred to try.
    expect(kindOf(`${'<!---->'.repeat(200)}x`, 'text/plain')).toBe('text');
  });
});
