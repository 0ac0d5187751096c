import type { AnalysisParameters } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import type { Logger } from '../base/logger.js';
import type { JudgeCredibility } from '../credibility/judge-credibility.js';
import type { QueryPlanner } from '../models/query-planner.js';
import type { SecondOpinion } from '../models/second-opinion.js';
import type { Writer } from '../models/writer.js';
import type { PageReader } from '../reading/page-reader.js';
import type { SourceProvider } from '../sources/source-provider.js';
import type { EffortOverrides } from './effort.js';

/** All that the engine knows of the outside: interfaces only. `compose.ts` hands it the real things, a test hands it fakes. */
export interface EngineEdges {
  providers: SourceProvider[];
  /** Search services that there could be, by name, and what would have to be set for them. */
  missingProviders?: ReadonlyMap<string, string> | undefined;
  /** Reads pages; without it only what providers hold themselves is used. */
  reader?: PageReader | undefined;
  /** Who writes this answer. Throws a `GroundwireError` when the parameters name a model that is not configured. */
  writerFor(parameters: AnalysisParameters): Writer | Promise<Writer>;
  /** Who thinks about what to search for; null where no model writes this answer. */
  plannerFor?(parameters: AnalysisParameters): QueryPlanner | null;
  /** Who judges claims once more when the text is written; null where nobody does. Absent: nobody ever does. */
  secondOpinionFor?(parameters: AnalysisParameters): SecondOpinion | null;
  /** How long that may take, in milliseconds. */
  secondOpinionMs?: number | undefined;
  /** What an answer may take on itself, where it is not what `effort.ts` says. */
  effort?: EffortOverrides | undefined;
  /** How credible each cited source is. */
  judgeCredibility: JudgeCredibility;
  clock: Clock;
  logger: Logger;
  /** Where browsers reach this server, without a trailing slash. A function, because the port may be known only after listening. */
  publicUrl(): string;
}
