import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock, settle } from '../testing/fake-clock.js';
import { ScriptedParts } from '../testing/scripted-parts.js';
import { Beat } from './beat.js';
import { type CoalescedPart, coalesceText } from './coalesce-text.js';

const LONGEST_TOKEN = 40;

/** What comes out, as it does. */
function read(parts: AsyncIterable<CoalescedPart>): { out: CoalescedPart[]; done: Promise<void> } {
  const out: CoalescedPart[] = [];
  const done = (async () => {
    for await (const part of parts) out.push(part);
  })();
  done.catch(() => {});
  return { out, done };
}

const texts = (parts: readonly CoalescedPart[]) => parts.map((part) => (part.type === 'text' ? part.text : part.type));

function busyBeat(clock: FakeClock, streams: number): Beat {
  const beat = new Beat(clock);
  for (let count = 0; count < streams; count += 1) beat.join();
  return beat;
}

describe('[TOK-6] texts of a model', () => {
  it('leave as they come where few answers are streamed, a burst in steps of a few words', async () => {
    const clock = new FakeClock();
    const source = new ScriptedParts();
    const { out } = read(coalesceText(source, new Beat(clock), LONGEST_TOKEN));
    for (const word of ['The', ' gate', ' opened']) {
      source.say(word);
      await settle();
    }
    source.say(...Array.from({ length: 10 }, (_, index) => ` word${index}`));
    await settle();
    expect(texts(out)).toEqual(['The', ' gate', ' opened', ' word0 word1 word2 word3', ' word4 word5 word6 word7', ' word8 word9']);
    expect(clock.pending).toBe(0);
  });

  it('wait for the common beat where many are, but for the first', async () => {
    const clock = new FakeClock();
    const beat = busyBeat(clock, 99);
    const source = new ScriptedParts();
    const { out } = read(coalesceText(source, beat, LONGEST_TOKEN));
    expect(beat.periodMs).toBe(100);
    source.say('The');
    await settle();
    expect(texts(out)).toEqual(['The']);
    for (const word of [' gate', ' opened', ' in']) {
      source.say(word);
      await clock.advance(beat.periodMs / 4);
    }
    expect(texts(out)).toEqual(['The']);
    await clock.advance(beat.periodMs);
    expect(texts(out)).toEqual(['The', ' gate opened in']);
    source.end();
    await clock.advance(beat.periodMs);
  });

  it('leave all that came at a beat, in steps that grow with the answer', async () => {
    const clock = new FakeClock();
    const beat = busyBeat(clock, 50);
    const source = new ScriptedParts();
    const { out } = read(coalesceText(source, beat, LONGEST_TOKEN));
    source.say('The');
    await settle();
    source.say(...Array.from({ length: 200 }, () => ' gates'));
    await clock.advance(beat.periodMs);
    expect(texts(out).join('')).toBe(`The${' gates'.repeat(200)}`);
    expect(out.length).toBeLessThan(25);
    let before = 0;
    for (const { length } of texts(out)) {
      expect(length).toBeLessThanOrEqual(Math.max(24, before / 6) + 6);
      before += length;
    }
  });

  it('stay apart from what is no text and from what a writer had whole', async () => {
    const whole = 'A sentence that came in one piece, which is cut into words later.';
    const source = new ScriptedParts();
    source.say('No', 'thing');
    source.put({ type: 'no_answer' });
    source.say('in', ' it', whole, ' more');
    source.put({ type: 'cut_off' });
    source.end();
    const { out, done } = read(coalesceText(source, new Beat(new FakeClock()), LONGEST_TOKEN));
    await done;
    expect(texts(out)).toEqual(['Nothing', 'no_answer', 'in it', whole, ' more', 'cut_off']);
    expect(out[3]).toEqual({ type: 'text', text: whole });
  });

  it('give a failure behind what came before it, and leave the beat however they end', async () => {
    const beat = new Beat(new FakeClock());
    for (let count = 0; count < 20; count += 1) {
      const failing = new ScriptedParts();
      failing.say('a', 'b');
      failing.end(new Error('cut'));
      const { out, done } = read(coalesceText(failing, beat, LONGEST_TOKEN));
      await expect(done).rejects.toThrow('cut');
      expect(texts(out)).toEqual(['ab']);
      const left = new ScriptedParts();
      left.say('a', 'b');
      for await (const _ of coalesceText(left, beat, LONGEST_TOKEN)) break;
      expect(left.returned).toBe(true);
    }
    expect(beat.periodMs).toBe(0);
  });

  it('say the same, whatever comes when', async () => {
    const step = fc.record({ words: fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 5 }), wait: fc.integer({ min: 0, max: 150 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), fc.integer({ min: 0, max: 300 }), async (steps, streams) => {
        const clock = new FakeClock();
        const source = new ScriptedParts();
        const { out, done } = read(coalesceText(source, busyBeat(clock, streams), LONGEST_TOKEN));
        for (const { words, wait } of steps) {
          source.say(...words);
          await clock.advance(wait);
        }
        source.end();
        await clock.advance(1000);
        await done;
        expect(texts(out).join('')).toBe(steps.flatMap(({ words }) => words).join(''));
        expect(clock.pending).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
