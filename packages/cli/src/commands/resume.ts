import { type AnswerStream, createClient } from '@groundwire/client';
import { WebSocket } from 'ws';
import type { Command, CommandInput } from '../arguments/command.js';
import { runningServer } from '../choose-server.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { jsonLine } from '../render/json-lines.js';
import { safeLine } from '../render/safe-text.js';
import { showAnswer } from '../show-answer.js';
import type { Terminal } from '../terminal.js';

export const resumeCommand: Command = {
  name: 'resume',
  summary: 'Show what a session still runs or ended recently, and follow it to its end',
  usage: 'SESSION',
  words: { min: 1, max: 1 },
  options: [],
  examples: ['groundwire ask --session notes "What did we decide?"', 'groundwire resume notes', 'groundwire resume notes --json | jq .type'],
  run,
};

async function run({ words, options, terminal, environment }: CommandInput): Promise<ExitCode> {
  const url = await runningServer(options, environment);
  const session = createClient({ url, WebSocket }).session(words[0] as string);
  const json = options.on('json');
  if (json) session.on('frame', (frame) => terminal.out(jsonLine(frame)));
  try {
    const answers = await session.resume();
    if (answers.length === 0) {
      terminal.note(`The session ${safeLine(words[0] as string)} runs nothing, and nothing in it ended recently`);
      return EXIT.FAILURE;
    }
    return json ? await wait(answers) : await showAll(answers, terminal);
  } finally {
    session.close();
  }
}

/** One after the other, in the order in which they were asked. Gives the exit status of the last one. */
async function showAll(answers: readonly AnswerStream[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = EXIT.OK;
  for (const [position, answer] of answers.entries()) {
    if (position > 0) terminal.out('\n');
    terminal.out(`> ${safeLine(answer.question ?? answer.analysis_id ?? '')}\n\n`);
    // Whoever comes back to watch does not cancel by leaving.
    code = await showAnswer(answer, terminal, { json: false, onInterrupt: 'leave' });
    if (code === EXIT.INTERRUPTED) return code;
  }
  return code;
}

async function wait(answers: readonly AnswerStream[]): Promise<ExitCode> {
  const outcomes = await Promise.all(answers.map(({ done }) => done.then(({ outcome }) => (outcome === 'answered' ? EXIT.OK : EXIT.NO_ANSWER), () => EXIT.FAILURE)));
  return outcomes.at(-1) ?? EXIT.OK;
}
