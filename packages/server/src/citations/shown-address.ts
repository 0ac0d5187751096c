/** Which addresses an answer may hold. */
export interface KnownAddresses {
  /** Addresses of the sources of this answer, as they are. */
  readonly sources: ReadonlySet<string>;
  /** Does it stand in the text of a source, word for word? */
  isQuoted(address: string): boolean;
}

/** Where an address begins that Markdown readers turn into a link by themselves, with the escapes that they undo. */
export const ADDRESS_START = /(?:https?|ftp)\\?:\\?\/\\?\/|www\\?\./iy;
const ANY_START = /(?:https?|ftp):\/\/|www\./gi;

/**
 * An address as plain text: one of a source stays a link. Any other loses what would make it one; and where no source says it, all
 * but the host goes, because the rest could carry away what was asked and read. `goesOn`: readers may see more of it than this.
 * Never empty. Pure.
 */
export function shownAddress(address: string, known: KnownAddresses, goesOn: boolean): string {
  if (known.sources.has(address) && !goesOn) return address;
  const shown = withoutStart(known.isQuoted(address) ? address : (/^[^/?#\\]*/.exec(withoutStart(address))?.[0] ?? ''));
  // Digits alone could become a marker between brackets, and what ends like this an address with what follows.
  return /^[\p{L}\p{N}]/u.test(shown) && /[\p{L}.]/u.test(shown) && !/(?:https?|ftp|www):?\/?$/i.test(shown) ? shown : '…';
}

function withoutStart(address: string): string {
  let shown = address.replaceAll('\\', '');
  for (let before = ''; before !== shown; ) {
    before = shown;
    shown = shown.replace(ANY_START, '');
  }
  return shown;
}

/** The end of an address that belongs to the sentence around it. */
export function trailingLength(address: string): number {
  let end = address.length;
  for (;;) {
    const last = address.charAt(end - 1);
    const closes = last === ')' && count(address.slice(0, end), ')') > count(address.slice(0, end), '(');
    if (end === 0 || !(closes || /[.,;:!?'*_~]/.test(last))) return address.length - end;
    end -= 1;
  }
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
