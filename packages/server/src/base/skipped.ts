import { GroundwireError } from './errors.js';

/**
 * Somebody outside was not asked at all this time, and why: it asked for a pause, it failed too often lately, or its turn would
 * come too late. `skipped` tells it from a failure where only the type of the error is known.
 */
export class Skipped extends GroundwireError {
  readonly skipped = true;

  constructor(message: string, retryAfter?: number) {
    super('EXTERNAL_API_FAILURE', message, retryAfter === undefined ? {} : { retryAfter });
    this.name = 'Skipped';
  }
}

/** Code of the warning about something that was skipped. */
export const PROVIDER_SKIPPED = 'PROVIDER_SKIPPED';

/** Whether an error says that nothing was tried. */
export function isSkipped(thrown: unknown): boolean {
  return thrown instanceof Skipped;
}
