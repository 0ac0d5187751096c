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
  /** Who it is and whether it can be had; null where none is wanted. */
  check: ((signal: AbortSignal) => Promise<{ status: ServiceStatus; detail?: string } | void>) | null;
}

/** An entailment model is loaded at once, beside everything else; until it is there, and where it can't be had, answers do without. Never throws. */
export function openSupportOpinion({ support: { opinion } }: Pick<Config, 'support'>, { model, logger, open = openEntailmentOpinion }: { model: ModelChoice; logger: Logger; open?: (folder: string) => Promise<SecondOpinion> }): SupportOpinion {
  if (opinion === 'off') return { secondOpinionFor: () => null, check: null };
  if (opinion === 'llm') {
    const check = async (signal: AbortSignal) => {
      const name = model.opinionFor({})?.name;
      if (name === undefined) return { status: 'not_configured' as const, detail: 'SUPPORT_MODEL=llm has no effect, because no language model is configured' };
      const found = await model.check(signal);
      return found === undefined || found.status === 'healthy' ? { status: 'healthy' as const, detail: givesOpinion(name) } : found;
    };
    return { secondOpinionFor: (wish) => model.opinionFor(wish), check };
  }
  let opened: SecondOpinion | null = null;
  const loading = open(opinion.folder).then(
    (loaded) => {
      opened = loaded;
      logger.info(givesOpinion(loaded.name));
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
    return failure === null ? { status: 'healthy' as const, detail: givesOpinion(opened?.name ?? '') } : { status: 'degraded' as const, detail: failure };
  };
  return { secondOpinionFor: () => opened, check };
}

function givesOpinion(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} gives a second opinion on claims`;
}

/** What is wrong with a support model, as a sentence that names the mend. */
export function failureWords(thrown: unknown): string {
  return thrown instanceof SupportModelFailure ? thrown.message : 'The model of SUPPORT_MODEL could not be loaded; the log of the server says why';
}
