/** What windows-1252 has at 0x80 to 0x9f (WHATWG index); some Node versions decode it as ISO 8859-1 and leave control characters there. */
export const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** `fatal`: throws where the bytes are not of the encoding. `cut`: the bytes may end within a character, which is left out. */
export function decodeAs(bytes: Uint8Array, encoding: string, { fatal = false, cut = false } = {}): string {
  const text = new TextDecoder(encoding, { fatal }).decode(bytes, { stream: cut });
  return encoding === 'windows-1252' ? text.replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252.charAt(character.charCodeAt(0) - 0x80)) : text;
}

/** Null where the bytes are not of the encoding. */
export function tryDecode(bytes: Uint8Array, encoding: string, { cut = false } = {}): string | null {
  try {
    return decodeAs(bytes, encoding, { fatal: true, cut });
  } catch {
    return null;
  }
}
