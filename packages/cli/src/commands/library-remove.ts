import { resolve } from 'node:path';
import { type Command, type CommandInput, UsageError } from '../arguments/command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { withLibrary } from '../local-library.js';
import { jsonLine } from '../render/json-lines.js';
import { counted } from '../render/terminal.js';

export const libraryRemoveCommand: Command = {
  name: 'library remove',
  summary: 'Forget documents (the files stay where they are)',
  usage: '[PATH|ID…]',
  words: { min: 0, max: Number.POSITIVE_INFINITY },
  options: [
    { name: 'collection', value: 'NAME', meaning: 'Forget this whole collection' },
    { name: 'yes', short: 'y', meaning: 'Do not ask' },
  ],
  examples: ['groundwire library remove ~/notes/old', 'groundwire library remove --collection manuals --yes'],
  run,
};

async function run({ words, options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const collection = options.text('collection');
  const selections = selectionsOf(words, collection);
  const what = collection === undefined ? words.join(', ') : `the collection "${collection}"`;
  if (terminal.interactive && !options.on('yes') && !(await terminal.confirm(`Forget ${what}?`))) {
    terminal.note('Nothing was changed');
    return EXIT.OK;
  }
  const removed = await withLibrary(environment, async (library) => {
    let count = 0;
    for (const selection of selections) count += await library.remove(selection);
    return count;
  });
  if (options.on('json')) terminal.out(jsonLine({ removed }));
  else terminal.out(`${counted(removed, 'document', terminal)} forgotten\n`);
  if (removed === 0) terminal.note('Nothing in the library matched. "groundwire library list" shows ids and paths');
  return removed === 0 ? EXIT.FAILURE : EXIT.OK;
}

interface Selection {
  documentIds?: string[];
  paths?: string[];
  collection?: string;
}

function selectionsOf(words: string[], collection: string | undefined): Selection[] {
  if (words.length > 0 && collection !== undefined) throw new UsageError('Name either documents or a collection, not both');
  if (collection !== undefined) return [{ collection }];
  if (words.length === 0) throw new UsageError('Say what to forget: paths, document ids, or --collection NAME');
  const documentIds = words.filter(isDocumentId);
  const paths = words.filter((word) => !isDocumentId(word)).map((path) => resolve(path));
  return [...(documentIds.length > 0 ? [{ documentIds }] : []), ...(paths.length > 0 ? [{ paths }] : [])];
}

function isDocumentId(word: string): boolean {
  return /^doc_[0-9a-f]{16}$/.test(word);
}
