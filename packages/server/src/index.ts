/** What other packages may use of the server. */
export type { AnalysisContext, AnalysisParams, StreamAnalysis } from './analysis/analysis-params.js';
export type { EngineEdges } from './analysis/engine-edges.js';
export { createStreamAnalysis } from './analysis/stream-analysis.js';
export { type Clock, systemClock } from './base/clock.js';
export { GroundwireError } from './base/errors.js';
export { createLogger, type Logger, silentLogger } from './base/logger.js';
export { compose, type ComposeOverrides, type Composition } from './compose.js';
export { type Config, type Environment, processEnvironment, type ReadConfig, readConfig, type Surroundings } from './config.js';
export { CONFIG_VARIABLES, type ConfigVariable, describeVariables } from './config-variables.js';
export { dataFiles, prepareDataFolder } from './data-folder.js';
export { runServer, type StartedServer, startServer } from './main.js';
export { createExtractiveWriter } from './models/extractive-writer.js';
export type { Writer } from './models/writer.js';
export { createLibrary } from './sources/library/create-library.js';
export type * from './sources/library/library.js';
export type { FoundSource, SearchResult, SourceProvider, SourceQuery, SourceText } from './sources/source-provider.js';
export { StartFailure } from './start-failure.js';
export { VERSION } from './version.js';
