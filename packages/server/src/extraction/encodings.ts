/** An encoding from before UTF-8, with the languages that were written in it as ISO 639-1 codes. */
export interface OldEncoding {
  name: string;
  languages: readonly string[];
  /** In its languages ASCII letters occur in words. */
  isLatin: boolean;
  /** Characters take two bytes or more. */
  isWide: boolean;
  /** How usual the letter groups of running text in its languages are by the measure of the eld package, from 0 to 1. */
  usual: number;
}

const WESTERN = 'en de fr es it pt nl sv da no fi is ca eu ms tl';
const CENTRAL = 'cs sk pl hu sl hr ro sq';
const CYRILLIC = 'ru uk be bg sr mk';

/** Those that Node decodes and that pages and files without a declaration were written in; of two that read alike the commoner one first. */
export const OLD_ENCODINGS: readonly OldEncoding[] = [
  latin('windows-1252', WESTERN, 0.77),
  latin('windows-1250', CENTRAL, 0.77),
  latin('iso-8859-2', CENTRAL, 0.77),
  latin('windows-1254', 'tr az', 0.78),
  latin('windows-1257', 'lt lv et', 0.78),
  latin('windows-1258', 'vi', 0.85),
  letters('windows-1251', CYRILLIC, 0.84),
  letters('koi8-u', CYRILLIC, 0.84),
  letters('iso-8859-5', CYRILLIC, 0.84),
  letters('ibm866', CYRILLIC, 0.84),
  letters('windows-1253', 'el', 0.8),
  letters('iso-8859-7', 'el', 0.8),
  letters('windows-1255', 'he', 0.8),
  letters('windows-1256', 'ar fa ur', 0.84),
  letters('iso-8859-6', 'ar', 0.84),
  letters('windows-874', 'th', 0.86),
  wide('gb18030', 'zh', 0.75),
  wide('big5', 'zh', 0.75),
  wide('shift_jis', 'ja', 0.79),
  wide('euc-jp', 'ja', 0.79),
  wide('euc-kr', 'ko', 0.76),
];

function latin(name: string, languages: string, usual: number): OldEncoding {
  return { name, languages: languages.split(' '), isLatin: true, isWide: false, usual };
}

function letters(name: string, languages: string, usual: number): OldEncoding {
  return { name, languages: languages.split(' '), isLatin: false, isWide: false, usual };
}

function wide(name: string, languages: string, usual: number): OldEncoding {
  return { name, languages: languages.split(' '), isLatin: false, isWide: true, usual };
}
