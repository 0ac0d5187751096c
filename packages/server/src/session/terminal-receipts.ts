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

  constructor(options: TerminalReceiptsOptions) {
    this.#options = options;
  }

  /** The end of the analysis was just sent. */
  sent(analysisId: string): void {
    this.#unconfirmed.add(analysisId);
    this.#options.writer.probe(() => this.#confirm(analysisId));
  }

  closed(handshake: boolean): void {
    if (handshake) for (const analysisId of [...this.#unconfirmed]) this.#confirm(analysisId);
    this.#unconfirmed.clear();
  }

  #confirm(analysisId: string): void {
    if (!this.#unconfirmed.delete(analysisId)) return;
    const { log, sessionId, logger } = this.#options;
    log.markDelivered(sessionId, analysisId).catch((error: unknown) => logger.warn({ err: error, analysis_id: analysisId }, 'the delivery could not be noted'));
  }
}
