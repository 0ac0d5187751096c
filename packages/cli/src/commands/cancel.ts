import type { Command, CommandInput } from '../arguments/command.js';
import { runningServer } from '../choose-server.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { jsonLine } from '../render/json-lines.js';
import { safeLine } from '../render/safe-text.js';
import { callServer } from '../call-server.js';

export const cancelCommand: Command = {
  name: 'cancel',
  summary: 'End a running analysis; what it has written stays',
  usage: 'ANALYSIS',
  words: { min: 1, max: 1 },
  options: [],
  examples: ['groundwire cancel analysis_mg2k1x7q'],
  run,
};

async function run({ words, options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const url = await runningServer(options, environment);
  const answer = await callServer(url, `/api/analysis/${encodeURIComponent(words[0] as string)}/cancel`, 'POST');
  if (options.on('json')) terminal.out(jsonLine(answer));
  else terminal.out(`${safeLine(String(answer.analysis_id ?? words[0]))}: ${safeLine(String(answer.status ?? 'cancelled'))}\n`);
  return EXIT.OK;
}
