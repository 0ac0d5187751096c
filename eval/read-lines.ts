import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { EvaluationError } from './task.js';

/** Reads `NAME.jsonl` or `NAME.jsonl.gz` of a folder and checks every line against a schema. */
export function readLines<Schema extends z.ZodType>(folder: string, name: string, schema: Schema): Array<z.infer<Schema>> {
  const plain = join(folder, `${name}.jsonl`);
  const packed = `${plain}.gz`;
  const file = [plain, packed].find((candidate) => existsSync(candidate));
  if (file === undefined) throw new EvaluationError(`There is no ${name}.jsonl (or .gz) in ${folder}. --data names the folder that holds the task's folder, or that folder itself.`);
  const text = file === packed ? gunzipSync(readFileSync(file)).toString('utf8') : readFileSync(file, 'utf8');
  return text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, `${file}:${index + 1}`, schema)]));
}

function parseLine<Schema extends z.ZodType>(line: string, where: string, schema: Schema): z.infer<Schema> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new EvaluationError(`${where} is not JSON.`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new EvaluationError(`${where}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not as expected'}.`);
}
