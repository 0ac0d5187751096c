import { decodeAs, tryDecode, WINDOWS_1252 } from './decode-as.js';
import { guessEncoding } from './guess-encoding.js';

export type DecodedText = { ok: true; text: string } | { ok: false; reason: string; advice?: string };

const BINARY = 'It is a binary file, not text';
const UNKNOWN_ENCODING = 'Its character encoding is named nowhere and could not be recognised';
/** How far a page may declare its encoding; the HTML standard says 1024 bytes, real pages take more. */
const DECLARATION_REACH = 4096;

/**
 * Bytes as text. The order follows the WHATWG encoding rules, but for valid UTF-8, which is believed before any
 * declaration: byte order mark, UTF-8 if it is valid, what the server declares (`charset`), what an HTML page declares,
 * then what reads most like a language, of the page's own first. Text that was encoded twice is mended. Refuses, with a
 * reason for a reader, what is no text or can't be told.
 */
export async function decodeText(bytes: Uint8Array, format: 'html' | 'other', charset?: string): Promise<DecodedText> {
  const evident = encodingOfMark(bytes) ?? unmarkedUtf16(bytes, encodingOf(charset)) ?? (hasJapaneseEscapes(bytes) ? 'iso-2022-jp' : null);
  if (evident !== null) return accept(decodeAs(bytes, evident));
  if (looksBinary(bytes)) return { ok: false, reason: BINARY };
  const utf8 = tryDecode(bytes, 'utf-8');
  if (utf8 !== null) return accept(mendTwiceEncoded(utf8));
  const declared = withoutUtf16(encodingOf(charset)) ?? (format === 'html' ? withoutUtf16(declaredEncoding(bytes)) : null);
  const text = declared === null || declared === 'utf-8' ? await guess(bytes, format) : decodeAs(bytes, declared);
  return text === null ? { ok: false, reason: UNKNOWN_ENCODING, advice: 'save it as UTF-8' } : accept(text);
}

function encodingOfMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
}

/**
 * UTF-16 without a mark: in mostly Latin text every other byte is zero. In other letters only those of spaces and markup are: one
 * will do where the server declares it.
 */
function unmarkedUtf16(bytes: Uint8Array, declared: string | null): string | null {
  const sample = bytes.subarray(0, 8000);
  if (sample.length < 8 || bytes.length % 2 !== 0) return null;
  let [even, odd] = [0, 0];
  for (let index = 0; index + 1 < sample.length; index += 2) {
    if (sample[index] === 0) even += 1;
    if (sample[index + 1] === 0) odd += 1;
  }
  const pairs = Math.floor(sample.length / 2);
  const least = (encoding: string) => (declared === encoding ? 0 : pairs * 0.7);
  if (odd > least('utf-16le') && even === 0) return 'utf-16le';
  return even > least('utf-16be') && odd === 0 ? 'utf-16be' : null;
}

/** What has every other byte zero was told before; anything else that declares UTF-16 is something else. */
function withoutUtf16(encoding: string | null): string | null {
  return encoding?.startsWith('utf-16') === true ? null : encoding;
}

/** ISO-2022-JP is all ASCII: escapes turn the letters between them into characters. */
function hasJapaneseEscapes(bytes: Uint8Array): boolean {
  // A Buffer searches thirty times as fast as an array of bytes.
  if (!Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(0x1b)) return false;
  const text = tryDecode(bytes, 'iso-2022-jp', { cut: true });
  return text !== null && /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
}

const SIGNATURES = ['%PDF-', 'PK\u0003\u0004', '\u007fELF', '\u0089PNG', 'GIF8', '\u001f\u008b', 'ÿØÿ', 'Rar!', '7z¼¯', 'SQLite format 3'];

/** Any NUL near the start (as git decides), a well-known signature, or many control characters. */
function looksBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 8000);
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  if (SIGNATURES.some((signature) => start.startsWith(signature)) || head.includes(0)) return true;
  let controls = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 32 && (byte < 9 || (byte > 13 && byte !== 27))) controls += 1;
  }
  return controls > bytes.length * 0.01 && controls > 3;
}

function declaredEncoding(bytes: Uint8Array): string | null {
  const head = decodeAs(bytes.subarray(0, DECLARATION_REACH), 'windows-1252');
  const label = /<meta[^>]{0,500}charset\s*=\s*["']?\s*([\w:-]{2,40})/i.exec(head)?.[1] ?? /^<\?xml[^>]{0,200}encoding\s*=\s*["']([\w:-]{2,40})/i.exec(head)?.[1];
  return encodingOf(label);
}

function encodingOf(label: string | undefined): string | null {
  if (label === undefined) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** The ISO 639-1 code that an HTML page declares. */
function declaredLanguage(bytes: Uint8Array): string | null {
  const head = decodeAs(bytes.subarray(0, DECLARATION_REACH), 'windows-1252');
  return /<html[^>]{0,500}\slang\s*=\s*["']?([a-z]{2,3})\b/i.exec(head)?.[1]?.toLowerCase() ?? null;
}

/** UTF-8 with a few broken bytes, else what reads like a language; few bytes that read like none are windows-1252. Null for many. */
async function guess(bytes: Uint8Array, format: 'html' | 'other'): Promise<string | null> {
  const lossy = decodeAs(bytes, 'utf-8');
  if (isMostlyUtf8(lossy)) return lossy;
  const encoding = await guessEncoding(bytes, format === 'html', format === 'html' ? declaredLanguage(bytes) : null);
  if (encoding !== null) return decodeAs(bytes, encoding);
  const text = decodeAs(bytes, 'windows-1252');
  const isFew = count(text, /[^\x00-\x7f]/g) <= bytes.length * 0.25;
  return isFew && count(text, /[\u0080-\u009f]/g) <= 3 ? text : null;
}

function isMostlyUtf8(lossy: string): boolean {
  return count(lossy, /\ufffd/g) * 10 < count(lossy, /[^\x00-\x7f\ufffd]/g);
}

/** A run of the characters that bytes above 127 are in windows-1252 or ISO 8859-1. */
const HIGH_RUN = /[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,}/g;
const SIGN_OF_TWICE = /[\u00c2\u00c3\u00e2\u00d0\u00d1\u00e3][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;
/** Fewer mended places may be chance. */
const SOME_MENDED = 3;

/**
 * UTF-8 that was taken for windows-1252 and encoded again shows as “Ã©” or “â€™”. Each such run that is UTF-8 when turned
 * back is; nothing changes where the text has many other accented letters, which a text encoded twice has not.
 */
function mendTwiceEncoded(text: string): string {
  if (!SIGN_OF_TWICE.test(text)) return text;
  let mended = 0;
  const result = text.replace(HIGH_RUN, (run) => {
    const back = tryDecode(Uint8Array.from(run, byteOf), 'utf-8');
    if (back === null) return run;
    mended += 1;
    return back;
  });
  const others = count(text, /(?<![\u0080-\u00ff])[\u00c0-\u00ff](?![\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ])/g);
  return mended >= SOME_MENDED && others < mended ? result : text;
}

function byteOf(character: string): number {
  const place = WINDOWS_1252.indexOf(character);
  return place >= 0 ? 0x80 + place : character.charCodeAt(0);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function accept(text: string): DecodedText {
  const zeros = count(text.slice(0, 8000), /\0/g);
  return zeros > 0 ? { ok: false, reason: BINARY } : { ok: true, text };
}
