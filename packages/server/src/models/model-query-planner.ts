import type { LanguageModel } from './language-model.js';
import { ModelFailure } from './model-failure.js';
import { lengthInWords } from '../ranking/words.js';
import { planPrompt, readPlan } from './plan-prompt.js';
import type { QueryPlanner } from './query-planner.js';

/** Longer than any plan that is asked for; a model that goes on is stopped. In UTF-16 units. */
const MAX_REPLY = 4_000;

/** A planner that asks a language model: one short call, whose reply is read strictly. */
export function createModelQueryPlanner(model: LanguageModel): QueryPlanner {
  return {
    async plan(request, signal) {
      let reply = '';
      let outputTokens: number | null = null;
      for await (const part of model.stream({ messages: planPrompt(request), max_output_tokens: request.maxOutputTokens, temperature: 0 }, signal)) {
        if (part.type === 'text') reply += part.text;
        else if (part.type === 'usage') outputTokens = part.output_tokens;
        if (reply.length > MAX_REPLY) break;
      }
      const items = readPlan(reply);
      if (items === null) throw new ModelFailure('LLM_BAD_RESPONSE', `The model "${model.model}" planned no queries that can be read`);
      return { items: items.slice(0, request.most), leftOut: items.slice(request.most), outputTokens: outputTokens ?? lengthInWords(reply) };
    },
  };
}
