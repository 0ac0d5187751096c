import type { ServiceStatus } from '@groundwire/protocol';
import type { Logger } from './base/logger.js';
import type { Config } from './config.js';
import type { ModelChoice } from './model-choice.js';
import { SupportModelFailure } from './models/entailment-library.js';
import { openEntailmentOpinion } from './models/entailment-opinion.js';
import type { SecondOpinion } from './models/second-opinion.js';
import type { ModelOverride } from './models/select-model.js';

/** Who gives a second opinion on claims, for the server as a whole. Part of the wiring. */
export interface SupportOpinion {
  secondOpinionFor(wish: ModelOverride): SecondOpinion | null;
  /** Null where none is wanted. */
  check: (() => Promise<{ status: ServiceStatus; detail?: string } | void>) | null;
}

/** An entailment model is loaded at once, beside everything else; until it is there, and where it can't be had, answers do without. Never throws. */
export function openSupportOpinion({ support: { opinion } }: Pick<Config, 'support'>, { model, logger, open = openEntailmentOpinion }: { model: ModelChoice; logger: Logger; open?: (folder: string) => Promise<SecondOpinion> }): SupportOpinion {
  if (opinion === 'off') return { secondOpinionFor: () => null, check: null };
  if (opinion === 'llm') {
    const check = async () => (model.selection().provider === 'extractive' ? { status: 'not_configured' as const, detail: 'SUPPORT_MODEL=llm has no effect, because no language model is configured' } : undefined);
    return { secondOpinionFor: (wish) => model.opinionFor(wish), check };
  }
  let opened: SecondOpinion | null = null;
  const loading = open(opinion.folder).then(
    (loaded) => {
      opened = loaded;
      logger.info(`${loaded.name} gives a second opinion on claims`);
      return null;
    },
    (thrown: unknown) => {
      const words = failureWords(thrown);
      logger.warn({ err: thrown }, `${words}. Until then claims are checked by words alone`);
      return words;
    },
  );
  const check = async () => {
    const failure = await loading;
    return failure === null ? undefined : { status: 'degraded' as const, detail: failure };
  };
  return { secondOpinionFor: () => opened, check };
}

/** What is wrong with a support model, as a sentence that names the mend. */
export function failureWords(thrown: unknown): string {
  return thrown instanceof SupportModelFailure ? thrown.message : 'The model of SUPPORT_MODEL could not be loaded; the log of the server says why';
}
