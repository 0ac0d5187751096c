import type { AnalysisParameters } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';

/** A question that the chat understood and that waits for its confirmation, or has had it. */
export interface PendingChat {
  readonly analysis_id: string;
  readonly session_id: string;
  readonly query: string;
  readonly parameters: AnalysisParameters;
  /** When it was asked, ISO 8601. */
  readonly asked_at: string;
  state: 'waiting' | 'starting' | 'started' | 'cancelled';
  /** When the started analysis is expected to be done, ISO 8601. */
  estimated_completion: string | null;
}

const LIFETIME_MS = 60 * 60 * 1000;
const MOST = 10_000;

/** The chat's questions of the last hour, at most ten thousand: the oldest make room. In memory only. */
export class PendingChats {
  readonly #chats = new Map<string, { chat: PendingChat; until: number }>();

  constructor(readonly clock: Clock) {}

  add(chat: PendingChat): void {
    this.#dropOld();
    this.#chats.set(chat.analysis_id, { chat, until: this.clock.now() + LIFETIME_MS });
  }

  get(analysisId: string): PendingChat | null {
    this.#dropOld();
    return this.#chats.get(analysisId)?.chat ?? null;
  }

  /** A map keeps the order of insertion, and all live equally long: the old ones are at its beginning. */
  #dropOld(): void {
    for (const [id, { until }] of this.#chats) {
      if (until > this.clock.now() && this.#chats.size < MOST) return;
      this.#chats.delete(id);
    }
  }
}
