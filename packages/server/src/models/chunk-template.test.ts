import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.js';
import type { ModelEndpoint } from './model-endpoint.js';
import { OpenaiReader } from './openai-reader.js';

const endpoint: ModelEndpoint = { provider: 'openai-compatible', baseUrl: new URL('http://127.0.0.1:1/v1'), apiKey: undefined, model: 'm', headersTimeoutMs: 1, stallTimeoutMs: 1, clock: systemClock, urlVariable: 'MODEL_BASE_URL', keyVariable: 'MODEL_API_KEY', modelVariable: 'MODEL' };

type Said = { text: string; finish: string | null; counts: unknown } | { error: string };

/** What a reader that has read `before` makes of the chunk, and what one does that has read nothing. */
function said(reader: OpenaiReader, chunk: string): Said {
  try {
    return { text: reader.read(chunk), finish: reader.finish, counts: reader.counts };
  } catch (thrown) {
    return { error: (thrown as { code: string }).code };
  }
}

/** A reader that has never seen a chunk of this shape, but is past the beginning of a text. */
function fresh(): OpenaiReader {
  const reader = new OpenaiReader(endpoint);
  reader.read('{"choices":[{"delta":{"content":["x",{"text":"x"}]}}]}');
  return reader;
}

const chunkOf = (content: unknown, rest: object = {}) => JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: null }], ...rest });

const content = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('"', '\\', '\\u0041', '\n', '"},"content":"', 'a"b', '\u2028', ' t1', '', ']}'));
const chunk = fc.oneof(
  { weight: 4, arbitrary: content.map((text) => chunkOf(text)) },
  content.map((text) => chunkOf(text, { usage: { prompt_tokens: 1, completion_tokens: 2 } })),
  content.map((text) => chunkOf(text, { error: { message: text } })),
  content.map((text) => JSON.stringify({ note: { content: text }, choices: [{ delta: { content: text, role: 'assistant' }, finish_reason: 'length' }] })),
  content.map((text) => `{"choices":[{"delta":{"content":${JSON.stringify(text)},"content":${JSON.stringify(text)}}}]}`),
  content.map((text) => chunkOf([{ text }])),
  content.map((text) => `{"id":"c","choices":[{"index":0,"delta":{"content":"${text}"},"finish_reason":null}]}`),
  fc.constantFrom('[DONE]', '{', 'null', '{"choices":[]}', chunkOf(null)),
);

describe('a chunk read by the shape of an earlier one', () => {
  it('says what a parser would have said, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(chunk, { maxLength: 12 }), (chunks) => {
        const experienced = fresh();
        for (const each of chunks) {
          const parsed = said(fresh(), each);
          const now = said(experienced, each);
          if ('error' in parsed || 'error' in now) {
            expect(now).toEqual(parsed);
            return;
          }
          expect(now.text).toBe(parsed.text);
          if (parsed.finish !== null && each !== '[DONE]') expect(now.finish).toBe(parsed.finish);
          if (parsed.counts !== null) expect(now.counts).toEqual(parsed.counts);
          if (now.finish !== null) return;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is not taken for one where the text only seems to stand in its place', () => {
    const reader = fresh();
    const decoy = (text: string, shown: string) => `{"note":{"content":"${text}"},"choices":[{"delta":{"content":"${shown}"}}]}`;
    expect(reader.read(decoy('a', 'a'))).toBe('a');
    expect(reader.read(decoy('b', 'a'))).toBe('a');
    expect(reader.read(decoy('b', 'c'))).toBe('c');
  });
});
