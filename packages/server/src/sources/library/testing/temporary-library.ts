import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLogger } from '../../../base/logger.js';
import type { SourceQuery } from '../../source-provider.js';
import { createLibrary } from '../create-library.js';
import type { Library } from '../library.js';

/** A library in a folder of its own, which `dispose` deletes. `folder` is free for the test's files. */
export interface TemporaryLibrary {
  library: Library;
  folder: string;
  file: string;
  dispose: () => Promise<void>;
}

export function temporaryLibrary(): TemporaryLibrary {
  const folder = mkdtempSync(join(tmpdir(), 'groundwire-library-'));
  const file = join(folder, 'data', 'library.db');
  const library = createLibrary({ file, logger: silentLogger });
  const dispose = async () => {
    await library.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { library, folder, file, dispose };
}

/** A query for the plain question, without filters. */
export function plainQuery(question: string, changes: Partial<SourceQuery> = {}): SourceQuery {
  return { question, queries: [question], limit: 8, include_domains: [], exclude_domains: [], countries: [], kinds: [], ...changes };
}
