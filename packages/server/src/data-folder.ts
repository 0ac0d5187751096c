import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolderFailure, StartFailure } from './start-failure.js';

/** The files in the data folder. `data` holds history and the session log; `analyses` is where earlier versions kept history. */
export function dataFiles(folder: string): { library: string; data: string; analyses: string } {
  return { library: join(folder, 'library.db'), data: join(folder, 'groundwire.db'), analyses: join(folder, 'analyses.db') };
}

/** Makes the folder if it is missing, for its owner only: it holds what was asked. Throws `StartFailure`. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw dataFolderFailure(thrown, folder);
  }
  if (!statSync(folder).isDirectory()) throw new StartFailure(`The data folder ${folder} is a file. Set GROUNDWIRE_DATA_DIR to a folder`);
}
