import { type ModelSettings, selectModel } from './select-model.js';

/**
 * Sentences for the operator about model settings that are set but do nothing, each naming what is missing. Pure. Follows
 * `selectModel`, so that it can't say another thing than what happens; throws as that does. Whether MODEL alone has an effect is
 * known only once local servers were looked for: `model-choice.ts` says it then.
 */
export function idleModelSettings(settings: ModelSettings): string[] {
  const isSet = (name: keyof ModelSettings): boolean => (settings[name]?.trim() ?? '') !== '';
  const { chosenBy } = selectModel(settings);
  if (chosenBy === 'MODEL') return turnedOff((['MODEL_BASE_URL', 'MODEL_API_KEY', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY'] as const).filter(isSet));
  const notices: string[] = [];
  if (isSet('MODEL_API_KEY') && !isSet('MODEL_BASE_URL')) notices.push('MODEL_API_KEY has no effect without MODEL_BASE_URL, whose key it is: set that too. A key of OpenAI or Anthropic belongs into OPENAI_API_KEY or ANTHROPIC_API_KEY');
  return notices;
}

function turnedOff(names: string[]): string[] {
  return names.length === 0 ? [] : [`${names.join(', ')} ${names.length === 1 ? 'has' : 'have'} no effect, because MODEL turns language models off`];
}
