import { type Command, type CommandInput, UsageError } from '../arguments/command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { withLibrary } from '../library/with-library.js';
import { jsonLine } from '../render/json-lines.js';
import { counted } from '../render/terminal.js';

export const libraryRemoveCommand: Command = {
  name: 'library remove',
  summary: 'Forget documents (the files stay where they are)',
  usage: '[PATH|NAME|ID…]',
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
  checkSelection(words, collection);
  const what = collection === undefined ? words.join(', ') : `the collection "${collection}"`;
  if (terminal.interactive && !options.on('yes') && !(await terminal.confirm(`Forget ${what}?`))) {
    terminal.note('Nothing was changed');
    return EXIT.OK;
  }
  const removed = await withLibrary({ options, environment }, (library) => (collection === undefined ? library.remove(words) : library.removeCollection(collection)));
  if (options.on('json')) terminal.out(jsonLine({ removed }));
  else terminal.out(`${counted(removed, 'document', terminal)} forgotten\n`);
  if (removed === 0) terminal.note('Nothing in the library matched. "groundwire library list" shows ids and paths');
  return removed === 0 ? EXIT.FAILURE : EXIT.OK;
}

function checkSelection(words: string[], collection: string | undefined): void {
  if (words.length > 0 && collection !== undefined) throw new UsageError('Name either documents or a collection, not both');
  if (words.length === 0 && collection === undefined) throw new UsageError('Say what to forget: paths, document ids, or --collection NAME');
}
