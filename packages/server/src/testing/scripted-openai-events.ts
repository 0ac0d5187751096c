import type { ScriptedAnswer } from './scripted-model-script.js';
import type { WireEvents } from './scripted-model-answer.js';

/** One answer in the chunks of OpenAI's chat completions. Usage is sent only to a caller that asked for it. */
export function openaiEvents(script: ScriptedAnswer, body: unknown): WireEvents {
  const request = (body ?? {}) as { model?: unknown; stream_options?: { include_usage?: unknown } };
  const head = { id: 'chatcmpl-scripted', object: 'chat.completion.chunk', created: 1_760_000_000, model: request.model ?? 'scripted', system_fingerprint: 'fp_scripted' };
  const chunk = (delta: object, finish_reason: string | null): string => data({ ...head, choices: [{ index: 0, delta, logprobs: null, finish_reason }] });
  const usage = script.usage === undefined ? { input: 10, output: script.chunks.length } : script.usage;
  const counts = usage === null ? null : { prompt_tokens: usage.input, completion_tokens: usage.output, total_tokens: usage.input + usage.output };
  const finish = script.finish === undefined ? 'stop' : script.finish;
  const wantsUsage = request.stream_options?.include_usage === true && counts !== null;
  return {
    opening: [chunk({ role: 'assistant', content: '' }, null), ...(script.reasoning ?? []).map((text) => chunk({ reasoning_content: text, content: null }, null))],
    piece: (text) => [chunk({ content: text }, null)],
    closing: finish === null ? [] : [chunk({}, finish)],
    ending: [...(wantsUsage ? [data({ ...head, choices: [], usage: counts })] : []), 'data: [DONE]'],
    error: (error) => [data({ error: { param: null, code: null, ...error } })],
    malformed: [`data: {"id":"chatcmpl-scripted","choices":[{"delta":{"content":"half`],
  };
}

function data(value: unknown): string {
  return `data: ${JSON.stringify(value)}`;
}
