import type { ServiceStatus } from '@groundwire/protocol';
import type { Clock } from './base/clock.js';
import { GroundwireError } from './base/errors.js';
import type { Config } from './config.js';
import type { Embeddings } from './models/embeddings.js';
import { createOpenaiEmbeddings } from './models/openai-embeddings.js';
import { rememberEmbeddings } from './models/remember-embeddings.js';

/** Who orders passages by meaning, for the server as a whole. Part of the wiring. */
export interface EmbeddingChoice {
  embeddings: Embeddings | null;
  /** Null where no model is configured. */
  check: ((signal: AbortSignal) => Promise<{ status: ServiceStatus; detail?: string } | void>) | null;
}

/** Connects to nothing. A model that can't be had costs no answer, so `/health` calls that degraded. */
export function openEmbeddings({ embeddings: settings }: Pick<Config, 'embeddings'>, { clock }: { clock: Clock }): EmbeddingChoice {
  if (settings === null) return { embeddings: null, check: null };
  const embeddings = rememberEmbeddings(createOpenaiEmbeddings({ ...settings, clock }));
  const check = (signal: AbortSignal) =>
    embeddings.check(signal).catch((thrown: unknown) => {
      if (!(thrown instanceof GroundwireError)) throw thrown;
      return { status: 'degraded' as const, detail: thrown.message };
    });
  return { embeddings, check };
}
