import type { CollectionSummary, LibraryDocument } from '@groundwire/server';
import type { Command, CommandInput } from '../arguments/command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { withLibrary } from '../library/with-library.js';
import { jsonLine } from '../render/json-lines.js';
import { table } from '../render/table.js';
import { counted, readableDate } from '../render/terminal.js';

export const libraryListCommand: Command = {
  name: 'library list',
  summary: 'Show what the library holds',
  usage: '',
  words: { min: 0, max: 0 },
  options: [{ name: 'collection', value: 'NAME', meaning: 'Only this collection' }],
  examples: ['groundwire library list', 'groundwire library list --collection manuals --json'],
  run,
};

async function run({ options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const collection = options.text('collection');
  const reader = { color: false, locale: terminal.locale };
  await withLibrary({ options, environment }, async (library) => {
    const collections = (await library.collections()).filter((summary) => collection === undefined || summary.collection === collection);
    if (options.on('json')) {
      for await (const document of library.documents(collection)) terminal.out(jsonLine(document));
      return;
    }
    if (collections.length === 0) return terminal.note(collection === undefined ? 'The library is empty. Add documents with: groundwire library add PATH' : `There is no collection ${JSON.stringify(collection)}. "groundwire library list" shows them all`);
    const rows: string[][] = [];
    for await (const document of library.documents(collection)) rows.push(documentRow(document, reader));
    terminal.out(table([{ title: 'ID' }, { title: 'Title', maxWidth: 48 }, { title: 'Collection', maxWidth: 24 }, { title: 'Published' }, { title: 'Words', align: 'right' }, { title: 'Path', maxWidth: 72 }], rows));
    terminal.out(`\n${collections.map((summary) => collectionLine(summary, reader.locale)).join('\n')}\n`);
  });
  return EXIT.OK;
}

function documentRow(document: LibraryDocument, reader: { color: boolean; locale: string | undefined }): string[] {
  const { document_id, title, collection, published_at, words, path } = document;
  return [document_id, title, collection, readableDate(published_at, reader), new Intl.NumberFormat(reader.locale).format(words), path];
}

function collectionLine({ collection, documents, passages, builtin }: CollectionSummary, locale: string | undefined): string {
  const note = builtin ? " (Groundwire's own documentation; searched only while there is nothing else)" : '';
  return `${collection}: ${counted(documents, 'document', { locale })}, ${counted(passages, 'passage', { locale })}${note}`;
}
