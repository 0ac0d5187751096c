import { fileURLToPath } from 'node:url';
import type { AnalysisParameters } from '@groundwire/protocol';
import type { FastifyInstance } from 'fastify';
import { createStreamAnalysis } from './analysis/stream-analysis.js';
import type { StreamAnalysis } from './analysis/analysis-params.js';
import { createApp } from './app.js';
import { type Clock, systemClock } from './base/clock.js';
import { GroundwireError } from './base/errors.js';
import { createLogger, type Logger } from './base/logger.js';
import type { Config } from './config.js';
import { dataFiles } from './data-folder.js';
import { createModelFallback } from './model-fallback.js';
import { createExtractiveWriter } from './models/extractive-writer.js';
import { createModelChoice, type ModelChoice } from './model-choice.js';
import { type LocalServer, USUAL_SERVERS } from './models/find-local-model.js';
import { type EmbeddingChoice, openEmbeddings } from './embedding-choice.js';
import { openCredibility } from './credibility-lists.js';
import { indexOwnDocuments, onceIndexed, ownDocumentPaths } from './own-documents.js';
import { openPageReader } from './page-reading.js';
import { MIGRATIONS as PAGE_MIGRATIONS } from './reading/page-cache.js';
import type { Lookup } from './reading/guarded-connector.js';
import type { PageReader } from './reading/page-reader.js';
import { searchHealth } from './search-health.js';
import { effortOf, missingProviders, searchServices } from './search-services.js';
import type { SessionLog } from './session-log/session-log.js';
import { SqliteSessionLog } from './session-log/sqlite-session-log.js';
import { createSessions } from './session/sessions-service.js';
import type { Sessions } from './session/sessions.js';
import { createLibrary } from './sources/library/create-library.js';
import { MIGRATIONS as LIBRARY_MIGRATIONS } from './sources/library/library-schema.js';
import type { Library } from './sources/library/library.js';
import { createUploadFolder } from './sources/library/upload-folder.js';
import type { SourceProvider } from './sources/source-provider.js';
import type { AnalysisStore } from './store/analysis-store.js';
import { addressOf } from './server-address.js';
import { keepHistoryFor } from './store/history-retention.js';
import { createSqliteAnalysisStore } from './store/sqlite-analysis-store.js';
import { openSqliteData, type SqliteData } from './store/sqlite-data.js';
import { describeDatabaseError, refuseNewer } from './store/sqlite-database.js';
import { createHealthProbe, type HealthCheck } from './transport/health-probe.js';
import { openSupportOpinion, type SupportOpinion } from './support-opinion.js';
import { VERSION } from './version.js';

/** Stand-ins for parts that would otherwise be made from the settings: for tests, evaluation and embedding. */
export interface ComposeOverrides {
  clock?: Clock | undefined;
  logger?: Logger | undefined;
  library?: Library | undefined;
  store?: AnalysisStore | undefined;
  log?: SessionLog | undefined;
  streamAnalysis?: StreamAnalysis | undefined;
  /** Services to search the web with. */
  searchProviders?: SourceProvider[] | undefined;
  reader?: PageReader | undefined;
  /** The name service that pages are read with. */
  lookup?: Lookup | undefined;
  /** Where model servers of this machine are looked for when nothing says who writes. */
  localModels?: readonly LocalServer[] | undefined;
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
  model: ModelChoice;
  /** The services that search the web, by name. */
  searchServices: string[];
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
  refuseNewerFiles(files);
  const model = createModelChoice(config.model, { clock, servers: overrides.localModels ?? USUAL_SERVERS });
  const { store, log, closeRecords } = openRecords(config, files, { clock, logger }, overrides);
  const library = overrides.library ?? createLibrary({ file: files.library, logger });
  const stopping = new AbortController();
  const ownDocumentsIndexed = indexOwnDocuments(library, overrides.ownDocuments ?? ownDocumentPaths(), stopping.signal, logger);
  const services = overrides.searchProviders ?? searchServices(config, { clock, logger });
  const reader = overrides.reader ?? openPageReader(config, files.pages, { clock, logger, lookup: overrides.lookup });
  const support = openSupportOpinion(config, { model, logger });
  const embedding = openEmbeddings(config, { clock });
  const publicUrl = () => config.publicUrl ?? addressOf(app, config);
  const fallback = createModelFallback();
  const writerFor = async (parameters: AnalysisParameters) => {
    const writer = await model.writerFor(parameters);
    return model.isUnchosen(parameters) ? fallback.guarded(writer, createExtractiveWriter(), parameters) : writer;
  };
  const streamAnalysis = overrides.streamAnalysis ?? fallback.telling(createStreamAnalysis({ providers: [onceIndexed(library, ownDocumentsIndexed), ...services], missingProviders: missingProviders(config, services), effort: effortOf(config), reader, writerFor, plannerFor: model.plannerFor, embeddings: embedding.embeddings, secondOpinionFor: support.secondOpinionFor, secondOpinionMs: config.support.waitMs, judgeCredibility: openCredibility(config.credibilityFile), clock, logger, publicUrl }));
  const sessions = createSessions({ log, store, streamAnalysis, clock, logger, wordPaceMs: config.streamWordMs, limits: { deadlineMs: config.analysisDeadlineMs, orphanMs: config.orphanMs, drainMs: config.drainMs } });

  const app: FastifyInstance = createApp({
    sessions,
    store,
    log,
    library,
    uploads: createUploadFolder(files.uploads),
    pages: reader,
    clock,
    logger,
    version: VERSION,
    llmProvider: () => model.selection().provider,
    requireModel: model.require,
    health: createHealthProbe({ ...healthChecks({ store, library, log, model, support, embedding }), known: { search: () => searchHealth(services) }, clock, version: VERSION }),
    webRoot: overrides.webRoot === undefined ? fileURLToPath(new URL('../../web/dist', import.meta.url)) : overrides.webRoot,
    origins: { corsOrigins: config.corsOrigins, publicUrl: config.publicUrl, listenHost: config.host },
    trustProxy: config.trustProxy,
  });

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
    await reader.close();
    await closeRecords();
  };
  return { app, library, sessions, store, logger, model, searchServices: services.map(({ name }) => name), publicUrl, ownDocumentsIndexed, close: () => (closed ??= close()) };
}

/** Before any of them is changed. History says so itself, but the library opens its file in a thread of its own, when it is first asked. */
function refuseNewerFiles(files: Record<'library' | 'pages', string>): void {
  for (const [file, migrations, name] of [[files.library, LIBRARY_MIGRATIONS, 'The library'], [files.pages, PAGE_MIGRATIONS, 'The cache of pages']] as const) {
    try {
      refuseNewer(file, migrations);
    } catch (thrown) {
      throw new GroundwireError('LIBRARY_UNAVAILABLE', describeDatabaseError(thrown, `${name} ${file}`) ?? String(thrown), { cause: thrown });
    }
  }
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

interface CheckedServices {
  store: AnalysisStore;
  library: Library;
  log: SessionLog;
  model: ModelChoice;
  support: SupportOpinion;
  embedding: EmbeddingChoice;
}

function healthChecks({ store, library, log, model, support, embedding }: CheckedServices): Record<'near' | 'checks', Record<string, HealthCheck>> {
  return {
    near: {
      database: async () => void (await store.list({ limit: 1, offset: 0 })),
      library: () => library.check(),
      session_log: () => log.check(),
    },
    checks: {
      model: model.check,
      ...(embedding.check === null ? {} : { embedding_model: embedding.check }),
      ...(support.check === null ? {} : { support_model: support.check }),
    },
  };
}
