import type { Clock } from '../base/clock.js';
import { createAnthropicModel } from './anthropic-model.js';
import type { LanguageModel } from './language-model.js';
import { createOpenaiCompatibleModel } from './openai-compatible-model.js';
import type { RemoteSelection } from './select-model.js';

/** The language model that a selection names. Makes no connection. */
export function createModel(selection: RemoteSelection, options: { headersTimeoutMs?: number; stallTimeoutMs?: number; clock?: Clock } = {}): LanguageModel {
  const { baseUrl, apiKey, model, continuation } = selection;
  if (selection.provider === 'anthropic') return createAnthropicModel({ ...options, baseUrl, apiKey, model });
  return createOpenaiCompatibleModel({ ...options, baseUrl, apiKey, model, continuation }, selection.provider === 'openai');
}
