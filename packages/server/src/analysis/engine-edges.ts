import type { AnalysisParameters } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { JudgeCredibility } from '../credibility/judge-credibility.js';
import type { Writer } from '../models/writer.js';
import type { SourceProvider } from '../sources/source-provider.js';

/** All that the engine knows of the outside: interfaces only. `compose.ts` hands it the real things, a test hands it fakes. */
export interface EngineEdges {
  providers: SourceProvider[];
  /** Who writes this answer. Throws a `GroundwireError` when the parameters name a model that is not configured. */
  writerFor(parameters: AnalysisParameters): Writer;
  /** How credible each cited source is. */
  judgeCredibility: JudgeCredibility;
  clock: Clock;
  logger: Logger;
  /** Where browsers reach this server, without a trailing slash. A function, because the port may be known only after listening. */
  publicUrl(): string;
}
