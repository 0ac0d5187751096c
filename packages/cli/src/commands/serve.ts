import type { Command, CommandInput } from '../arguments/command.js';
import { wholeNumber } from '../arguments/option-values.js';
import { EXIT, type ExitCode } from '../exit-codes.js';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Start the server and the web page; Ctrl+C stops it',
  usage: '',
  words: { min: 0, max: 0 },
  options: [
    { name: 'port', value: 'N', meaning: 'Port to listen on; 0 takes a free one (PORT)' },
    { name: 'host', value: 'ADDRESS', meaning: 'Address to listen on (HOST)' },
  ],
  examples: ['groundwire serve', 'groundwire serve --port 8080 --data-dir ./data'],
  details: variables,
  run,
};

async function run({ options, environment }: CommandInput): Promise<ExitCode> {
  const port = wholeNumber(options, 'port', { min: 0, max: 65_535 });
  const host = options.text('host');
  const { runServer } = await import('@groundwire/server');
  const code = await runServer({ ...environment, ...(port === undefined ? {} : { PORT: String(port) }), ...(host === undefined ? {} : { HOST: host }) });
  return code === 0 ? EXIT.OK : EXIT.FAILURE;
}

async function variables(): Promise<string> {
  const { describeVariables } = await import('@groundwire/server');
  return `Environment variables, which a file .env in the current folder may set too:\n${describeVariables()}`;
}
