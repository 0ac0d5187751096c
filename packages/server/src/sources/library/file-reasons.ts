function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'It may not be read: check its permissions and those of the folders above it',
  EPERM: 'It may not be read: check its permissions and those of the folders above it',
  ENOENT: 'It vanished before it could be read',
  ENOTDIR: 'It vanished before it could be read',
  ELOOP: 'It is a link that leads to itself',
  EISDIR: 'It is a folder',
  EIO: 'The disk reported an error while it was read',
  ESTALE: 'The network folder that it is in went away',
  EMFILE: 'Too many files are open on this machine; try again',
  ENFILE: 'Too many files are open on this machine; try again',
  ENAMETOOLONG: 'Its path is too long for the system',
};

/** Why a file, folder or link could not be read, as a sentence for a reader. `given`: the user named this path. */
export function reasonForFileError(error: unknown, what: 'file' | 'folder' | 'link' | 'given'): string {
  const code = codeOf(error);
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  if (what === 'given' && missing) return 'There is no such file or folder. Check the spelling; if it was deleted on purpose, forget it with: groundwire library remove PATH';
  if (what === 'link' && missing) return 'It is a link to a file that does not exist';
  if (what === 'folder' && missing) return 'The folder vanished while it was read';
  return REASONS[code] ?? `It could not be read${code === '' ? '' : ` (${code})`}`;
}

/** Does this error say nothing of the file's content, so that what is indexed of it may still be right? */
export function isPassingFileError(error: unknown): boolean {
  return !['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error));
}
