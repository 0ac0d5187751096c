import type { HealthResponse } from '@groundwire/protocol';
import type { Clock } from '../base/clock.js';
import type { PageReader } from '../reading/page-reader.js';
import type { SessionLog } from '../session-log/session-log.js';
import type { Sessions } from '../session/sessions.js';
import type { Library } from '../sources/library/library.js';
import type { UploadFolder } from '../sources/library/upload-folder.js';
import type { AnalysisStore } from '../store/analysis-store.js';

/*
 * The transport: one file a route. It owns how requests are read, what they are answered and who may ask. It must not decide
 * anything about answers, and knows no concrete store, model or source: routes get all they use from this context. Called by
 * `app.ts`.
 */

/** A model that a request asks for, by provider, name or both. */
export interface ModelWish {
  llm_provider?: string | null | undefined;
  model?: string | null | undefined;
}

/** All that routes may use. Handed in by `compose.ts`; tests hand in fakes. */
export interface RouteContext {
  sessions: Sessions;
  store: AnalysisStore;
  log: SessionLog;
  library: Pick<Library, 'document' | 'list' | 'find' | 'collections' | 'remove' | 'addPaths'>;
  /** Where uploaded files are kept. */
  uploads: UploadFolder;
  /** Pages of the web that were read. */
  pages: Pick<PageReader, 'document'>;
  clock: Clock;
  version: string;
  /** What `/config` shows, for example `openai` or `extractive`. */
  llmProvider(): string;
  /** Throws a `GroundwireError` that names the missing variable when the wish can't be met. */
  requireModel(wish: ModelWish): void;
  health(): Promise<HealthResponse>;
  /** Folder with the built web page, or null when it was not built. */
  webRoot: string | null;
}

/** How long an analysis is expected to take. */
const USUAL_DURATION_MS = 20_000;

/** When an analysis that starts now is expected to be done, ISO 8601. */
export function estimatedCompletion(clock: Clock): string {
  return new Date(clock.now() + USUAL_DURATION_MS).toISOString();
}
