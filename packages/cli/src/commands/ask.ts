import type { AnalysisParameters } from '@groundwire/protocol';
import { type AnswerStream, createClient } from '@groundwire/client';
import { WebSocket } from 'ws';
import { type Command, type CommandInput, type OptionValues, UsageError } from '../arguments/command.js';
import { wholeNumber } from '../arguments/option-values.js';
import { chooseServer } from '../choose-server.js';
import type { ExitCode } from '../exit-codes.js';
import { showAnswer } from '../show-answer.js';

/** Far above the longest question, so that the server's own words about the limit reach the user. */
const MAX_STDIN_BYTES = 16 * 1024;

export const askCommand: Command = {
  name: 'ask',
  summary: 'Ask a question and watch the cited answer arrive',
  usage: '"QUESTION" | -',
  words: { min: 1, max: Number.POSITIVE_INFINITY },
  options: [
    { name: 'collection', value: 'NAME', meaning: 'Search this collection of the library only' },
    { name: 'model', value: 'NAME', meaning: 'Model to write with; "none" extracts the answer' },
    { name: 'max-words', value: 'N', meaning: 'Most words of an extracted answer' },
    { name: 'days', value: 'N', meaning: 'Only sources published in the last N days' },
    { name: 'include-domain', value: 'DOMAIN', many: true, meaning: 'Only sources on this domain' },
    { name: 'exclude-domain', value: 'DOMAIN', many: true, meaning: 'No sources on this domain' },
    { name: 'page', value: 'URL', many: true, meaning: 'Answer from this page of the web instead of searching' },
    { name: 'source', value: 'NAME', many: true, meaning: 'Ask this provider or kind only: library, web, news, academic, discussion, wikipedia, …' },
    { name: 'research', meaning: 'Search and read in rounds before answering; takes longer' },
    { name: 'session', value: 'ID', meaning: 'Session to ask in, to come back to with "groundwire resume ID"' },
  ],
  examples: ['groundwire ask "How do I resume a stream?"', 'echo "What is new?" | groundwire ask --days 7 -', 'groundwire ask --page https://example.org/report "What does the report conclude?"', 'groundwire ask --json "…" | jq .type'],
  run,
};

async function run({ words, options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const parameters = parametersOf(options);
  const question = (words.join(' ') === '-' ? await terminal.readStdin(MAX_STDIN_BYTES) : words.join(' ')).trim();
  if (question === '') throw new UsageError('The question is empty');
  const server = await chooseServer({ options, environment, note: terminal.note });
  try {
    const answer: AnswerStream = createClient({ url: server.url, WebSocket }).ask(question, { parameters, session_id: options.text('session') });
    return await showAnswer(answer, terminal, { json: options.on('json') });
  } finally {
    await server.close();
  }
}

function parametersOf(options: OptionValues): AnalysisParameters {
  const parameters: AnalysisParameters = {
    mode: options.on('research') ? 'research' : undefined,
    urls: listOrNothing(options.list('page')),
    sources: listOrNothing(options.list('source')),
    collection: options.text('collection'),
    model: options.text('model'),
    max_words: wholeNumber(options, 'max-words', { min: 10, max: 2000 }),
    days: wholeNumber(options, 'days', { min: 1, max: 36_500 }),
    include_domains: listOrNothing(options.list('include-domain')),
    exclude_domains: listOrNothing(options.list('exclude-domain')),
  };
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

function listOrNothing(list: string[]): string[] | undefined {
  return list.length === 0 ? undefined : list;
}
