import { backupData, silentLogger, startServer } from '@groundwire/server';
import { defaultUrl } from './find-server.js';
import { type Environment, settingsOf } from './local-library.js';

/** A whole server in this process, for a command that finds none. Loaded only when needed, because that takes longest of all. */

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
  await backupData({ dataDir: settingsOf(environment).config.dataDir, file });
}
