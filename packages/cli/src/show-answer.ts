import type { AnalysisProgress, Outcome } from '@groundwire/protocol';
import { AnalysisFailed, AnswerReplaced, type AnswerStream, ConnectionLost, type FinalAnswer } from '@groundwire/client';
import { EXIT, type ExitCode } from './exit-codes.js';
import { jsonLine } from './render/json-lines.js';
import { safeLine, safeText } from './render/safe-text.js';
import { renderSources, renderWarning } from './render/terminal.js';
import type { Terminal } from './terminal.js';

const STEPS: Record<string, string> = {
  planning: 'Planning the search',
  searching: 'Searching',
  reading: 'Reading sources',
  ranking: 'Choosing passages',
  writing: 'Writing',
  checking: 'Checking citations',
};

/** What showing needs of an `AnswerStream`. */
export type ShownAnswer = Pick<AnswerStream, 'on' | 'done' | 'cancel' | 'text' | 'session_id' | typeof Symbol.asyncIterator>;

/**
 * Shows an answer as it arrives, for a person or (`json`) frame by frame for a program, and gives the exit status.
 * Ctrl+C cancels the analysis, or (`onInterrupt: 'leave'`) just stops watching it; a second one leaves at once.
 */
export async function showAnswer(answer: ShownAnswer, terminal: Terminal, { json, onInterrupt = 'cancel' }: { json: boolean; onInterrupt?: 'cancel' | 'leave' }): Promise<ExitCode> {
  let interrupts = 0;
  const stopListening = terminal.onInterrupt(() => {
    interrupts += 1;
    if (interrupts > 1 || onInterrupt === 'leave') return terminal.leave(EXIT.INTERRUPTED);
    answer.cancel();
  });
  try {
    const final = json ? await writeFrames(answer, terminal) : await writeWords(answer, terminal);
    return exitCodeOf(final.outcome);
  } catch (thrown) {
    terminal.clearProgress();
    if (interrupts > 0) {
      if (thrown instanceof AnalysisFailed && thrown.unconfirmed) terminal.note(`groundwire: ${describe(thrown)}`);
      return EXIT.INTERRUPTED;
    }
    terminal.note(`groundwire: ${describe(thrown)}`);
    if (thrown instanceof ConnectionLost) terminal.note(`When the server is back, "groundwire resume ${answer.session_id}" shows the answer`);
    return EXIT.FAILURE;
  } finally {
    stopListening();
  }
}

function exitCodeOf(outcome: Outcome): ExitCode {
  return outcome === 'answered' ? EXIT.OK : EXIT.NO_ANSWER;
}

function writeFrames(answer: ShownAnswer, terminal: Terminal): Promise<FinalAnswer> {
  answer.on('frame', (frame) => terminal.out(jsonLine(frame)));
  return answer.done;
}

async function writeWords(answer: ShownAnswer, terminal: Terminal): Promise<FinalAnswer> {
  answer.on('progress', (frame) => answer.text === '' && terminal.progress(progressLine(frame)));
  answer.on('reconnecting', (count) => terminal.note(`The connection broke; trying again (${count})`));
  for (;;) {
    try {
      await writeText(answer, terminal);
      return finish(await answer.done, terminal);
    } catch (thrown) {
      if (!(thrown instanceof AnswerReplaced)) throw thrown;
      terminal.note('The server lost the end of what it had said. The answer again, from its start:');
    }
  }
}

async function writeText(answer: ShownAnswer, terminal: Terminal): Promise<void> {
  let written = '';
  try {
    for await (const piece of answer) {
      if (written === '') terminal.clearProgress();
      const safe = safeText(piece);
      written += safe;
      terminal.out(safe);
    }
  } finally {
    terminal.clearProgress();
    if (written !== '' && !written.endsWith('\n')) terminal.out('\n');
  }
}

function finish(final: FinalAnswer, terminal: Terminal): FinalAnswer {
  const sources = renderSources(final.citations, terminal);
  if (sources !== '') terminal.out(`\n${sources}`);
  for (const warning of final.warnings) terminal.note(renderWarning(warning));
  return final;
}

function progressLine({ step, progress }: AnalysisProgress): string {
  return `${safeLine(progress.message ?? STEPS[step] ?? step)} …`;
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return safeLine(String(thrown));
  const wait = thrown instanceof AnalysisFailed && thrown.retryAfter !== undefined ? ` (try again in ${thrown.retryAfter} s)` : '';
  const said = `${safeLine(thrown.message)}${wait}`;
  return thrown instanceof AnalysisFailed && thrown.partialText !== '' ? `${said.replace(/\.$/, '')}. The text above is not complete` : said;
}
