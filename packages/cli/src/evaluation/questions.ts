import { analysisParametersSchema } from '@groundwire/protocol';
import { z } from 'zod';

const texts = z.union([z.string().min(1).transform((text) => [text]), z.array(z.string().min(1)).min(1)]);

/** One line of a file of questions. */
const questionSchema = z.strictObject({
  id: z.string().min(1).optional(),
  question: z.string().trim().min(1).max(500),
  /** Any of them in the answer is right. */
  expected_answers: texts.optional(),
  /** Addresses, domains, titles or ids of sources that hold the answer. */
  expected_sources: texts.optional(),
  /** False: the sources hold no answer, and declining is right. */
  answerable: z.boolean().optional(),
  /** What this question is asked with; the options of the command come on top. */
  parameters: analysisParametersSchema.optional(),
}).refine(({ answerable, expected_answers }) => answerable !== false || expected_answers === undefined, 'it says both that nothing answers it ("answerable": false) and what the answer is ("expected_answers"): one of them is to go');

export type Question = z.output<typeof questionSchema> & { id: string };

/** Most faults of a file that are told at once. */
const FAULTS = 10;

/**
 * The questions of a JSON Lines file; empty lines and lines that begin with `#` are skipped. A question without an id gets the number
 * of its line. Throws one error that names every faulty line, the first ten at least.
 */
export function readQuestions(text: string, file: string): Question[] {
  const faults: string[] = [];
  const questions: Question[] = [];
  const lineOf = new Map<string, number>();
  for (const [index, line] of text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const number = index + 1;
    const read = readLine(line);
    if (typeof read === 'string') {
      faults.push(`line ${number}: ${read}`);
      continue;
    }
    const question = { ...read, id: read.id ?? `line-${number}` };
    const earlier = lineOf.get(question.id);
    if (earlier !== undefined) faults.push(`line ${number}: the id "${question.id}" stands in line ${earlier} already`);
    lineOf.set(question.id, number);
    questions.push(question);
  }
  if (faults.length > 0) throw new Error([`${file} can't be read as questions:`, ...faults.slice(0, FAULTS), ...(faults.length > FAULTS ? [`and ${faults.length - FAULTS} more`] : [])].join('\n'));
  if (questions.length === 0) throw new Error(`${file} holds no questions. Each line is one, such as {"question": "When was it built?", "expected_answers": ["1931"]}`);
  return questions;
}

/** The question, or what is wrong with it. */
function readLine(line: string): z.output<typeof questionSchema> | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (thrown) {
    return `not JSON (${thrown instanceof Error ? thrown.message : String(thrown)})`;
  }
  const parsed = questionSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
}
