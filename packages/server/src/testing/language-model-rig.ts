import type { Clock } from '../base/clock.js';
import { createAnthropicModel } from '../models/anthropic-model.js';
import type { LanguageModel, ModelPart, ModelRequest } from '../models/language-model.js';
import type { ModelOptions } from '../models/model-endpoint.js';
import { createOpenaiCompatibleModel } from '../models/openai-compatible-model.js';
import type { ScriptedAnswer } from './scripted-model-script.js';

/** What tests of language models share: one request, one scripted answer to it, both wire formats, and what came of a call. */

export const MODEL_REQUEST: ModelRequest = {
  messages: [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Where is the tide?' },
  ],
  max_output_tokens: 64,
  temperature: 0,
};
export const PIECES = ['The ', 'tide is ', 'hoog – 高い 🌊', ' [1].'];
export const TEXT = PIECES.join('');
export const KEY = 'local-key-1';

export function scriptedAnswer(options: Partial<ScriptedAnswer> = {}): ScriptedAnswer {
  return { kind: 'answer', chunks: PIECES, ...options };
}

/** A wire format: how to make its model for a scripted server, where it posts, and the variable of its key. */
export interface WireFormat {
  make(serverUrl: string, options?: Partial<ModelOptions>): LanguageModel;
  path: string;
  keyVariable: string;
}

export const WIRE_FORMATS: Array<[string, WireFormat]> = [
  [
    'an OpenAI-compatible model',
    {
      make: (url, options) => createOpenaiCompatibleModel({ baseUrl: `${url}/v1`, apiKey: KEY, model: 'scripted', ...options }),
      path: '/v1/chat/completions',
      keyVariable: 'MODEL_API_KEY',
    },
  ],
  [
    'an Anthropic model',
    {
      make: (url, options) => createAnthropicModel({ baseUrl: url, apiKey: KEY, model: 'scripted', ...options }),
      path: '/v1/messages',
      keyVariable: 'ANTHROPIC_API_KEY',
    },
  ],
];

export interface CallOutcome {
  parts: ModelPart[];
  text: string;
  /** What was thrown, or undefined. */
  error: unknown;
}

/** Reads a stream to its end, whichever that is. */
export async function callModel(model: LanguageModel, signal: AbortSignal = new AbortController().signal): Promise<CallOutcome> {
  const parts: ModelPart[] = [];
  let error: unknown;
  try {
    for await (const part of model.stream(MODEL_REQUEST, signal)) parts.push(part);
  } catch (thrown) {
    error = thrown;
  }
  return { parts, text: textOfParts(parts), error };
}

export function textOfParts(parts: ModelPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

/** Short waits pass at once, and are written down; long ones (the limits of a call) never pass. */
export class HurriedClock implements Clock {
  readonly waits: number[] = [];

  now(): number {
    return Date.parse('2025-09-28T12:00:00Z');
  }

  after(ms: number, callback: () => void): () => void {
    if (ms > 5_000) return () => undefined;
    this.waits.push(ms);
    const timer = setImmediate(callback);
    return () => clearImmediate(timer);
  }
}
