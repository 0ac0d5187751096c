import type { AnalysisErrorBody, ErrorFrame } from '@groundwire/protocol';
import { type Clock, isoTimestamp } from '../base/clock.js';
import { type GroundwireError, toWireError } from '../base/errors.js';

/** The text of a frame that refuses a client message; `ref` is the `client_request_id` of the message, where it had one. */
export type Refusal = (error: GroundwireError, ref: string | undefined) => string;

/** Base clients know no other error than that of an analysis: this one is of none. */
export function baseRefusal(clock: Clock): Refusal {
  return (error) => {
    const body: AnalysisErrorBody = { type: 'analysis_error', analysis_id: null, error: toWireError(error, false), timestamp: isoTimestamp(clock) };
    return JSON.stringify(body);
  };
}

export function errorFrameRefusal(clock: Clock): Refusal {
  return (error, ref) => {
    const frame: ErrorFrame = { type: 'error', error: toWireError(error, false), ...(ref === undefined ? {} : { ref }), timestamp: isoTimestamp(clock) };
    return JSON.stringify(frame);
  };
}
