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

function isExtension(what: string): boolean {
  return what.startsWith('.') || what === 'no extension';
}

function listed(entries: Array<[string, number]>): string {
  const shown = entries.slice(0, MOST_KINDS).map(([what, count]) => `${safeLine(what)} (${count})`);
  return [...shown, ...(entries.length > MOST_KINDS ? ['…'] : [])].join(', ');
}
