import type { Answering } from './answering.js';

/** One line of a prediction file. */
export type Prediction = { id: string } & Record<string, unknown>;

export interface TaskOptions {
  /** Most words of an answer; undefined leaves it to the task. */
  maxWords: number | undefined;
}

/** A set of real questions, and how the engine is put to it. */
export interface EvaluationTask {
  readonly name: string;
  /** One line for `--help`. */
  readonly about: string;
  /** Name of the scorer, and whether it wants the inputs as a third argument. */
  readonly scorer: { file: string; wantsInputs: boolean };
  /** Reads the items from the task's folder. Throws an `EvaluationError` when they are not there or not as described. */
  read(folder: string): EvaluationItem[];
  /** Ends what the items shared; called once, when all are done or one has failed. */
  close?(): Promise<void>;
}

export interface EvaluationItem {
  readonly id: string;
  predict(answering: Answering, options: TaskOptions): Promise<Prediction>;
}

/** A failure whose message is all that the user needs. */
export class EvaluationError extends Error {
  override readonly name = 'EvaluationError';
}
