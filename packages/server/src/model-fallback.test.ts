import { describe, expect, it } from 'vitest';
import { isReadyIterator } from './base/ready-iterator.js';
import { createModelFallback } from './model-fallback.js';
import type { Writer, WriterPart, WriteRequest } from './models/writer.js';
import { ScriptedParts } from './testing/scripted-parts.js';

const REQUEST: WriteRequest = { question: 'Why?', sources: [], passages: [], history: [], max_words: 50, today: '2025-09-28' };
const never = new AbortController().signal;

function guarded(parts: ScriptedParts): Writer {
  const instead: Writer = { name: 'extractive', delivery: 'whole', async *write() { yield { type: 'text', text: 'Extracted.' }; } };
  return createModelFallback().guarded({ name: 'found', delivery: 'stream', write: () => parts }, instead, {});
}

async function textsOf(parts: AsyncIterable<WriterPart>): Promise<string[]> {
  const texts: string[] = [];
  for await (const part of parts) if (part.type === 'text') texts.push(part.text);
  return texts;
}

describe('a model server that nobody chose', () => {
  it('gives what has come at once, so that its bursts can be joined', () => {
    const parts = new ScriptedParts();
    const written = guarded(parts).write(REQUEST, never);
    parts.say('a', 'b');
    expect(isReadyIterator(written) && [written.ready(), written.ready(), written.ready()]).toEqual([{ type: 'text', text: 'a' }, { type: 'text', text: 'b' }, undefined]);
  });

  it('is replaced where it fails before its first word, and not behind that', async () => {
    const failing = new ScriptedParts();
    failing.end(new Error('500'));
    const writer = guarded(failing);
    expect(await textsOf(writer.write(REQUEST, never))).toEqual(['Extracted.']);
    expect(writer.name).toBe('extractive');

    const cut = new ScriptedParts();
    cut.say('Half');
    cut.end(new Error('cut'));
    const kept = guarded(cut);
    await expect(textsOf(kept.write(REQUEST, never))).rejects.toThrow('cut');
    expect(kept.name).toBe('found');
  });

  it('is not replaced once the question was called off', async () => {
    const failing = new ScriptedParts();
    failing.end(new Error('aborted'));
    await expect(textsOf(guarded(failing).write(REQUEST, AbortSignal.abort(new Error('cancelled'))))).rejects.toThrow('aborted');
  });
});
