import { LONGEST_ASKED_PAUSE_MS } from '../../base/retry-after.js';

/**
 * Whether a service is asked at all. Closed: it is. Open: it failed so often, or asked for so long a pause, that asking would only
 * cost time. Then one request at a time tries whether it is back. A pure, total table; times in milliseconds since the epoch.
 */
export type Circuit =
  | { state: 'closed'; failures: number }
  /** `times`: how often it opened since the last success. */
  | { state: 'open'; until: number; times: number }
  | { state: 'trying'; times: number };

export type CircuitEvent =
  | { type: 'asked' }
  /** It answered, be it with a refusal of this one query. */
  | { type: 'answered' }
  | { type: 'failed' }
  /** It will not answer before so long: a rate limit, a wrong key. */
  | { type: 'closed_its_door'; forMs: number | null }
  /** The caller went away before there was an answer. */
  | { type: 'abandoned' };

export const CLOSED: Circuit = { state: 'closed', failures: 0 };
const FAILURES_TO_OPEN = 3;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/** May a request be sent now? */
export function mayAsk(circuit: Circuit, now: number): boolean {
  return circuit.state === 'closed' || (circuit.state === 'open' && now >= circuit.until);
}

export function nextCircuit(circuit: Circuit, event: CircuitEvent, now: number): Circuit {
  switch (event.type) {
    case 'asked':
      return circuit.state === 'open' && now >= circuit.until ? { state: 'trying', times: circuit.times } : circuit;
    case 'answered':
      return CLOSED;
    case 'failed':
      if (circuit.state === 'closed' && circuit.failures + 1 < FAILURES_TO_OPEN) return { state: 'closed', failures: circuit.failures + 1 };
      return opened(circuit, now, null);
    case 'closed_its_door':
      return opened(circuit, now, event.forMs);
    case 'abandoned':
      return circuit.state === 'trying' ? { state: 'open', until: now, times: circuit.times } : circuit;
  }
}

function opened(circuit: Circuit, now: number, forMs: number | null): Circuit {
  // Several requests may have been under way when it opened: they open it once.
  const times = circuit.state === 'closed' ? 1 : circuit.state === 'trying' ? circuit.times + 1 : circuit.times;
  const pause = forMs === null ? Math.min(FIRST_PAUSE_MS * 2 ** (times - 1), LONGEST_PAUSE_MS) : Math.min(Math.max(forMs, 1_000), LONGEST_ASKED_PAUSE_MS);
  const until = circuit.state === 'open' ? Math.max(circuit.until, now + pause) : now + pause;
  return { state: 'open', until, times };
}
