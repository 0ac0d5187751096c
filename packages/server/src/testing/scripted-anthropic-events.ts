import type { ScriptedAnswer } from './scripted-model-script.js';
import type { WireEvents } from './scripted-model-answer.js';

const STOP_REASONS = { stop: 'end_turn', length: 'max_tokens', content_filter: 'refusal' } as const;

/** One answer in the events of Anthropic's Messages API. `finish: null` leaves out `message_delta`. */
export function anthropicEvents(script: ScriptedAnswer): WireEvents {
  const usage = script.usage === undefined ? { input: 10, output: script.chunks.length } : script.usage;
  const finish = script.finish === undefined ? 'stop' : script.finish;
  const thinks = (script.reasoning ?? []).length > 0;
  const index = thinks ? 1 : 0;
  const message = { id: 'msg_scripted', type: 'message', role: 'assistant', model: 'scripted', content: [], stop_reason: null, stop_sequence: null };
  const inputUsage = usage === null ? {} : { usage: { input_tokens: usage.input, output_tokens: 1 } };
  const outputUsage = usage === null ? {} : { usage: { output_tokens: usage.output } };
  return {
    opening: [
      event('message_start', { message: { ...message, ...inputUsage } }),
      event('ping', {}),
      ...(thinks ? thinkingBlock(script.reasoning ?? []) : []),
      event('content_block_start', { index, content_block: { type: 'text', text: '' } }),
    ],
    piece: (text) => [event('content_block_delta', { index, delta: { type: 'text_delta', text } })],
    closing: [
      event('content_block_stop', { index }),
      ...(finish === null ? [] : [event('message_delta', { delta: { stop_reason: STOP_REASONS[finish], stop_sequence: null }, ...outputUsage })]),
    ],
    ending: [event('message_stop', {})],
    error: (error) => [event('error', { error: { type: error.type, message: error.message } })],
    malformed: ['event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{"type":"text_de'],
  };
}

function thinkingBlock(thoughts: string[]): string[] {
  return [
    event('content_block_start', { index: 0, content_block: { type: 'thinking', thinking: '' } }),
    ...thoughts.map((thinking) => event('content_block_delta', { index: 0, delta: { type: 'thinking_delta', thinking } })),
    event('content_block_stop', { index: 0 }),
  ];
}

function event(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}`;
}
