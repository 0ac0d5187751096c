import type { ServiceStatus } from '@groundwire/protocol';
import type { Clock } from './base/clock.js';
import { createModel } from './models/create-model.js';
import { createExtractiveWriter } from './models/extractive-writer.js';
import { findLocalModels, type FoundServer, type LocalSearch, type LocalServer } from './models/find-local-model.js';
import { createModelOpinion } from './models/model-opinion.js';
import { createModelQueryPlanner } from './models/model-query-planner.js';
import { createModelWriter } from './models/model-writer.js';
import type { QueryPlanner } from './models/query-planner.js';
import type { SecondOpinion } from './models/second-opinion.js';
import { type ModelOverride, type ModelSelection, type ModelSettings, selectForRequest, selectModel } from './models/select-model.js';
import { unlistedModel } from './models/unlisted-model.js';
import type { Writer } from './models/writer.js';

/** Who writes, for the server as a whole and for each question. Part of the wiring. */
export interface ModelChoice {
  /** Resolves once it is known whether a local server answers; at once where the settings say who writes. Never rejects. */
  readonly known: Promise<void>;
  /** As far as is known now. */
  selection(): ModelSelection;
  /** Throws a `GroundwireError` that names the missing setting when the wish can't be met. */
  require(wish: ModelOverride): void;
  writerFor(wish: ModelOverride): Promise<Writer>;
  /** Whether nobody chose who writes: a server that was found on this machine is used because it is there. */
  isUnchosen(wish: ModelOverride): boolean;
  /** Null where no model writes. */
  plannerFor(wish: ModelOverride): QueryPlanner | null;
  /** What the model says of claims; null where no model writes. */
  opinionFor(wish: ModelOverride): SecondOpinion | null;
  check(signal: AbortSignal): Promise<{ status: ServiceStatus; detail?: string } | void>;
  /** A setting that came to nothing, as a sentence for the operator; null where none did. */
  notice(): string | null;
}

/** Names of models come from requests: no more than this are kept. */
const MOST_KEPT = 100;

/** Looks for local servers at once where the settings leave it open who writes; nobody waits for that but the first question. */
export function createModelChoice(settings: ModelSettings, { clock, servers }: { clock: Clock; servers: readonly LocalServer[] }): ModelChoice {
  const configured = selectModel(settings);
  const isOpen = configured.provider === 'extractive' && configured.chosenBy !== 'MODEL';
  const wanted = settings.MODEL?.trim() === '' ? undefined : settings.MODEL?.trim();
  let search: LocalSearch = { found: [], silent: [] };
  let current = settings;
  const known = isOpen && servers.length > 0 ? findLocalModels(servers, { clock, wanted }).then((answered) => void ((search = answered), (current = withLocal(settings, answered.found)))) : Promise.resolve();

  const serverOf = (selection: ModelSelection) => search.found.find(({ baseUrl }) => selection.provider === 'openai-compatible' && selection.baseUrl === baseUrl);
  const isFound = (selection: ModelSelection) => selection.chosenBy === 'MODEL_BASE_URL' && serverOf(selection) !== undefined;
  const named = (selection: ModelSelection): ModelSelection => (isFound(selection) ? { ...selection, chosenBy: `${serverOf(selection)?.name ?? ''}, found on its usual port` } : selection);
  const selectionFor = (wish: ModelOverride) => named(selectForRequest(current, wish));
  const extractive = createExtractiveWriter();
  const writers = new Map<string, { writer: Writer; planner: QueryPlanner; opinion: SecondOpinion }>();
  const made = (selection: ModelSelection) => {
    if (selection.provider === 'extractive') return { writer: extractive, planner: null, opinion: null };
    const key = `${selection.provider} ${selection.model}`;
    const kept = writers.get(key);
    if (kept !== undefined) return kept;
    const model = createModel(selection, { clock });
    const fresh = { writer: createModelWriter(model), planner: createModelQueryPlanner(model), opinion: createModelOpinion(model) };
    if (writers.size < MOST_KEPT) writers.set(key, fresh);
    return fresh;
  };
  return {
    known,
    selection: () => named(selectModel(current)),
    require: (wish) => void selectionFor(wish),
    writerFor: async (wish) => {
      await known;
      return made(selectionFor(wish)).writer;
    },
    isUnchosen: (wish) => wanted === undefined && isFound(selectForRequest(current, wish)),
    plannerFor: (wish) => made(selectionFor(wish)).planner,
    opinionFor: (wish) => made(selectionFor(wish)).opinion,
    check: async (signal) => {
      await known;
      const selection = selectModel(current);
      if (selection.provider === 'extractive') return { status: 'not_configured', detail: 'No language model: answers are extracted from the sources' };
      const listed = await createModel(selection, { clock }).check(signal);
      const { host } = new URL(selection.baseUrl);
      const unlisted = listed === null ? null : unlistedModel(selection.model, host, listed);
      return unlisted === null ? { status: 'healthy', detail: `${selection.model} at ${host}` } : { status: 'degraded', detail: unlisted };
    },
    notice: () => (isOpen && wanted !== undefined && current === settings ? modelWithoutPlace(wanted, search) : null),
  };
}

function withLocal(settings: ModelSettings, found: readonly FoundServer[]): ModelSettings {
  const server = found.find(({ model }) => model !== null);
  return server === undefined ? settings : { ...settings, MODEL_BASE_URL: server.baseUrl, MODEL: server.model ?? undefined };
}

function modelWithoutPlace(wanted: string, { found, silent }: LocalSearch): string {
  const mend = 'set MODEL_BASE_URL, OPENAI_API_KEY or ANTHROPIC_API_KEY too. Until then answers are extracted without a model';
  if (found.length === 0 && silent.length > 0) return `MODEL has no effect, because nothing says where that model is, and what is on the usual port of ${silent.map(({ name }) => name).join(' and ')} gave no answer in time: restart once it answers, or ${mend}`;
  if (found.length === 0) return `MODEL has no effect, because nothing says where that model is, and no Ollama, llama.cpp or LM Studio answers on its usual port: ${mend}`;
  return `MODEL has no effect, because no server on this machine has "${wanted}": ${found.map(({ name, models }) => `${name} has ${models.slice(0, 5).join(', ') || 'none'}`).join('; ')}. Name one of these, or ${mend}`;
}
