/** What other packages may use of the server to work on the library of a data folder: without routes, engine and models, so it is loaded in half the time. */
export { silentLogger } from './base/logger.js';
export { type Config, readConfig } from './config.js';
export { dataFiles, prepareDataFolder } from './data-folder.js';
export { checkedCollectionName } from './sources/library/collection-name.js';
export { createLibrary } from './sources/library/create-library.js';
export { documentId } from './sources/library/document-record.js';
export { reasonForFileError } from './sources/library/file-reasons.js';
export type * from './sources/library/library.js';
export { readFileSteady } from './sources/library/read-file-steady.js';
export { createUploadFolder } from './sources/library/upload-folder.js';
export { leftAlone, walkPaths } from './sources/library/walk-paths.js';
