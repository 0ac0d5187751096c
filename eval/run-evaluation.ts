import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { openAnswering } from './answering.js';
import type { RunArguments } from './parse-arguments.js';
import { EvaluationError, type Prediction } from './task.js';

export interface Summary {
  task: string;
  questions: number;
  /** Questions that were answered with text. */
  answered: number;
  /** Mean words of the answers that were given. */
  mean_words: number;
  seconds: number;
  ms_per_question: number;
  out: string;
  /** Command that scores the predictions. */
  score_with: string;
}

/** Runs a task and writes its predictions; `onProgress` hears of each question that is done. The file appears whole or not at all. */
export async function runEvaluation(run: RunArguments, onProgress: (done: number, total: number) => void): Promise<Summary> {
  const folder = taskFolder(run);
  const items = run.task.read(folder).slice(0, run.limit);
  if (items.length === 0) throw new EvaluationError(`${folder} holds no questions.`);
  const answering = openAnswering({ ungated: run.ungated });
  const predictions: Prediction[] = [];
  const started = performance.now();
  try {
    for (const item of items) {
      predictions.push(await item.predict(answering, { maxWords: run.maxWords }));
      onProgress(predictions.length, items.length);
    }
  } finally {
    await answering.close();
    await run.task.close?.();
  }
  write(run.out, predictions);
  return summarise(run, folder, predictions, performance.now() - started);
}

function taskFolder({ data, task }: RunArguments): string {
  const inside = join(data, task.name);
  if (existsSync(inside)) return inside;
  if (existsSync(data)) return data;
  throw new EvaluationError(`There is no folder ${data}.`);
}

function write(out: string, predictions: readonly Prediction[]): void {
  mkdirSync(dirname(resolve(out)), { recursive: true });
  const unfinished = `${out}.part`;
  writeFileSync(unfinished, predictions.map((prediction) => `${JSON.stringify(prediction)}\n`).join(''));
  renameSync(unfinished, out);
}

function summarise(run: RunArguments, folder: string, predictions: readonly Prediction[], ms: number): Summary {
  const answers = predictions.map(({ answer, text, date }) => [answer, text, date].find((value) => typeof value === 'string') ?? '').filter((answer): answer is string => typeof answer === 'string' && answer !== '');
  const words = answers.reduce((sum, answer) => sum + answer.split(/\s+/).length, 0);
  const { file, wantsInputs } = run.task.scorer;
  const files = [join(folder, 'gold.jsonl'), run.out, ...(wantsInputs ? [join(folder, 'inputs.jsonl')] : [])];
  return {
    task: run.task.name,
    questions: predictions.length,
    answered: answers.length,
    mean_words: Math.round((10 * words) / Math.max(1, answers.length)) / 10,
    seconds: Math.round(ms / 100) / 10,
    ms_per_question: Math.round((10 * ms) / predictions.length) / 10,
    out: run.out,
    score_with: `python3 ${join(dirname(folder), 'scorers', file)} ${files.join(' ')}`,
  };
}
