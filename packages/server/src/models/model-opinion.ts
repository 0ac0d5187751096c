import { randomBytes } from 'node:crypto';
import type { LanguageModel } from './language-model.js';
import { ModelFailure } from './model-failure.js';
import { opinionPrompt, readOpinions } from './opinion-prompt.js';
import type { Opinion, OpinionPair, SecondOpinion } from './second-opinion.js';

/** Pairs of one call. */
const MOST_PAIRS = 10;
const TOKENS_PER_PAIR = 12;
/** Longer than any reply that is asked for; a model that goes on is stopped. In UTF-16 units. */
const MAX_REPLY = 2_000;

/** A second opinion of a language model, in calls of a few pairs side by side. */
export function createModelOpinion(model: LanguageModel): SecondOpinion {
  const ask = async (pairs: readonly OpinionPair[], signal: AbortSignal): Promise<Array<Opinion | null>> => {
    let reply = '';
    for await (const part of model.stream({ messages: opinionPrompt(pairs, randomBytes(8).toString('hex')), max_output_tokens: 50 + TOKENS_PER_PAIR * pairs.length, temperature: 0 }, signal)) {
      if (part.type === 'text') reply += part.text;
      if (reply.length > MAX_REPLY) break;
    }
    const opinions = readOpinions(reply, pairs.length);
    if (opinions === null) throw new ModelFailure('LLM_BAD_RESPONSE', `The model "${model.model}" gave no verdicts that can be read`);
    return opinions;
  };
  return {
    name: `the language model “${model.model}”`,
    async judge(pairs, signal) {
      const calls: Array<Promise<Array<Opinion | null>>> = [];
      for (let at = 0; at < pairs.length; at += MOST_PAIRS) calls.push(ask(pairs.slice(at, at + MOST_PAIRS), signal));
      return (await Promise.all(calls)).flat();
    },
  };
}
