import type { CompleteBody, ErrorCode, Frame, LoggedBody } from '@groundwire/protocol';
import { GroundwireError } from '../base/errors.js';
import { type Logger, silentLogger } from '../base/logger.js';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import type { AnalysisStart, Lease, SessionLog } from '../session-log/session-log.js';
import { Attachment } from '../session/attachment.js';
import type { SessionCommands } from '../session/client-messages.js';
import type { SocketWish } from '../session/socket-wish.js';
import { UnloggedEnds } from '../session/unlogged-ends.js';
import { FakeClock, settle } from './fake-clock.js';
import { sampleCompleteBody } from './sample-bodies.js';
import { SocketPair } from './socket-pair.js';

export interface LogRigOptions {
  log?: (clock: FakeClock) => SessionLog;
  commands?: Partial<SessionCommands>;
  logger?: Logger;
}

export const SAMPLE_START: AnalysisStart = { query: 'Why?', parameters: {}, history: [], paced: false, created_at: '2025-09-28T12:00:00.000Z' };

/** Sockets on a session log, and nobody else: the test itself writes the frames, as any owner of analyses would. */
export class LogRig {
  readonly clock = new FakeClock();
  readonly log: SessionLog;
  readonly attachments = new Set<Attachment>();
  readonly #options: LogRigOptions;
  readonly #leases = new Map<string, Lease>();
  readonly #texts = new Map<string, string[]>();

  constructor(options: LogRigOptions = {}) {
    this.#options = options;
    this.log = options.log?.(this.clock) ?? new MemorySessionLog(this.clock);
  }

  open(sessionId = 's', wish?: SocketWish, options: { flowing?: boolean } = {}): SocketPair {
    const socket = new SocketPair(options);
    this.attach(socket, sessionId, wish);
    return socket;
  }

  attach(socket: SocketPair, sessionId: string, wish?: SocketWish): Attachment {
    const { logger = silentLogger, commands = {} } = this.#options;
    const onClosed = (closed: Attachment) => void this.attachments.delete(closed);
    const attachment = new Attachment({ sessionId, socket, wish, log: this.log, unlogged: new UnloggedEnds(), commands: { ...NO_COMMANDS, ...commands }, clock: this.clock, logger, onClosed });
    this.attachments.add(attachment);
    return attachment;
  }

  /** Begins an analysis and appends its `started` frame. */
  async begin(analysisId: string, sessionId = 's', start: Partial<AnalysisStart> = {}): Promise<void> {
    const begun = await this.log.begin(sessionId, analysisId, { ...SAMPLE_START, ...start });
    if ('repeated' in begun) throw new Error(`${analysisId} repeats ${begun.repeated}`);
    this.#leases.set(analysisId, begun.lease);
    this.#texts.set(analysisId, []);
    await this.append(analysisId, { type: 'started', analysis_id: analysisId, query: 'Why?' });
  }

  async append(analysisId: string, ...bodies: LoggedBody[]): Promise<Frame[]> {
    const frames = await this.log.append(this.lease(analysisId), bodies);
    await settle();
    return frames;
  }

  /** Tokens with the indexes that are due, in one append. */
  async tokens(analysisId: string, ...contents: string[]): Promise<void> {
    const said = this.#texts.get(analysisId) ?? [];
    const bodies = contents.map((content, position): LoggedBody => ({ type: 'token', content, index: said.length + position, analysis_id: analysisId }));
    said.push(...contents);
    await this.append(analysisId, ...bodies);
  }

  async complete(analysisId: string, overrides: Partial<CompleteBody> = {}): Promise<void> {
    await this.append(analysisId, { ...sampleCompleteBody(analysisId, (this.#texts.get(analysisId) ?? []).join('')), ...overrides });
  }

  async fail(analysisId: string, code: ErrorCode = 'CANCELLED'): Promise<void> {
    await this.append(analysisId, { type: 'analysis_error', analysis_id: analysisId, error: { code, message: 'scripted', recoverable: false }, timestamp: '2025-09-28T12:00:00.000Z' });
  }

  /** A whole answer. */
  async answer(analysisId: string, ...contents: string[]): Promise<void> {
    await this.begin(analysisId);
    await this.tokens(analysisId, ...contents);
    await this.complete(analysisId);
  }

  lease(analysisId: string): Lease {
    const lease = this.#leases.get(analysisId);
    if (lease === undefined) throw new Error(`${analysisId} did not begin here`);
    return lease;
  }
}

const NO_COMMANDS: SessionCommands = {
  start: () => Promise.reject(new GroundwireError('OVERLOADED', 'Nothing starts here')),
  cancelOwn: () => Promise.reject(new GroundwireError('ANALYSIS_NOT_FOUND', 'Nothing runs here')),
};
