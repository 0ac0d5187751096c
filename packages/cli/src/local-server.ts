import { type Config, type Library, createLibrary, dataFiles, prepareDataFolder, readConfig, silentLogger, startServer } from '@groundwire/server';
import { defaultUrl } from './find-server.js';

/**
 * What a command needs of the server package when no server is asked: the library, or a whole server in this process. The
 * only file that loads it, and loaded only when needed, because that takes longer than all the rest.
 */

type Environment = Readonly<Record<string, string | undefined>>;

/** The library in the data folder, and the folder of what was sent to a server. The caller closes it. Rejects with a message for the user. */
export async function openLibrary(environment: Environment): Promise<{ library: Library; uploads: string }> {
  const { dataDir } = settingsOf(environment).config;
  prepareDataFolder(dataDir);
  const files = dataFiles(dataDir);
  return { library: createLibrary({ file: files.library, logger: silentLogger }), uploads: files.uploads };
}

/** A server on a free port of this machine, on the same data; ready for the first question. What its settings deserve to have said is noted, as `serve` does. The caller closes it. */
export async function startLocalServer(environment: Environment, note: (line: string) => void): Promise<{ url: string; close(): Promise<void> }> {
  const { config, notices } = settingsOf(environment);
  for (const notice of notices) note(notice);
  // Links to documents lead to where the server of these settings listens: this one is gone once the answer is there.
  const publicUrl = config.publicUrl ?? defaultUrl(environment);
  const server = await startServer({ ...config, host: '127.0.0.1', port: 0, publicUrl }, { logger: silentLogger });
  await server.ownDocumentsIndexed;
  return { url: server.url, close: server.close };
}

/** A consistent copy of all data in one file; a server may run on them meanwhile. Rejects with a message for the user. */
export async function backupDataFolder(environment: Environment, file: string): Promise<void> {
  const { backupData } = await import('@groundwire/server');
  await backupData({ dataDir: settingsOf(environment).config.dataDir, file });
}

function settingsOf(environment: Environment): { config: Config; notices: string[] } {
  const read = readConfig(environment);
  if (!read.ok) throw new Error(['The settings are wrong:', ...read.faults].join('\n'));
  return read;
}
