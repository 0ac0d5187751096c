import { passedOverAs } from '@groundwire/protocol/library-rules';
import type { NamedFile } from './upload-queue.js';

/** The files of a drop, those in dropped folders too, by their path from there. What a folder holds is passed over as on the command line. */
export async function droppedFiles(items: DataTransferItemList): Promise<NamedFile[]> {
  // The list is void after the first wait, so the entries are taken out at once.
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found = await Promise.all(entries.map((entry) => filesOf(entry)));
  return found.flat();
}

/** The files that were chosen in a dialog, as one by one or as a folder. */
export function chosenFiles(files: FileList): NamedFile[] {
  return [...files].map((file) => ({ name: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file })).filter(({ name }) => !isPassedOver(name));
}

function isPassedOver(path: string): boolean {
  const parts = path.split('/');
  return parts.some((part, at) => at > 0 && passedOverAs(part, at < parts.length - 1) !== null);
}

async function filesOf(entry: FileSystemEntry): Promise<NamedFile[]> {
  if (isPassedOver(entry.fullPath.replace(/^\//, ''))) return [];
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ''), file }];
  }
  if (!isFolder(entry)) return [];
  const children = await childrenOf(entry.createReader());
  return (await Promise.all(children.map((child) => filesOf(child)))).flat();
}

/** A folder gives its entries in portions; an empty one is the end. */
async function childrenOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (portion.length === 0) return all;
    all.push(...portion);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
