import { type Command, decodeCommand } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import { GroundwireError, toGroundwireError } from '../base/errors.js';
import type { Logger } from '../base/logger.js';
import { FloodGuard } from './flood-guard.js';
import type { Refusal } from './refusals.js';
import { CLIENT_MESSAGES_PER_SECOND, CLOSE_FLOOD } from './session-limits.js';
import type { StartedAnalysis, StartRequest } from './sessions.js';
import type { Cursor } from './socket-wish.js';
import type { SocketWriter } from './socket-writer.js';

/** What a client may make its session do. */
export interface SessionCommands {
  start(request: StartRequest): Promise<StartedAnalysis>;
  /** Only analyses of this session can be cancelled, wherever they run; one that has ended is left as it is. Rejects with `ANALYSIS_NOT_FOUND`. */
  cancelOwn(sessionId: string, analysisId: string): Promise<void>;
}

export interface ClientMessagesOptions {
  sessionId: string;
  commands: SessionCommands;
  writer: SocketWriter;
  clock: Clock;
  logger: Logger;
  refusal: Refusal;
  /** A `query` named an analysis that was started before. */
  onRepeated: (analysisId: string, ref: string | undefined) => void;
  /** A `resume` came. False where this socket has no cursor. */
  onResume: (cursor: Cursor) => boolean;
}

/**
 * Reads what the client of one socket says. What it refuses it answers, in the words of the socket's protocol; the socket
 * stays open unless the client floods it.
 *
 * A JSON `ping` counts as life and is not answered, because base clients know no JSON `pong` from a server; the bare text
 * `ping` is answered with the bare text `pong`, as the API did before.
 */
export class ClientMessages {
  readonly #options: ClientMessagesOptions;
  readonly #guard: FloodGuard;

  constructor(options: ClientMessagesOptions) {
    this.#options = options;
    this.#guard = new FloodGuard(options.clock.now());
  }

  /** Never throws. */
  receive(text: string): void {
    const { writer, clock } = this.#options;
    if (!writer.open) return;
    const verdict = this.#guard.judge(clock.now());
    if (verdict === 'accept') this.#understand(text);
    else if (verdict === 'close') writer.close(CLOSE_FLOOD, 'Too many messages');
    else if (verdict === 'refuse') this.#refuse(new GroundwireError('RATE_LIMITED', `At most ${CLIENT_MESSAGES_PER_SECOND} messages a second are read; what was beyond was ignored`, { retryAfter: 1 }));
  }

  #understand(text: string): void {
    const decoded = decodeCommand(text);
    if (decoded.ok) this.#obey(decoded.command);
    else this.#refuse(new GroundwireError('INVALID_REQUEST', decoded.message), decoded.ref);
  }

  #obey(command: Command | { type: 'text_ping' }): void {
    const { writer, commands, sessionId } = this.#options;
    switch (command.type) {
      case 'text_ping':
        return writer.sendNow('pong');
      case 'ping':
      case 'pong':
        return;
      case 'query':
        void this.#start({ session_id: sessionId, query: command.query, parameters: command.parameters ?? {}, client_request_id: command.client_request_id, paced: true });
        return;
      case 'cancel':
        commands.cancelOwn(sessionId, command.analysis_id).catch((error: unknown) => this.#refuse(toGroundwireError(error)));
        return;
      case 'resume':
        if (!this.#options.onResume({ epoch: command.epoch, since_seq: command.since_seq })) this.#refuse(noCursor());
    }
  }

  async #start(request: StartRequest): Promise<void> {
    const { commands, logger, onRepeated } = this.#options;
    try {
      const started = await commands.start(request);
      if (started.repeated) onRepeated(started.analysis_id, request.client_request_id);
    } catch (error) {
      if (!(error instanceof GroundwireError)) logger.error({ err: error, session_id: request.session_id }, 'an analysis could not be started');
      this.#refuse(toGroundwireError(error), request.client_request_id);
    }
  }

  #refuse(error: GroundwireError, ref?: string): void {
    this.#options.writer.sendNow(this.#options.refusal(error, ref));
  }
}

function noCursor(): GroundwireError {
  return new GroundwireError('INVALID_REQUEST', 'This socket has no cursor, so it can\'t resume. Open /ws/{session_id}?v=2');
}
