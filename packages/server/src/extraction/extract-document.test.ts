import { describe, expect, it } from 'vitest';
import { extractDocument } from './extract-document.js';

async function textOf(bytes: Uint8Array, format: 'html' | 'text' = 'text'): Promise<string> {
  const extraction = await extractDocument(bytes, format);
  return extraction.ok ? extraction.document.text : `refused: ${extraction.reason}`;
}

function utf16(text: string, endian: 'le' | 'be', mark: boolean): Buffer {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le');
  return endian === 'le' ? bytes : bytes.swap16();
}

describe('[EXT-3] the encoding', () => {
  it.each([
    ['UTF-8', Buffer.from('Zoë grüßt'), 'Zoë grüßt'],
    ['UTF-8 with a mark', Buffer.from('\ufeffZoë grüßt'), 'Zoë grüßt'],
    ['UTF-16 LE with a mark', utf16('Zoë grüßt', 'le', true), 'Zoë grüßt'],
    ['UTF-16 BE with a mark', utf16('Zoë grüßt', 'be', true), 'Zoë grüßt'],
    ['UTF-16 LE without a mark', utf16('A plain English line', 'le', false), 'A plain English line'],
    ['windows-1252', Buffer.from('A “quoted” Zo\xeb in Western text', 'latin1').map((byte) => (byte === 0x1c ? 0x93 : byte === 0x1d ? 0x94 : byte)), 'A “quoted” Zoë in Western text'],
    ['UTF-8 with a broken byte', Buffer.concat([Buffer.from('ä'.repeat(40)), Buffer.from([0xff])]), `${'ä'.repeat(40)}\ufffd`],
  ])('reads %s', async (_name, bytes, text) => {
    expect(await textOf(bytes)).toBe(text);
  });

  it('believes what a page declares', async () => {
    const cyrillic = Buffer.concat([Buffer.from('<meta charset="windows-1251"><p>'), Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), Buffer.from('</p>')]);
    expect(await textOf(cyrillic, 'html')).toBe('Привет');
    const unknown = Buffer.concat([Buffer.from('<meta charset="no-such"><p>Zo'), Buffer.from([0xeb]), Buffer.from(' wrote a longer line</p>')]);
    expect(await textOf(unknown, 'html')).toBe('Zoë wrote a longer line');
  });
});

describe('[EXT-3] what is refused', () => {
  it.each([
    ['NUL bytes', Buffer.from([0x74, 0x65, 0x78, 0x74, 0, 1, 2, 3, 65, 66, 67]), /binary/],
    ['a PDF by another name', Buffer.from('%PDF-1.7\nstream of text'), /binary/],
    ['a ZIP', Buffer.from('PK\u0003\u0004abcdefgh'), /binary/],
    ['many control characters', Buffer.from('ab\u0001\u0002\u0003\u0004\u0005\u0006'.repeat(20)), /binary/],
    ['bytes that are text in no encoding', Buffer.from(Array.from({ length: 200 }, (_, index) => 0x80 + ((index * index * 37 + index * 11) % 128))), /encoding is named nowhere and could not be recognised; save it as UTF-8$/],
    ['white space', Buffer.from(' \n\t\n '), /no text/],
    ['marks without words', Buffer.from('\u200b\u200b --- ...'), /no text/],
  ])('%s', async (_name, bytes, reason) => {
    const extraction = await extractDocument(bytes, 'text');
    expect(extraction.ok ? 'read' : [extraction.reason, extraction.advice].filter(Boolean).join('; ')).toMatch(reason);
  });
});
