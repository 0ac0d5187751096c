/** What the server, the command line and the page hold to alike when documents are put into a library. */

/** Where documents go that are added without naming a collection. */
export const DEFAULT_COLLECTION = 'documents';

/** Folders that hold no documents of their owner. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules']);

/** As what a file or folder that lies in an added folder is passed over for its name, as in the counts of what was left alone; else null. */
export function passedOverAs(name: string, isFolder: boolean): string | null {
  if (name.startsWith('.')) return isFolder ? 'hidden folders' : 'hidden files';
  return isFolder && SKIPPED_FOLDERS.has(name) ? `${name} folders` : null;
}
