import { describeIssues } from '@groundwire/protocol';
import type { z } from 'zod';
import { GroundwireError } from '../base/errors.js';

/** The body (or query string) as its schema has it, or `INVALID_REQUEST` with a sentence that names the field and the fault. */
export function readAs<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new GroundwireError('INVALID_REQUEST', 'The body must be a JSON object, sent with the header content-type: application/json');
  }
  throw new GroundwireError('INVALID_REQUEST', describeIssues(parsed.error));
}
