import { GroundwireError } from '../base/errors.js';

/** What became of a help that was asked and gave nothing, as the rest of a sentence about it: late, or failed, in the failure's own words where they are for readers. Pure. */
export function whyNot(outcome: { late: true } | { failure: unknown }): string {
  if (!('failure' in outcome)) return 'did not answer in time';
  return outcome.failure instanceof GroundwireError ? `gave nothing that can be used (${outcome.failure.message})` : 'could not be asked';
}
