import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UPLOADS } from './sources/library/upload-folder.js';
import { dataFolderFailure, StartFailure } from './start-failure.js';

/**
 * The files in the data folder. `data` holds history and the session log, `pages` what was read on the web and can be read again, `uploads` is the folder of
 * files that were put into the library over HTTP; `analyses` is where earlier versions kept history.
 */
export function dataFiles(folder: string): { library: string; data: string; pages: string; analyses: string; uploads: string } {
  return { library: join(folder, 'library.db'), data: join(folder, 'groundwire.db'), pages: join(folder, 'pages.db'), analyses: join(folder, 'analyses.db'), uploads: join(folder, UPLOADS) };
}

/** Makes the folder if it is missing, for its owner only: it holds what was asked. Throws `StartFailure`. */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolders(folder);
    if (!statSync(folder).isDirectory()) throw new StartFailure(`The data folder ${folder} is a file. Set GROUNDWIRE_DATA_DIR to a folder`);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw thrown instanceof StartFailure ? thrown : dataFolderFailure(thrown, folder);
  }
}

/**
 * Makes a folder and those above it that are missing, one by one. Node's own `recursive` never returns where a file system
 * answers ENOENT though the folder above is there, as /proc does.
 */
function makeFolders(folder: string): void {
  const missing: string[] = [];
  for (let path = resolve(folder); isMissing(path) && path !== dirname(path); path = dirname(path)) missing.push(path);
  for (const path of missing.reverse()) makeFolder(path);
}

function isMissing(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) === undefined;
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (thrown) {
    // Another process may have made it since; a link to nowhere is there as well, but is no folder.
    if (isMissing(path)) throw thrown;
  }
}
