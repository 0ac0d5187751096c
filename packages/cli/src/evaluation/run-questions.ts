import type { AnalysisParameters } from '@groundwire/protocol';
import { askOnce } from './ask-once.js';
import { failedQuestion, judgeAnswer, type Judged } from './judge-answer.js';
import type { Question } from './questions.js';

export interface RunOptions {
  url: string;
  /** Put over those of each question. */
  parameters: AnalysisParameters;
  /** How many questions are under way at once. */
  parallel: number;
  keep: boolean;
  signal: AbortSignal;
  onJudged(judged: Judged, done: number): void;
}

/** Asks all questions and judges the answers, in the order of the questions. One that fails is recorded, and the others go on. */
export async function runQuestions(questions: readonly Question[], options: RunOptions): Promise<Judged[]> {
  const judged: Judged[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let position = next++; position < questions.length; position = next++) {
      options.signal.throwIfAborted();
      const item = await judgeOne(questions[position]!, options);
      judged[position] = item;
      options.onJudged(item, (done += 1));
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.parallel, questions.length) }, work));
  return judged;
}

async function judgeOne(question: Question, { url, parameters, keep, signal }: RunOptions): Promise<Judged> {
  const started = performance.now();
  const seconds = () => Math.round(performance.now() - started) / 1000;
  try {
    const answer = await askOnce(url, question.question, { parameters: { ...question.parameters, ...parameters }, keep, signal });
    return judgeAnswer(question, answer, seconds());
  } catch (thrown) {
    signal.throwIfAborted();
    return failedQuestion(question, thrown instanceof Error ? thrown.message : String(thrown), seconds());
  }
}
