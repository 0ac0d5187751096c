import { type OptionValues, UsageError } from './command.js';

/** A whole number out of an option; undefined when it was not given. Throws `UsageError` for anything else. */
export function wholeNumber(options: OptionValues, name: string, { min, max }: { min: number; max: number }): number | undefined {
  const text = options.text(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`--${name} takes a whole number from ${min} to ${max}, not ${JSON.stringify(text)}`);
}
