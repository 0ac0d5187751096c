import { randomBytes } from 'node:crypto';

/** A new identifier: the prefix, and 80 random bits behind a time stamp, so that ids sort by age. Example: `analysis_mg2k1x7q4f…`. */
export function newId(prefix: string): string {
  return `${prefix}_${Date.now().toString(36)}${randomBytes(10).toString('hex')}`;
}
