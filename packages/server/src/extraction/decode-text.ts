export type DecodedText = { ok: true; text: string } | { ok: false; reason: string };

const BINARY = 'It is a binary file, not text';
const UNKNOWN_ENCODING = 'Its character encoding could not be recognised; save it as UTF-8';
/** How far a page may declare its encoding; the HTML standard says 1024 bytes, real pages take more. */
const DECLARATION_REACH = 4096;

/**
 * Bytes as text. The order follows the WHATWG encoding rules: byte order mark, then UTF-8 if it is valid, then what came
 * with the bytes (`charset`), then what an HTML page declares, then windows-1252. Refuses, with a reason for a reader, what is no text or can't be told.
 */
export function decodeText(bytes: Uint8Array, format: 'html' | 'other', charset?: string): DecodedText {
  const marked = encodingOfMark(bytes);
  if (marked !== null) return accept(decodeAs(bytes, marked));
  const wide = unmarkedUtf16(bytes);
  if (wide !== null) return accept(decodeAs(bytes, wide));
  if (looksBinary(bytes)) return { ok: false, reason: BINARY };
  const utf8 = tryDecode(bytes, 'utf-8', true);
  if (utf8 !== null) return accept(utf8);
  const declared = knownEncoding(charset) ?? (format === 'html' ? declaredEncoding(bytes) : null);
  const text = declared === null || declared === 'utf-8' ? guess(bytes) : tryDecode(bytes, declared, false);
  return text === null ? { ok: false, reason: UNKNOWN_ENCODING } : accept(text);
}

/** What windows-1252 has at 0x80 to 0x9f (WHATWG index); some Node versions decode it as ISO 8859-1 and leave control characters there. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function decodeAs(bytes: Uint8Array, encoding: string, fatal = false): string {
  const text = new TextDecoder(encoding, { fatal }).decode(bytes);
  return encoding === 'windows-1252' ? text.replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80)) : text;
}

function encodingOfMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/** UTF-16 without a mark: in mostly Latin text every other byte is zero. */
function unmarkedUtf16(bytes: Uint8Array): string | null {
  const sample = bytes.subarray(0, 2000);
  if (sample.length < 8 || bytes.length % 2 !== 0) return null;
  let [even, odd] = [0, 0];
  for (let index = 0; index + 1 < sample.length; index += 2) {
    if (sample[index] === 0) even += 1;
    if (sample[index + 1] === 0) odd += 1;
  }
  const pairs = Math.floor(sample.length / 2);
  if (odd > pairs * 0.7 && even === 0) return 'utf-16le';
  return even > pairs * 0.7 && odd === 0 ? 'utf-16be' : null;
}

const SIGNATURES = ['%PDF-', 'PK\u0003\u0004', '\u007fELF', '\u0089PNG', 'GIF8', '\u001f\u008b', 'ÿØÿ', 'Rar!', '7z¼¯', 'SQLite format 3'];

/** Any NUL near the start (as git decides), a well-known signature, or many control characters. */
function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 8000);
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  if (SIGNATURES.some((signature) => start.startsWith(signature)) || head.includes(0)) return true;
  let controls = 0;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) controls += 1;
  return controls > bytes.length * 0.01 && controls > 3;
}

function tryDecode(bytes: Uint8Array, encoding: string, fatal: boolean): string | null {
  try {
    return decodeAs(bytes, encoding, fatal);
  } catch {
    return null;
  }
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = decodeAs(bytes.subarray(0, DECLARATION_REACH), 'windows-1252');
  const label = /<meta[^>]{0,500}charset\s*=\s*["']?\s*([\w:-]{2,40})/i.exec(head)?.[1] ?? /^<\?xml[^>]{0,200}encoding\s*=\s*["']([\w:-]{2,40})/i.exec(head)?.[1];
  return knownEncoding(label);
}

/** The encoding's own name, or null for what is none. */
function knownEncoding(label: string | undefined): string | null {
  if (label === undefined) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** UTF-8 with a few broken bytes, or windows-1252 where it would read as Western European text; else null. */
function guess(bytes: Uint8Array): string | null {
  const lossy = decodeAs(bytes, 'utf-8');
  const broken = count(lossy, /\ufffd/g);
  if (broken * 10 < count(lossy, /[^\x00-\x7f\ufffd]/g)) return lossy;
  let high = 0;
  for (const byte of bytes) if (byte >= 0x80) high += 1;
  const text = decodeAs(bytes, 'windows-1252');
  const undefinedBytes = count(text, /[\u0080-\u009f]/g);
  return high > bytes.length * 0.25 || undefinedBytes > 3 ? null : text;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function accept(text: string): DecodedText {
  const zeros = count(text.slice(0, 8000), /\0/g);
  return zeros > 0 ? { ok: false, reason: BINARY } : { ok: true, text };
}
