import { type Config, type Library, createLibrary, dataFiles, prepareDataFolder, readConfig, silentLogger } from '@groundwire/server/library';

/** The library without a server. Loaded only when needed, because that takes longer than all the rest of a command. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** The library in the data folder, and the folder of what was sent to a server. The caller closes it. Rejects with a message for the user. */
export async function openLibrary(environment: Environment): Promise<{ library: Library; uploads: string }> {
  const { dataDir } = settingsOf(environment).config;
  prepareDataFolder(dataDir);
  const files = dataFiles(dataDir);
  return { library: createLibrary({ file: files.library, logger: silentLogger }), uploads: files.uploads };
}

/** The settings of the server, and what they deserve to have said. Throws with all their faults. */
export function settingsOf(environment: Environment): { config: Config; notices: string[] } {
  const read = readConfig(environment);
  if (!read.ok) throw new Error(['The settings are wrong:', ...read.faults].join('\n'));
  return read;
}
