/** The style sheet that a `data:` address holds (RFC 2397); null for any other address: nothing is fetched for a page. */
export function sheetInData(address: string): string | null {
  const [whole, type = '', encoding, content = ''] = /^\s*data:([^,;]*)(?:;(?!base64)[^,;]*)*(;base64)?,(.*)$/is.exec(address) ?? [];
  if (whole === undefined || !/^(?:text\/css)?$/i.test(type.trim())) return null;
  const bytes = content.replace(/%([\da-f]{2})/gi, (_escape, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return encoding === undefined ? Buffer.from(bytes, 'latin1').toString('utf8') : Buffer.from(bytes, 'base64').toString('utf8');
}
