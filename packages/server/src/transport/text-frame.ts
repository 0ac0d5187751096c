/** Longest payload whose length fits into one and into two bytes of the header. */
const ONE_BYTE = 125;
const TWO_BYTES = 0xffff;
/** A whole text message, from the server, not masked and not compressed (RFC 6455, section 5.2). */
const FIN_AND_TEXT = 0x81;

/**
 * A text message as it goes over the wire: header and payload in one piece, so that it costs one write. Text in ASCII, which most
 * frames are, comes as a string of bytes (to be written as latin1) that no buffer has to be made for. Pure.
 */
export function textFrame(text: string): string | Buffer {
  const length = Buffer.byteLength(text);
  if (length === text.length && length <= TWO_BYTES) return shortHeader(length) + text;
  const header = Buffer.from(length <= TWO_BYTES ? shortHeader(length) : longHeader(length), 'latin1');
  const frame = Buffer.allocUnsafe(header.length + length);
  frame.set(header);
  frame.write(text, header.length);
  return frame;
}

function shortHeader(length: number): string {
  return length <= ONE_BYTE ? String.fromCharCode(FIN_AND_TEXT, length) : String.fromCharCode(FIN_AND_TEXT, 126, length >> 8, length & 0xff);
}

function longHeader(length: number): string {
  const bytes = Buffer.alloc(10);
  bytes[0] = FIN_AND_TEXT;
  bytes[1] = 127;
  bytes.writeBigUInt64BE(BigInt(length), 2);
  return bytes.toString('latin1');
}
