import { describe, expect, it } from 'vitest';
import type { LanguageModel, ModelPart, ModelRequest } from './language-model.js';
import { ModelFailure } from './model-failure.js';
import { createModelWriter } from './model-writer.js';
import type { WriteRequest, WriterPart } from './writer.js';

const WRITE: WriteRequest = {
  question: 'When is high tide?',
  sources: [{ number: 1, title: 'Tides', domain: 'example.org', published_at: null }],
  passages: [{ source_number: 1, passage: { start: 0, end: 28, text: 'High tide comes twice a day.', heading: '', blocks: [] }, score: 1, sentences: [] }],
  history: [],
  max_words: 100,
  today: '2025-09-28',
};

/** A model that says these pieces, and remembers what it was asked. */
function speaking(pieces: Array<string | ModelPart | Error>): LanguageModel & { asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    provider: 'openai-compatible',
    model: 'm-1',
    continuation: 'prompt',
    asked,
    async *stream(request) {
      asked.push(request);
      for (const piece of pieces) {
        if (piece instanceof Error) throw piece;
        yield typeof piece === 'string' ? { type: 'text', text: piece } : piece;
      }
    },
    check: () => Promise.resolve(null),
  };
}

async function written(pieces: Array<string | ModelPart | Error>): Promise<{ parts: WriterPart[]; text: string; kinds: string }> {
  const parts: WriterPart[] = [];
  for await (const part of createModelWriter(speaking(pieces)).write(WRITE, new AbortController().signal)) parts.push(part);
  return { parts, text: parts.map((part) => (part.type === 'text' ? part.text : '')).join(''), kinds: parts.map((part) => part.type).join(' ') };
}

const FINISH: ModelPart = { type: 'finish', reason: 'stop' };

describe('a writer over a language model', () => {
  it('bears the name of the model, and streams', () => {
    const writer = createModelWriter(speaking([]));
    expect(writer.name).toBe('m-1');
    expect(writer.delivery).toBe('stream');
  });

  it('passes on the pieces as they come, and the count of output tokens', async () => {
    const { parts } = await written(['Twice ', 'a day [1].', { type: 'usage', input_tokens: 9, output_tokens: 5 }, FINISH]);
    expect(parts).toEqual([{ type: 'text', text: 'Twice ' }, { type: 'text', text: 'a day [1].' }, { type: 'usage', output_tokens: 5, new_share: 1 }]);
  });

  it('asks with temperature 0, with room for the words, and with another nonce each time', async () => {
    const model = speaking(['Twice.', FINISH]);
    const writer = createModelWriter(model);
    for (let turn = 0; turn < 2; turn++) for await (const part of writer.write(WRITE, new AbortController().signal)) expect(part.type).toBe('text');
    expect(model.asked[0]).toMatchObject({ temperature: 0, max_output_tokens: 1424 });
    const nonces = model.asked.map((request) => /<source-([0-9a-f]{16}) number/.exec(request.messages.at(-1)?.content ?? '')?.[1]);
    expect(nonces[0]).toBeDefined();
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('says no_answer before the explanation, and drops the sentinel wherever it is cut', async () => {
    const text = 'NO_ANSWER\nThe sources speak of waves.';
    for (let at = 1; at < text.length; at++) {
      const outcome = await written([text.slice(0, at), text.slice(at), FINISH]);
      expect(outcome.kinds).toMatch(/^no_answer( text)+$/);
      expect(outcome.text).toBe('The sources speak of waves.');
    }
  });

  it('[NOA-1] says what was looked for and what was found instead where the model said only the sentinel', async () => {
    const { kinds, text } = await written(['NO_', 'ANSWER', FINISH]);
    expect(kinds).toBe('no_answer text');
    expect(text).toBe('The one source that was found does not seem to answer “When is high tide?”. What was found instead, nearest first: “Tides”.');
  });

  it('takes a sentinel behind text without a marker as no answer, and behind a cited answer as a slip', async () => {
    expect((await written(['Nothing about tides.\n', 'NO_ANSWER', FINISH])).kinds).toBe('text no_answer');
    const cited = await written(['Twice a day [', '1].\n', 'NO_ANSWER\n', 'Not when exactly.', FINISH]);
    expect(cited.kinds).not.toContain('no_answer');
    expect(cited.text).toBe('Twice a day [1].\nNot when exactly.');
  });

  it.each([
    'The provided sources do not contain information about tides. They are about waves.',
    'I could find no information on this in the texts.',
    'I cannot answer this question from the given passages.',
    'Die Quellen sagen nichts über Gezeiten.',
    'Las fuentes no mencionan las mareas.',
  ])('[NOA-2] takes a refusal without a marker as no answer: %s', async (refusal) => {
    expect((await written([...refusal.split(/(?<= )/), FINISH])).kinds).toMatch(/^(text )+no_answer$/);
  });

  it.each(['Twice a day. Other sources do not mention it.', 'The moon, not the wind, moves the water.', 'The sources do not mention springs [1].'])('[NOA-2] takes no answer for a refusal: %s', async (answer) => {
    expect((await written([answer, FINISH])).kinds).toBe('text');
  });

  it('shows where the limit of output tokens cut the text', async () => {
    expect((await written(['Twice a', { type: 'finish', reason: 'length' }])).text).toBe('Twice a …');
  });

  it.each([[[FINISH]], [[' \n', FINISH]], [[{ type: 'finish', reason: 'length' } as ModelPart]]])('fails when the model wrote nothing', async (pieces) => {
    await expect(written(pieces)).rejects.toMatchObject({ code: 'LLM_BAD_RESPONSE', message: expect.stringContaining('m-1') as string });
  });

  it('passes on the failure of the model', async () => {
    await expect(written(['Twice', new ModelFailure('LLM_INTERRUPTED', 'cut')])).rejects.toMatchObject({ code: 'LLM_INTERRUPTED' });
  });
});
