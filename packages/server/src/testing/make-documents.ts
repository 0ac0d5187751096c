import { crc32, deflateRawSync } from 'node:zlib';

/** Text at a place of a page: points from the bottom left. */
export interface PdfText {
  text: string;
  x: number;
  y: number;
  size?: number;
}

/** A PDF with these texts, a page each: the least that a reader of the format takes. Letters of Latin-1 only. */
export function makePdf(pages: readonly PdfText[][], { title, encrypt = false }: { title?: string; encrypt?: boolean } = {}): Buffer {
  const escape = (text: string) => text.replace(/[\\()]/g, '\\$&');
  const font = 3;
  const objects: string[] = ['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ')}] >>`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'];
  for (const [index, texts] of pages.entries()) {
    const stream = texts.map(({ text, x, y, size = 10 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm (${escape(text)}) Tj ET`).join('\n');
    objects.push(`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 ${font} 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`, `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`);
  }
  if (title !== undefined) objects.push(`<< /Title (${escape(title)}) /CreationDate (D:20240131120000Z) >>`);
  const info = title === undefined ? '' : ` /Info ${objects.length} 0 R`;
  if (encrypt) objects.push(`<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`);
  const security = encrypt ? ` /Encrypt ${objects.length} 0 R /ID [<${'43'.repeat(16)}> <${'43'.repeat(16)}>]` : '';
  return pdfFile(objects, `${info}${security}`);
}

/**
 * A PDF whose pages have this content as PDF writes it, with the font `/F1`, and these resources besides. `objects` follow behind the pages:
 * with one page the first is number 6. `catalog` is added to the catalogue.
 */
export function makePdfOf(pages: ReadonlyArray<{ content: string; resources?: string; page?: string }>, objects: readonly string[] = [], catalog = ''): Buffer {
  const all = [`<< /Type /Catalog /Pages 2 0 R ${catalog} >>`, `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${4 + 2 * index} 0 R`).join(' ')}] >>`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'];
  for (const [index, { content, resources = '', page = '' }] of pages.entries()) all.push(`<< /Type /Page /Parent 2 0 R ${page} /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> ${resources} >> /Contents ${5 + 2 * index} 0 R >>`, `<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  return pdfFile([...all, ...objects]);
}

/** `trailer`: what its trailer says besides. */
function pdfFile(objects: readonly string[], trailer = ''): Buffer {
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${trailer} >>\nstartxref\n${table}\n%%EOF`;
  return Buffer.from(file, 'latin1');
}

/** A zip of these files. `claimed`: what its directory says that each has unpacked, in place of the truth. */
export function makeZip(files: Readonly<Record<string, string | Buffer>>, { claimed }: { claimed?: number } = {}): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const fields = Buffer.alloc(20);
    fields.writeUInt16LE(8, 2);
    fields.writeUInt32LE(crc32(raw), 8);
    fields.writeUInt32LE(packed.length, 12);
    fields.writeUInt32LE(claimed ?? raw.length, 16);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004\u0014\0', 'latin1'), fields, lengths(name)]);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0\u0014\0', 'latin1'), fields, lengths(name), Buffer.alloc(10), uint32(offset), Buffer.from(name)]));
    parts.push(local, Buffer.from(name), packed);
    offset += local.length + Buffer.byteLength(name) + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, central, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

function lengths(name: string): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt16LE(Buffer.byteLength(name), 0);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** A Word document with this body, in WordprocessingML. */
export function makeDocx(body: string, { core = '', extra = {} }: { core?: string; extra?: Record<string, string | Buffer> } = {}): Buffer {
  const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  return makeZip({
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    '_rels/.rels': `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${declaration}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}</w:body></w:document>`,
    ...(core === '' ? {} : { 'docProps/core.xml': `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">${core}</cp:coreProperties>` }),
    ...extra,
  });
}

export function wordParagraph(text: string, style?: string): string {
  return `<w:p>${style === undefined ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
}
