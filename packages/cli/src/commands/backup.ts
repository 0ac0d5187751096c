import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command, CommandInput } from '../arguments/command.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { jsonLine } from '../render/json-lines.js';
import { counted } from '../render/terminal.js';

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Copy the library and the history into one file, also while a server runs',
  usage: 'FILE',
  words: { min: 1, max: 1 },
  options: [],
  examples: ['groundwire backup groundwire-backup.tar', 'groundwire backup /backups/monday.tar --data-dir ./data'],
  run,
};

async function run({ words, options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const { backupDataFolder } = await import('../local-server.js');
  const file = resolve(words[0] as string);
  await backupDataFolder(environment, file);
  const { size } = statSync(file);
  if (options.on('json')) terminal.out(jsonLine({ file, bytes: size }));
  else terminal.out(`${file}: ${counted(size, 'byte', terminal)}\n`);
  return EXIT.OK;
}
