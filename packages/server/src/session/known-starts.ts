import type { Clock } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import { BoundedMemory } from './bounded-memory.js';
import { MAX_REMEMBERED_STARTS, REQUEST_MEMORY_MS } from './session-limits.js';
import type { StartedAnalysis, StartRequest } from './sessions.js';

interface KnownStart {
  session_id: string;
  /** Under which it is found by its `client_request_id`. */
  key: string | null;
  /** Rejects when it could not be started; then it is forgotten. */
  starting: Promise<StartedAnalysis>;
}

/**
 * The analyses that were started in this process, so that a request that is sent again (a client can't know whether the
 * first copy arrived) starts nothing new.
 */
export class KnownStarts {
  readonly #byAnalysis: BoundedMemory<KnownStart>;
  readonly #byRequest: BoundedMemory<KnownStart>;

  constructor(clock: Clock) {
    this.#byAnalysis = new BoundedMemory(clock, MAX_REMEMBERED_STARTS, REQUEST_MEMORY_MS);
    this.#byRequest = new BoundedMemory(clock, MAX_REMEMBERED_STARTS, REQUEST_MEMORY_MS);
  }

  /** The start that this request repeats; undefined when it is new. Throws `INVALID_REQUEST` for an id of another session. */
  find(request: StartRequest): Promise<StartedAnalysis> | undefined {
    const { session_id, analysis_id } = request;
    const key = requestKey(request);
    const known = (key === null ? undefined : this.#byRequest.get(key)) ?? (analysis_id === undefined ? undefined : this.#byAnalysis.get(analysis_id));
    if (known !== undefined && known.session_id !== session_id) {
      throw new GroundwireError('INVALID_REQUEST', 'An analysis with this id was started in another session; ask under a new id');
    }
    return known?.starting;
  }

  /** Remembers a start before its outcome is known, so that of two copies that come together only one starts. */
  remember(request: StartRequest, analysisId: string, starting: Promise<StartedAnalysis>): void {
    const key = requestKey(request);
    const known: KnownStart = { session_id: request.session_id, key, starting };
    this.#byAnalysis.set(analysisId, known);
    if (key !== null) this.#byRequest.set(key, known);
    starting.catch(() => {
      this.#byAnalysis.delete(analysisId);
      if (key !== null) this.#byRequest.delete(key);
    });
  }

  /** The analysis was deleted: a question that repeats it starts anew. */
  forget(analysisId: string): void {
    const key = this.#byAnalysis.get(analysisId)?.key ?? null;
    this.#byAnalysis.delete(analysisId);
    if (key !== null) this.#byRequest.delete(key);
  }

  /** The session of an analysis that was started here. */
  sessionOf(analysisId: string): string | undefined {
    return this.#byAnalysis.get(analysisId)?.session_id;
  }
}

function requestKey({ session_id, client_request_id }: StartRequest): string | null {
  return client_request_id === undefined ? null : `${session_id}\n${client_request_id}`;
}
