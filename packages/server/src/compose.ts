import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { createStreamAnalysis } from './analysis/stream-analysis.js';
import type { StreamAnalysis } from './analysis/analysis-params.js';
import { createApp } from './app.js';
import { type Clock, systemClock } from './base/clock.js';
import { createLogger, type Logger } from './base/logger.js';
import type { Config } from './config.js';
import { dataFiles } from './data-folder.js';
import { createModel } from './models/create-model.js';
import { createExtractiveWriter } from './models/extractive-writer.js';
import { createModelWriter } from './models/model-writer.js';
import { type ModelOverride, type ModelSelection, selectForRequest, selectModel } from './models/select-model.js';
import type { Writer } from './models/writer.js';
import { openCredibility } from './credibility-lists.js';
import { indexOwnDocuments, ownDocumentPaths } from './own-documents.js';
import type { SessionLog } from './session-log/session-log.js';
import { SqliteSessionLog } from './session-log/sqlite-session-log.js';
import { createSessions } from './session/sessions-service.js';
import type { Sessions } from './session/sessions.js';
import { createLibrary } from './sources/library/create-library.js';
import type { Library } from './sources/library/library.js';
import type { AnalysisStore } from './store/analysis-store.js';
import { addressOf } from './server-address.js';
import { keepHistoryFor } from './store/history-retention.js';
import { createSqliteAnalysisStore } from './store/sqlite-analysis-store.js';
import { openSqliteData, type SqliteData } from './store/sqlite-data.js';
import { createHealthProbe, type HealthCheck } from './transport/health-probe.js';
import { VERSION } from './version.js';

/** Stand-ins for parts that would otherwise be made from the settings: for tests, evaluation and embedding. */
export interface ComposeOverrides {
  clock?: Clock | undefined;
  logger?: Logger | undefined;
  library?: Library | undefined;
  store?: AnalysisStore | undefined;
  log?: SessionLog | undefined;
  streamAnalysis?: StreamAnalysis | undefined;
  /** Folder of the built page; null for none. */
  webRoot?: string | null | undefined;
  /** Files that an empty library starts with. */
  ownDocuments?: string[] | undefined;
}

/** Time for the last answers to go out before connections are cut. */
const LAST_ANSWERS_MS = 500;

/** A whole server, not listening. `close` lets analyses end or hands them over, then ends the sockets, then the stores; it may be called twice. */
export interface Composition {
  app: FastifyInstance;
  library: Library;
  sessions: Sessions;
  store: AnalysisStore;
  logger: Logger;
  model: ModelSelection;
  /** Where browsers reach the server; the port is right once it listens. */
  publicUrl(): string;
  /** Resolves once an empty library holds the own documentation; never rejects. */
  ownDocumentsIndexed: Promise<void>;
  close(): Promise<void>;
}

/**
 * Puts the server together: the only file that knows which class stands behind which interface. It opens the data files (the
 * folder must be there) and starts nothing but the indexing of the own documentation. Called by `main.ts`, the command line and tests.
 */
export function compose(config: Config, overrides: ComposeOverrides = {}): Composition {
  const clock = overrides.clock ?? systemClock;
  const logger = overrides.logger ?? createLogger({ level: config.logLevel, format: config.logFormat });
  const files = dataFiles(config.dataDir);
  const model = selectModel(config.model);
  const { store, log, closeRecords } = openRecords(config, files, { clock, logger }, overrides);
  const library = overrides.library ?? createLibrary({ file: files.library, logger });
  const publicUrl = () => config.publicUrl ?? addressOf(app, config);
  const streamAnalysis = overrides.streamAnalysis ?? createStreamAnalysis({ providers: [library], writerFor: createWriterChoice(config, clock), judgeCredibility: openCredibility(config.credibilityFile), clock, logger, publicUrl });
  const sessions = createSessions({ log, store, streamAnalysis, clock, logger, wordPaceMs: config.streamWordMs, limits: { deadlineMs: config.analysisDeadlineMs, orphanMs: config.orphanMs, drainMs: config.drainMs } });

  const app: FastifyInstance = createApp({
    sessions,
    store,
    log,
    library,
    clock,
    logger,
    version: VERSION,
    llmProvider: model.provider,
    requireModel: (wish) => void selectForRequest(config.model, wish),
    health: createHealthProbe({ checks: healthChecks({ store, library, log, model, clock }), clock, version: VERSION }),
    webRoot: overrides.webRoot === undefined ? fileURLToPath(new URL('../../web/dist', import.meta.url)) : overrides.webRoot,
    origins: { corsOrigins: config.corsOrigins, publicUrl: config.publicUrl, listenHost: config.host },
    trustProxy: config.trustProxy,
  });

  const stopping = new AbortController();
  const ownDocumentsIndexed = indexOwnDocuments(library, overrides.ownDocuments ?? ownDocumentPaths(), stopping.signal, logger);
  let closed: Promise<void> | null = null;
  const close = async () => {
    stopping.abort();
    await sessions.close();
    const closing = app.close();
    // Requests that waited for an analysis get their answer in this time. A browser opens connections ahead of need; they
    // would keep the server open until their time-out.
    const stopWaiting = clock.after(LAST_ANSWERS_MS, () => app.server.closeAllConnections());
    await closing;
    stopWaiting();
    await ownDocumentsIndexed;
    await library.close();
    await closeRecords();
  };
  return { app, library, sessions, store, logger, model, publicUrl, ownDocumentsIndexed, close: () => (closed ??= close()) };
}

interface Records {
  store: AnalysisStore;
  log: SessionLog;
  closeRecords(): Promise<void>;
}

/** History and session log, in one file, so that an end is one step in both. What is overridden is its owner's to open; it is closed here. */
function openRecords(config: Config, files: ReturnType<typeof dataFiles>, { clock, logger }: { clock: Clock; logger: Logger }, overrides: ComposeOverrides): Records {
  const data = overrides.store !== undefined && overrides.log !== undefined ? null : openSqliteData({ file: files.data, earlierHistory: files.analyses, clock, logger });
  const store = overrides.store ?? createSqliteAnalysisStore({ data: data as SqliteData });
  const log = overrides.log ?? new SqliteSessionLog({ data: data as SqliteData, clock, logger, ...(config.retentionMs === null ? {} : { retentionMs: config.retentionMs }) });
  const stopRetention = config.retentionMs === null ? async () => {} : keepHistoryFor(config.retentionMs, { store, clock, logger });
  const closeRecords = async () => {
    await stopRetention();
    await log.close();
    await store.close();
    data?.close();
  };
  return { store, log, closeRecords };
}

/** Who writes: decided anew for each analysis, because a request may ask for another model. Writers are kept, one for each model. */
function createWriterChoice(config: Config, clock: Clock): (wish: ModelOverride) => Writer {
  const extractive = createExtractiveWriter();
  const writers = new Map<string, Writer>();
  return (wish) => {
    const selection = selectForRequest(config.model, wish);
    if (selection.provider === 'extractive') return extractive;
    const key = `${selection.provider} ${selection.model}`;
    const writer = writers.get(key) ?? createModelWriter(createModel(selection, { clock }));
    // Names come from requests: keep the map small.
    if (writers.size < 100) writers.set(key, writer);
    return writer;
  };
}

interface CheckedServices {
  store: AnalysisStore;
  library: Library;
  log: SessionLog;
  model: ModelSelection;
  clock: Clock;
}

function healthChecks({ store, library, log, model, clock }: CheckedServices): Record<string, HealthCheck> {
  const languageModel = model.provider === 'extractive' ? null : createModel(model, { clock });
  return {
    database: async () => void (await store.list({ limit: 1, offset: 0 })),
    search: async () => ({ status: 'not_configured', detail: 'This version searches the library only, not the web' }),
    model: async (signal) => (languageModel === null ? { status: 'not_configured', detail: 'No language model: answers are extracted from the sources' } : languageModel.check(signal)),
    library: () => library.check(),
    session_log: async () => void (await log.analyses('health')),
  };
}
