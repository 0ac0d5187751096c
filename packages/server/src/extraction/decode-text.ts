export type DecodedText = { ok: true; text: string } | { ok: false; reason: string; advice?: string };

const BINARY = 'It is a binary file, not text';
const UNKNOWN_ENCODING = 'Its character encoding could not be recognised';
/** How far a page may declare its encoding; the HTML standard says 1024 bytes, real pages take more. */
const DECLARATION_REACH = 4096;

/**
 * Bytes as text. The order follows the WHATWG encoding rules, but for valid UTF-8, which is believed before any
 * declaration: byte order mark, UTF-8 if it is valid, what the server declares (`charset`), what an HTML page declares,
 * what its language is usually written in, then windows-1252. Text that was encoded twice is mended. Refuses, with a
 * reason for a reader, what is no text or can't be told.
 */
export function decodeText(bytes: Uint8Array, format: 'html' | 'other', charset?: string): DecodedText {
  const marked = encodingOfMark(bytes);
  if (marked !== null) return accept(decodeAs(bytes, marked));
  const wide = unmarkedUtf16(bytes);
  if (wide !== null) return accept(decodeAs(bytes, wide));
  if (looksBinary(bytes)) return { ok: false, reason: BINARY };
  const utf8 = tryDecode(bytes, 'utf-8', true);
  if (utf8 !== null) return accept(mendTwiceEncoded(utf8));
  const declared = encodingOf(charset) ?? (format === 'html' ? declaredEncoding(bytes) : null);
  const byLanguage = format === 'html' && (declared === null || declared === 'utf-8') ? encodingByLanguage(bytes) : null;
  const text = byLanguage ?? (declared === null || declared === 'utf-8' ? guess(bytes) : tryDecode(bytes, declared, false));
  return text === null ? { ok: false, reason: UNKNOWN_ENCODING, advice: 'save it as UTF-8' } : accept(text);
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
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte < 32 && (byte < 9 || (byte > 13 && byte !== 27))) controls += 1;
  }
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

/** What pages in a language were encoded in before UTF-8; of several the first that fits. */
const OLD_ENCODINGS: ReadonlyArray<readonly [languages: RegExp, encodings: readonly string[]]> = [
  [/^(?:ru|uk|be|bg|mk|sr)\b/, ['windows-1251']],
  [/^ja\b/, ['shift_jis', 'euc-jp']],
  [/^zh-(?:tw|hk|hant)\b/, ['big5']],
  [/^zh\b/, ['gb18030']],
  [/^ko\b/, ['euc-kr']],
  [/^(?:cs|sk|pl|hu|sl|hr|ro|sq)\b/, ['windows-1250']],
  [/^el\b/, ['windows-1253']],
  [/^tr\b/, ['windows-1254']],
  [/^he\b/, ['windows-1255']],
  [/^(?:ar|fa|ur)\b/, ['windows-1256']],
  [/^(?:lt|lv|et)\b/, ['windows-1257']],
  [/^vi\b/, ['windows-1258']],
  [/^th\b/, ['windows-874']],
];

/** The page in an encoding that its language suggests, where that fits; a page that is UTF-8 but for a few bytes stays so. */
function encodingByLanguage(bytes: Uint8Array): string | null {
  const head = decodeAs(bytes.subarray(0, DECLARATION_REACH), 'windows-1252');
  const language = /<html[^>]{0,500}\slang\s*=\s*["']?([a-z]{2,3}(?:-[a-z]{2,4})?)/i.exec(head)?.[1]?.toLowerCase();
  const encodings = language === undefined ? undefined : OLD_ENCODINGS.find(([languages]) => languages.test(language))?.[1];
  if (encodings === undefined || isMostlyUtf8(decodeAs(bytes, 'utf-8'))) return null;
  return encodings.map((encoding) => tryDecode(bytes, encoding, true)).find((text) => text !== null) ?? null;
}

function isMostlyUtf8(lossy: string): boolean {
  return count(lossy, /\ufffd/g) * 10 < count(lossy, /[^\x00-\x7f\ufffd]/g);
}

/** UTF-8 with a few broken bytes, or windows-1252 where it would read as Western European text; else null. */
function guess(bytes: Uint8Array): string | null {
  const lossy = decodeAs(bytes, 'utf-8');
  if (isMostlyUtf8(lossy)) return lossy;
  let high = 0;
  for (const byte of bytes) if (byte >= 0x80) high += 1;
  const text = decodeAs(bytes, 'windows-1252');
  const undefinedBytes = count(text, /[\u0080-\u009f]/g);
  return high > bytes.length * 0.25 || undefinedBytes > 3 ? null : text;
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
    const back = tryDecode(Uint8Array.from(run, byteOf), 'utf-8', true);
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
