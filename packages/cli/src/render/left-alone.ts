import { safeLine } from './safe-text.js';

/** Most kinds that are listed: a folder of a program may hold dozens. */
const MOST_KINDS = 8;

/** What `library add` did not index, for a reader: files of other kinds, and what is passed over whatever its kind. */
export function leftAloneLines(ignored: Readonly<Record<string, number>>): string[] {
  const entries = Object.entries(ignored).sort((a, b) => b[1] - a[1]);
  const kinds = entries.filter(([what]) => isExtension(what));
  const others = entries.filter(([what]) => !isExtension(what));
  return [
    ...(kinds.length > 0 ? [`Left alone because of their kind: ${listed(kinds)}`] : []),
    ...(others.length > 0 ? [`Passed over: ${listed(others)}`] : []),
    ...(others.some(([what]) => what.startsWith('hidden')) ? ['  A hidden file or folder is indexed when you name it: groundwire library add PATH'] : []),
  ];
}

/** Most names that are listed. */
const MOST_NAMES = 20;

/** Documents of a server's library whose files are no longer in the folder that was added: they are its own by now, and stay. */
export function leftBehindLines(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > MOST_NAMES ? [`  … and ${names.length - MOST_NAMES} more`] : [];
  return ['Still in the library, and no longer in the folder (to forget one: groundwire library remove NAME):', ...names.slice(0, MOST_NAMES).map((name) => `  ${safeLine(name)}`), ...more];
}

function isExtension(what: string): boolean {
  return what.startsWith('.') || what === 'no extension';
}

function listed(entries: Array<[string, number]>): string {
  const shown = entries.slice(0, MOST_KINDS).map(([what, count]) => `${safeLine(what)} (${count})`);
  return [...shown, ...(entries.length > MOST_KINDS ? ['…'] : [])].join(', ');
}
