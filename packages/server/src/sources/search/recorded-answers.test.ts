import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startScriptedSearchServer } from '../../testing/scripted-search-server.js';
import { SEARCH_SERVICE_NAMES, type SearchServiceName } from './create-search-providers.js';
import { createProvider, sourceQuery } from './search-provider.contract.js';

/** What `npm run record` wrote; nothing where nobody has run it. */
const RECORDED = new URL('./fixtures/recorded/', import.meta.url);
const DOCUMENTED = new URL('./fixtures/', import.meta.url);

/** The files of each service in a folder, in the order in which a search asks for them. */
function recordings(folder: URL): Array<[SearchServiceName, string[]]> {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const order = ['results', 'esearch', 'efetch', 'answers'];
  const place = (file: string) => order.findIndex((part) => file.includes(`-${part}.`));
  return SEARCH_SERVICE_NAMES.map((name): [SearchServiceName, string[]] => [name, files.filter((file) => file.startsWith(`${name}-`) && place(file) !== -1).toSorted((left, right) => place(left) - place(right))]).filter(([, own]) => own.length > 0);
}

async function sourcesOf(folder: URL, name: SearchServiceName, files: string[]): Promise<number> {
  const server = await startScriptedSearchServer();
  try {
    for (const file of files) server.enqueue(name, { kind: 'answer', body: readFileSync(new URL(file, folder), 'utf8') });
    return (await createProvider(name, server).search(sourceQuery(), new AbortController().signal)).sources.length;
  } finally {
    await server.close();
  }
}

describe('recorded answers are understood', () => {
  it('of every service, as its documentation has them', async () => {
    const documented = recordings(DOCUMENTED);
    expect(documented.map(([name]) => name)).toEqual(SEARCH_SERVICE_NAMES);
    for (const [name, files] of documented) expect([name, await sourcesOf(DOCUMENTED, name, files)]).toEqual([name, 2]);
  });

  for (const [name, files] of recordings(RECORDED)) {
    it(`of ${name}, as it gave them`, async () => {
      expect(await sourcesOf(RECORDED, name, files)).toBeGreaterThan(0);
    });
  }
});
