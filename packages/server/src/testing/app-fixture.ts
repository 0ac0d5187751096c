import type { Answer } from '@groundwire/protocol';
import type { FastifyInstance } from 'fastify';
import { type AppOptions, createApp } from '../app.js';
import { GroundwireError } from '../base/errors.js';
import { silentLogger } from '../base/logger.js';
import type { ReadPage } from '../reading/page-reader.js';
import { MemorySessionLog } from '../session-log/memory-session-log.js';
import type { SessionLog } from '../session-log/session-log.js';
import { createSessions } from '../session/sessions-service.js';
import type { Sessions } from '../session/sessions.js';
import type { LibraryDocumentText } from '../sources/library/library.js';
import type { AnalysisStore } from '../store/analysis-store.js';
import { createMemoryAnalysisStore } from '../store/memory-analysis-store.js';
import { createHealthProbe } from '../transport/health-probe.js';
import { FakeClock } from './fake-clock.js';
import { type ScriptedCall, ScriptedEngine } from './scripted-engine.js';

/** All routes over real sessions, a memory store and an engine that the test scripts. Nothing listens. */
export interface AppFixture {
  app: FastifyInstance;
  clock: FakeClock;
  engine: ScriptedEngine;
  sessions: Sessions;
  store: AnalysisStore;
  log: SessionLog;
  documents: Map<string, LibraryDocumentText>;
  pages: Map<string, ReadPage>;
  /** Waits until an analysis has ended. */
  finished(analysisId: string): Promise<Answer>;
  close(): Promise<void>;
}

export function createAppFixture(script: ((call: ScriptedCall) => void) | null = null, overrides: Partial<AppOptions> = {}): AppFixture {
  const clock = new FakeClock();
  const engine = new ScriptedEngine(script);
  const store = createMemoryAnalysisStore();
  const log = new MemorySessionLog(clock);
  const sessions = createSessions({ log, store, streamAnalysis: engine.streamAnalysis, clock, logger: silentLogger, wordPaceMs: 0 });
  const documents = new Map<string, LibraryDocumentText>();
  const pages = new Map<string, ReadPage>();
  const app = createApp({
    sessions,
    store,
    log,
    library: {
      document: async (id) => documents.get(id) ?? null,
      list: async () => ({ documents: [...documents.values()], total: documents.size }),
      find: async () => [],
      collections: async () => [],
      remove: async ({ documentIds = [] }) => documentIds.filter((id) => documents.delete(id)).length,
      addPaths: async () => ({ added: 0, updated: 0, unchanged: 0, removed: 0, failed: [], ignored: {} }),
    },
    uploads: { save: async (_collection, name) => name, forget: async () => undefined, naming: async () => (path) => path },
    pages: { document: async (id) => pages.get(id) ?? null },
    clock,
    logger: silentLogger,
    version: '9.9.9',
    llmProvider: () => 'extractive',
    requireModel: ({ llm_provider }) => {
      if (llm_provider === 'anthropic') throw new GroundwireError('INVALID_REQUEST', 'llm_provider "anthropic" needs ANTHROPIC_API_KEY to be set');
    },
    health: createHealthProbe({ checks: {}, clock, version: '9.9.9' }),
    webRoot: null,
    origins: { corsOrigins: ['http://localhost:3000'], publicUrl: 'https://answers.example.org', listenHost: '127.0.0.1' },
    trustProxy: false,
    ...overrides,
  });
  const close = async () => {
    const ended = sessions.close();
    // A scripted engine need not heed its abort signal: the sessions give it some seconds.
    await clock.advance(10_000);
    await ended;
    await app.close();
    await store.close();
  };
  return { app, clock, engine, sessions, store, log, documents, pages, finished: (id) => sessions.finished(id), close };
}
