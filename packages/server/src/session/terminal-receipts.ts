import type { Logger } from '../base/logger.js';
import type { SessionLog } from '../session-log/session-log.js';
import type { SocketWriter } from './socket-writer.js';

export interface TerminalReceiptsOptions {
  sessionId: string;
  log: SessionLog;
  writer: SocketWriter;
  logger: Logger;
}

/**
 * Notes in the log which ends have arrived at a peer. Only once it is certain: a socket whose network is gone still takes
 * frames for a minute, and its client must get them when it comes back.
 */
export class TerminalReceipts {
  readonly #options: TerminalReceiptsOptions;
  /** Analyses whose end was sent and may not have arrived. */
  readonly #unconfirmed = new Set<string>();
  #asking = false;

  constructor(options: TerminalReceiptsOptions) {
    this.#options = options;
  }

  /** The end of the analysis was just sent. */
  sent(analysisId: string): void {
    this.#unconfirmed.add(analysisId);
    if (!this.#asking) this.#ask();
  }

  /** The socket is gone. `handshake`: the peer closed in order, so it read what was sent before. */
  closed(handshake: boolean): void {
    if (handshake) this.#confirm([...this.#unconfirmed]);
    this.#unconfirmed.clear();
  }

  /** One question at a time, so that a replay of a thousand answers does not ask a thousand times. */
  #ask(): void {
    const asked = [...this.#unconfirmed];
    this.#asking = true;
    this.#options.writer.probe(() => {
      this.#asking = false;
      this.#confirm(asked);
      if (this.#unconfirmed.size > 0) this.#ask();
    });
  }

  #confirm(analysisIds: readonly string[]): void {
    const { log, sessionId, logger } = this.#options;
    for (const analysisId of analysisIds) {
      if (!this.#unconfirmed.delete(analysisId)) continue;
      log.markDelivered(sessionId, analysisId).catch((error: unknown) => logger.warn({ err: error, analysis_id: analysisId }, 'the delivery could not be noted'));
    }
  }
}
