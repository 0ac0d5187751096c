import { helpText, parseArguments, type RunArguments } from './parse-arguments.js';
import { runEvaluation, type Summary } from './run-evaluation.js';
import { EvaluationError } from './task.js';
import { TASKS } from './tasks.js';

/**
 * `npm run eval`: measures the engine on real questions. Owns the arguments and what is printed; each task is a file of
 * its own under `tasks/`, and the engine is the one that serves (`answering.ts`). Progress goes to the standard error
 * stream, the summary to standard output. Exit codes: 0 done, 1 failed, 2 called wrongly.
 */
async function main(argv: readonly string[]): Promise<number> {
  try {
    const parsed = parseArguments(argv, TASKS);
    if (parsed.help) {
      process.stdout.write(helpText(TASKS));
      return 0;
    }
    const summary = await runEvaluation(parsed.run, showProgress);
    process.stdout.write(show(summary, parsed.run));
    return 0;
  } catch (thrown) {
    if (thrown instanceof EvaluationError) {
      process.stderr.write(`${thrown.message}\n`);
      return 2;
    }
    process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
    return 1;
  }
}

function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${done}/${total}${done === total ? '\n' : ''}`);
  else if (done % 100 === 0 || done === total) process.stderr.write(`${done}/${total}\n`);
}

function show(summary: Summary, { json }: RunArguments): string {
  if (json) return `${JSON.stringify(summary)}\n`;
  return `${summary.task}: ${summary.questions} questions, ${summary.answered} answered with ${summary.mean_words} words on average, ${summary.ms_per_question} ms each (indexing included)
Predictions: ${summary.out}
Score them:  ${summary.score_with}
`;
}

process.exitCode = await main(process.argv.slice(2));
