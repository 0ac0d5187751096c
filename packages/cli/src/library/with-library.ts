import { createClient } from '@groundwire/client';
import type { CommandInput } from '../arguments/command.js';
import { requireServer, serverToAsk } from '../choose-server.js';
import { openFolderLibrary } from './folder-library.js';
import type { LibraryAccess } from './library-access.js';
import { openServerLibrary } from './server-library.js';

/** Opens the library of the server that a command asks, or where there is none that of the data folder; does the work, and closes it whatever happens. */
export async function withLibrary<T>(input: Pick<CommandInput, 'options' | 'environment'>, work: (library: LibraryAccess) => Promise<T>): Promise<T> {
  const library = await open(input);
  try {
    return await work(library);
  } finally {
    await library.close();
  }
}

async function open({ options, environment }: Pick<CommandInput, 'options' | 'environment'>): Promise<LibraryAccess> {
  const url = await serverToAsk(options, environment);
  if (url === null) return openFolderLibrary(environment);
  await requireServer(url);
  return openServerLibrary(url, createClient({ url }).library);
}
