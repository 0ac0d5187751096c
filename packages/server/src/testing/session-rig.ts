import type { StreamAnalysis } from '../analysis/analysis-params.js';
import { type Logger, silentLogger } from '../base/logger.js';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import type { SessionLog } from '../session-log/session-log.js';
import { createSessions, type SessionLimits } from '../session/sessions-service.js';
import type { Sessions, StartRequest } from '../session/sessions.js';
import type { AnalysisStore } from '../store/analysis-store.js';
import { createMemoryAnalysisStore } from '../store/memory-analysis-store.js';
import { FakeClock, settle } from './fake-clock.js';
import { ScriptedEngine } from './scripted-engine.js';
import { SocketPair } from './socket-pair.js';

export interface SessionRigOptions {
  script?: ConstructorParameters<typeof ScriptedEngine>[0];
  streamAnalysis?: StreamAnalysis;
  log?: (clock: FakeClock) => SessionLog;
  store?: AnalysisStore;
  limits?: Partial<SessionLimits>;
  logger?: Logger;
}

/** Sessions with everything around them in the test's hand: the clock, the engine, the sockets. */
export class SessionRig {
  readonly clock = new FakeClock();
  readonly engine: ScriptedEngine;
  readonly log: SessionLog;
  readonly store: AnalysisStore;
  readonly sessions: Sessions;

  constructor(options: SessionRigOptions = {}) {
    this.engine = new ScriptedEngine(options.script ?? null);
    this.log = options.log?.(this.clock) ?? new MemorySessionLog(this.clock);
    this.store = options.store ?? createMemoryAnalysisStore();
    const streamAnalysis = options.streamAnalysis ?? this.engine.streamAnalysis;
    this.sessions = createSessions({ log: this.log, store: this.store, streamAnalysis, clock: this.clock, logger: options.logger ?? silentLogger, wordPaceMs: 15, limits: options.limits });
  }

  /** A new socket on the session. */
  open(sessionId = 's', options: { flowing?: boolean } = {}): SocketPair {
    const socket = new SocketPair(options);
    this.sessions.attach(sessionId, socket);
    return socket;
  }

  /** Starts an analysis and gives its id. */
  async start(request: Partial<StartRequest> = {}): Promise<string> {
    const { analysis_id } = await this.sessions.start({ session_id: 's', query: 'Why?', parameters: {}, paced: true, ...request });
    await settle();
    return analysis_id;
  }
}
