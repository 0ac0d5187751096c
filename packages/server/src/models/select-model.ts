import { parseUrl } from '@groundwire/protocol/parse-url';
import { GroundwireError } from '../base/errors.js';

/** The variables that decide who writes. Blank values count as unset. */
export interface ModelSettings {
  MODEL?: string | undefined;
  MODEL_BASE_URL?: string | undefined;
  MODEL_API_KEY?: string | undefined;
  OPENAI_API_KEY?: string | undefined;
  ANTHROPIC_API_KEY?: string | undefined;
  /** How the server behind MODEL_BASE_URL goes on with an answer that was cut off; `reattach` also speaks of OpenAI. */
  MODEL_CONTINUATION?: 'prefix' | 'prompt' | 'reattach' | 'none' | undefined;
}

/** What one request asks for in place of the configured model. */
export interface ModelOverride {
  llm_provider?: string | null | undefined;
  model?: string | null | undefined;
}

/** Who is to write. `chosenBy` names the variable (or the part of the request) that decided. */
export type ModelSelection =
  | { provider: 'openai' | 'anthropic' | 'openai-compatible'; model: string; baseUrl: string; apiKey: string | undefined; chosenBy: string; continuation?: ModelSettings['MODEL_CONTINUATION'] }
  | { provider: 'extractive'; model: 'extractive'; chosenBy: string };

export type RemoteSelection = Exclude<ModelSelection, { provider: 'extractive' }>;
type RemoteProvider = RemoteSelection['provider'];

export const OPENAI_BASE_URL = 'https://api.openai.com/v1';
export const ANTHROPIC_BASE_URL = 'https://api.anthropic.com';
const DEFAULT_MODELS: Record<RemoteProvider, string> = {
  openai: 'gpt-4o-mini',
  anthropic: 'claude-haiku-4-5',
  // Servers of one model take any name; the others refuse this one with a message that names MODEL.
  'openai-compatible': 'default',
};
const NEEDED: Record<RemoteProvider, 'MODEL_BASE_URL' | 'OPENAI_API_KEY' | 'ANTHROPIC_API_KEY'> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
  'openai-compatible': 'MODEL_BASE_URL',
};
/** The first whose variable is set wins. A local server that answers would come after these. */
const ORDER: RemoteProvider[] = ['openai-compatible', 'openai', 'anthropic'];
const KNOWN_PROVIDERS = 'openai, anthropic, openai-compatible, none';

/** Which model the settings ask for. Pure. Throws `INVALID_REQUEST` when `MODEL_BASE_URL` is no http(s) address. */
export function selectModel(settings: ModelSettings): ModelSelection {
  if (isNone(settings.MODEL)) return extractive('MODEL');
  const provider = configuredProvider(settings);
  return provider === null ? extractive('no model is configured') : remote(provider, settings, undefined, NEEDED[provider]);
}

/**
 * Which model writes one answer. `llm_provider` asks for another provider, `model` for another model of it, `none` or
 * `extractive` for an extracted answer. Throws `INVALID_REQUEST` that names the variable to set when that provider is not
 * configured. `MODEL=none` is the operator's word: then no request reaches a model.
 */
export function selectForRequest(settings: ModelSettings, override: ModelOverride): ModelSelection {
  const model = text(override.model);
  const provider = text(override.llm_provider)?.toLowerCase();
  if (isNone(model) || isNone(provider)) return extractive('the request');
  if (provider === undefined && model === undefined) return selectModel(settings);
  const wanted = provider === undefined ? null : knownProvider(provider);
  if (isNone(settings.MODEL)) throw refusal('This server writes without a language model because MODEL is set to none: leave out "model" and "llm_provider", or have MODEL unset');
  if (model !== undefined && !isModelName(model)) throw refusal('"model" must be a name of at most 200 printable characters');
  const chosen = wanted ?? configuredProvider(settings);
  if (chosen === null) throw refusal(`"model" asks for "${model ?? ''}", but no language model is configured: set MODEL_BASE_URL, OPENAI_API_KEY or ANTHROPIC_API_KEY, or ask for "none"`);
  if (text(settings[NEEDED[chosen]]) === undefined) throw refusal(`llm_provider "${chosen}" needs ${NEEDED[chosen]} to be set in the server's environment`);
  return remote(chosen, settings, model, 'the request');
}

function configuredProvider(settings: ModelSettings): RemoteProvider | null {
  const configured = ORDER.filter((provider) => text(settings[NEEDED[provider]]) !== undefined);
  // With both keys set, a name that only Anthropic has can't be meant for OpenAI.
  const namesClaude = /^claude/i.test(text(settings.MODEL) ?? '');
  if (namesClaude && configured[0] === 'openai' && configured.includes('anthropic')) return 'anthropic';
  return configured[0] ?? null;
}

function remote(provider: RemoteProvider, settings: ModelSettings, model: string | undefined, chosenBy: string): RemoteSelection {
  const configuredModel = configuredProvider(settings) === provider ? text(settings.MODEL) : undefined;
  return {
    provider,
    model: model ?? configuredModel ?? DEFAULT_MODELS[provider],
    baseUrl: baseUrlOf(provider, settings),
    apiKey: apiKeyOf(provider, settings),
    chosenBy,
    ...(appliesTo(provider, settings.MODEL_CONTINUATION) ? { continuation: settings.MODEL_CONTINUATION } : {}),
  };
}

/** OpenAI can be asked in words, which is so anyway, or keep its answers. */
function appliesTo(provider: RemoteProvider, continuation: ModelSettings['MODEL_CONTINUATION']): boolean {
  if (continuation === undefined || provider === 'anthropic') return false;
  return provider === 'openai-compatible' || continuation === 'reattach';
}

function baseUrlOf(provider: RemoteProvider, settings: ModelSettings): string {
  if (provider === 'openai') return OPENAI_BASE_URL;
  if (provider === 'anthropic') return ANTHROPIC_BASE_URL;
  const given = text(settings.MODEL_BASE_URL) ?? '';
  if (!/^https?:\/\//i.test(given) || parseUrl(given) === null) throw refusal('MODEL_BASE_URL must be an http or https address, for example http://localhost:11434/v1');
  return given.replace(/\/+$/, '');
}

function apiKeyOf(provider: RemoteProvider, settings: ModelSettings): string | undefined {
  if (provider === 'openai') return text(settings.OPENAI_API_KEY);
  return text(provider === 'anthropic' ? settings.ANTHROPIC_API_KEY : settings.MODEL_API_KEY);
}

function knownProvider(name: string): RemoteProvider {
  const found = ORDER.find((provider) => provider === name);
  if (found === undefined) throw refusal(`llm_provider is not known here: use one of ${KNOWN_PROVIDERS}`);
  return found;
}

function extractive(chosenBy: string): ModelSelection {
  return { provider: 'extractive', model: 'extractive', chosenBy };
}

function isNone(name: string | null | undefined): boolean {
  return /^(?:none|extractive)$/i.test(name?.trim() ?? '');
}

function isModelName(name: string): boolean {
  return name.length <= 200 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(name);
}

function text(value: string | null | undefined): string | undefined {
  const trimmed = value?.trim();
  return trimmed === undefined || trimmed === '' ? undefined : trimmed;
}

function refusal(message: string): GroundwireError {
  return new GroundwireError('INVALID_REQUEST', message);
}
