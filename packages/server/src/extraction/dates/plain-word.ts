const ALIKE: ReadonlyMap<string, string> = new Map([['أ', 'ا'], ['إ', 'ا'], ['آ', 'ا'], ['ٱ', 'ا'], ['ى', 'ي'], ['ی', 'ي'], ['ک', 'ك'], ['ة', 'ه'], ['ۀ', 'ه'], ['ۃ', 'ه']]);

/** A word in the form in which names of months are compared: without case, closing signs, and what Arabic letters are written with or without. Pure. */
export function plainWord(word: string): string {
  const lower = word.toLowerCase().normalize('NFC').replace(/[.,،]+$/, '');
  if (!/\p{Script=Arabic}/u.test(lower)) return lower;
  return lower.replace(/[\s\u200c\u0640\u064b-\u0655]+/g, '').replace(/[أإآٱىیکةۀۃ]/g, (letter) => ALIKE.get(letter) ?? letter).replace(/ماه$/, '');
}
