import { parseArgs } from 'node:util';
import { EvaluationError, type EvaluationTask } from './task.js';

export interface RunArguments {
  task: EvaluationTask;
  /** The folder that was named, as it was named. */
  data: string;
  out: string;
  limit: number | undefined;
  maxWords: number | undefined;
  ungated: boolean;
  json: boolean;
}

export type ParsedArguments = { help: true } | { help: false; run: RunArguments };

const OPTIONS = {
  data: { type: 'string' },
  out: { type: 'string' },
  limit: { type: 'string' },
  'max-words': { type: 'string' },
  ungated: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Throws an `EvaluationError` that says what is missing or wrong. */
export function parseArguments(argv: readonly string[], tasks: readonly EvaluationTask[]): ParsedArguments {
  const { values, positionals } = parse(argv);
  if (values.help === true) return { help: true };
  const known = tasks.map((task) => task.name).join(', ');
  const [name, surplus] = positionals;
  if (name === undefined) throw new EvaluationError(`Name a task: ${known}. --help tells more.`);
  const task = tasks.find((candidate) => candidate.name === name);
  if (task === undefined) throw new EvaluationError(`There is no task “${name}”. Known: ${known}.`);
  if (surplus !== undefined) throw new EvaluationError(`Only one task at a time; “${surplus}” is too much.`);
  if (values.data === undefined) throw new EvaluationError('--data DIR is missing: the folder that holds the task’s folder, or that folder itself.');
  if (values.out === undefined) throw new EvaluationError('--out FILE is missing: where the predictions go.');
  return {
    help: false,
    run: {
      task,
      data: values.data,
      out: values.out,
      limit: wholeNumber('--limit', values.limit, 1, 1_000_000),
      maxWords: wholeNumber('--max-words', values['max-words'], 10, 2000),
      ungated: values.ungated === true,
      json: values.json === true,
    },
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (thrown) {
    throw new EvaluationError(`${thrown instanceof Error ? thrown.message : String(thrown)} --help lists the options.`);
  }
}

function wholeNumber(option: string, value: string | undefined, least: number, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isInteger(number) || number < least || number > most) throw new EvaluationError(`${option} takes a whole number from ${least} to ${most}, not “${value}”.`);
  return number;
}

export function helpText(tasks: readonly EvaluationTask[]): string {
  const listed = tasks.map((task) => `  ${task.name.padEnd(12)} ${task.about}`).join('\n');
  return `Usage: npm run eval -- TASK --data DIR --out FILE [options]

Puts the questions of a data set to the engine, with the extractive writer, and writes one prediction a line.

Tasks:
${listed}

Options:
  --data DIR       folder that holds the task's folder (with inputs.jsonl), or that folder itself
  --out FILE       where the predictions go, as JSON lines
  --limit N        only the first N questions
  --max-words N    most words of an answer (default: the task's own)
  --ungated        answer even where the engine judges that the sources hold no answer
  --json           print the summary as JSON
  --help           this text
`;
}
