import type { LibraryHit } from '@groundwire/server';
import type { Command, CommandInput } from '../arguments/command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { wholeNumber } from '../arguments/option-values.js';
import { withLibrary } from '../library/with-library.js';
import { jsonLine } from '../render/json-lines.js';
import { safeLine } from '../render/safe-text.js';
import type { Terminal } from '../terminal.js';

export const librarySearchCommand: Command = {
  name: 'library search',
  summary: 'Find passages in the library',
  usage: 'WORDS…',
  words: { min: 1, max: Number.POSITIVE_INFINITY },
  options: [
    { name: 'collection', value: 'NAME', meaning: 'Only this collection' },
    { name: 'limit', value: 'N', meaning: 'Most passages to show (default: 10)' },
  ],
  examples: ['groundwire library search "vacuum full"', 'groundwire library search replication --limit 3 --json'],
  run,
};

async function run({ words, options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const limit = wholeNumber(options, 'limit', { min: 1, max: 1000 }) ?? 10;
  const hits = await withLibrary({ options, environment }, (library) => library.find(words.join(' '), { collection: options.text('collection'), limit }));
  if (options.on('json')) for (const hit of hits) terminal.out(jsonLine(hit));
  else hits.forEach((hit, index) => terminal.out(renderHit(hit, index + 1, terminal)));
  if (hits.length === 0) terminal.note('No passage matches');
  return hits.length === 0 ? EXIT.NO_ANSWER : EXIT.OK;
}

function renderHit(hit: LibraryHit, number: number, { locale }: Terminal): string {
  const score = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(hit.score);
  // A heading path often begins with the title itself.
  const heading = hit.heading.startsWith(hit.title) ? hit.heading : [hit.title, hit.heading].filter((part) => part !== '').join(' › ');
  return `${number}. ${safeLine(heading)}\n   ${safeLine(hit.path)} · ${safeLine(hit.collection)} · score ${score}\n   ${safeLine(hit.text)}\n\n`;
}
