import { historyResponseSchema } from '@groundwire/protocol';
import type { Command, CommandInput } from '../arguments/command.js';
import { wholeNumber } from '../arguments/option-values.js';
import { callServer } from '../call-server.js';
import { runningServer } from '../choose-server.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { jsonLine } from '../render/json-lines.js';
import { table } from '../render/table.js';

export const historyCommand: Command = {
  name: 'history',
  summary: 'List the questions that were asked, the newest first',
  usage: '',
  words: { min: 0, max: 0 },
  options: [{ name: 'limit', value: 'N', meaning: 'At most so many (default 20)' }],
  examples: ['groundwire history', 'groundwire history --limit 100 --json | jq .query_text'],
  run,
};

async function run({ options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const limit = wholeNumber(options, 'limit', { min: 1, max: 100 }) ?? 20;
  const url = await runningServer(options, environment);
  const { analyses, total_count } = historyResponseSchema.parse(await callServer(url, `/api/analysis/history?limit=${limit}`));
  if (options.on('json')) for (const analysis of analyses) terminal.out(jsonLine(analysis));
  else {
    const columns = [{ title: 'Asked' }, { title: 'Status' }, { title: 'Question' }, { title: 'ID' }];
    terminal.out(table(columns, analyses.map(({ created_at, status, query_text, analysis_id }) => [created_at.slice(0, 16).replace('T', ' '), status, query_text, analysis_id])));
    if (total_count > analyses.length) terminal.note(`${analyses.length} of ${total_count}; --limit shows more`);
  }
  return EXIT.OK;
}
