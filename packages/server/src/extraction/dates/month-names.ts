import { plainWord } from './plain-word.js';

/** The languages whose months are known by name: the larger ones of the web. */
const LANGUAGES =
  'en de fr es it pt nl sv da nb fi is pl cs sk sl hr sr-Latn sr bs ro hu el bg ru uk be mk lt lv et tr az kk uz ar ar-LB ar-MA ar-DZ fa ur he hi bn ta te mr gu kn ml th vi id ms fil ka hy sq eu ca gl cy ga sw af ja ko zh';
/** Forms that are written and that the language data leaves out. */
const MORE: ReadonlyArray<readonly [name: string, month: number]> = [
  ['sept', 9], ['mrz', 3], ['maerz', 3], ['jänner', 1], ['jaenner', 1], ['feber', 2], ['febr', 2], ['aout', 8], ['fevrier', 2], ['decembre', 12], ['setiembre', 9], ['marco', 3], ['subat', 2], ['agustos', 8], ['eylul', 9],
];

let known: ReadonlyMap<string, number> | undefined;

/** The month, 1 to 12, that a word names in any of the languages; null for other words. */
export function monthOf(word: string): number | null {
  known ??= readNames();
  return known.get(plainWord(word)) ?? null;
}

/** From the language data of the runtime: on their own, short, and as they stand behind a day (genitive). Names that mean two months in two languages are left out. */
function readNames(): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  const clashes = new Set<string>();
  const add = (name: string, month: number) => {
    const key = plainWord(name);
    if (key.length < 2 || !/^\p{L}/u.test(key)) return;
    if ((names.get(key) ?? month) !== month) clashes.add(key);
    else names.set(key, month);
  };
  for (const language of LANGUAGES.split(' ')) for (const [name, month] of namesIn(language)) add(name, month);
  // English is everywhere: its names win.
  for (const name of clashes) names.delete(name);
  for (const [name, month] of [...namesIn('en'), ...MORE]) names.set(plainWord(name), month);
  return names;
}

function namesIn(language: string): Array<[string, number]> {
  // The calendar is named because some languages default to another one.
  const locale = `${language}-u-ca-gregory-nu-latn`;
  const formats = (['long', 'short'] as const).flatMap((month) => [
    new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' }),
    new Intl.DateTimeFormat(locale, { month, day: 'numeric', year: 'numeric', timeZone: 'UTC' }),
  ]);
  return Array.from({ length: 12 }, (_, index) => index).flatMap((index) => {
    const day = new Date(Date.UTC(2021, index, 15));
    return formats.map((format): [string, number] => [format.formatToParts(day).find((part) => part.type === 'month')?.value ?? '', index + 1]);
  });
}
