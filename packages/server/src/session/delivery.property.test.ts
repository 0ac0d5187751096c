import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { settle } from '../testing/fake-clock.js';
import { SessionRig } from '../testing/session-rig.js';
import type { SocketPair } from '../testing/socket-pair.js';

type Step =
  | { do: 'start' }
  | { do: 'token' | 'complete' | 'fail' | 'cancel'; analysis: number }
  | { do: 'open'; flowing: boolean }
  | { do: 'leave' | 'reset' | 'stall' | 'flow'; socket: number }
  | { do: 'flush'; socket: number; count: number }
  | { do: 'wait'; ms: number }
  | { do: 'settle' };

const small = fc.nat(9);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'start' }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('token' as const), analysis: small }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('complete' as const, 'fail' as const, 'cancel' as const), analysis: small }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const), flowing: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'reset' as const, 'stall' as const, 'flow' as const), socket: small }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('flush' as const), socket: small, count: fc.integer({ min: 1, max: 20 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(50, 2_000, 59_000) }) },
  { weight: 6, arbitrary: fc.constant<Step>({ do: 'settle' }) },
);

/** A quarter of what may be queued, so that a few tokens fill a socket. */
const CONTENT = 'x'.repeat(60_000);

interface Opened {
  pair: SocketPair;
  gone: boolean;
  /** Analyses that ran when it opened or began later. */
  owed: Set<string>;
}

class World {
  readonly rig = new SessionRig({ limits: { analysesPerSession: 3 } });
  readonly sockets: Opened[] = [];
  readonly begun: string[] = [];
  readonly open = new Set<string>();

  async take(each: Step): Promise<void> {
    switch (each.do) {
      case 'start':
        return this.#start();
      case 'open':
        this.sockets.push({ pair: this.rig.open('s', each), gone: false, owed: new Set(this.open) });
        return;
      case 'wait':
        return this.rig.clock.advance(each.ms);
      case 'settle':
        return settle();
      case 'token':
      case 'complete':
      case 'fail':
      case 'cancel':
        return this.#play(each.do, each.analysis);
      default:
        return this.#pull(each);
    }
  }

  async #start(): Promise<void> {
    const id = `a${this.begun.length}`;
    const started = await this.rig.sessions.start({ session_id: 's', query: 'Why?', parameters: {}, paced: true, analysis_id: id }).catch(() => null);
    if (started === null) return;
    this.begun.push(id);
    this.open.add(id);
    for (const socket of this.sockets) if (!socket.gone) socket.owed.add(id);
    this.rig.engine.callFor(id).started();
  }

  #play(what: 'token' | 'complete' | 'fail' | 'cancel', which: number): void {
    const running = [...this.open];
    const id = running[which % running.length];
    if (id === undefined) return;
    if (what === 'token') return void this.rig.engine.callFor(id).tokens(CONTENT);
    this.open.delete(id);
    if (what === 'cancel') return void this.rig.sessions.cancel(id);
    if (what === 'fail') this.rig.engine.callFor(id).fail('LLM_UNAVAILABLE');
    else this.rig.engine.callFor(id).complete();
  }

  #pull(each: Extract<Step, { socket: number }>): void {
    const socket = this.sockets[each.socket % this.sockets.length];
    if (socket === undefined) return;
    if (each.do === 'flush') return socket.pair.flush(each.count);
    if (each.do === 'stall' || each.do === 'flow') return void (socket.pair.flowing = each.do === 'flow');
    socket.gone = true;
    socket.pair[each.do]();
  }

  /** Ends everything that runs and reads all that is left on the sockets that are still there. */
  async finish(): Promise<void> {
    for (const id of this.open) this.rig.engine.callFor(id).complete();
    for (const { pair } of this.sockets) pair.flowing = true;
    await this.rig.clock.advance(5_000);
  }
}

/** The analyses in a socket's frames, in order; fails where two mix, an index is missing or comes twice, or something follows an end. */
function analysesOf(pair: SocketPair): Array<{ id: string; ended: boolean }> {
  const analyses: Array<{ id: string; ended: boolean; next: number }> = [];
  for (const frame of pair.frames('token', 'complete', 'analysis_error')) {
    let current = analyses.at(-1);
    if (current?.id !== frame.analysis_id) {
      expect(current?.ended ?? true, 'an analysis begins before the one before has ended').toBe(true);
      expect(analyses.map((each) => each.id), 'an analysis comes a second time').not.toContain(frame.analysis_id);
      current = { id: frame.analysis_id ?? 'null', ended: false, next: 0 };
      analyses.push(current);
    }
    expect(current?.ended, 'something follows the end of an analysis').toBe(false);
    if (frame.type === 'token') expect(frame.index).toBe((current as { next: number }).next++);
    else (current as { ended: boolean }).ended = true;
  }
  return analyses;
}

describe('what base sockets get, whatever happens in whatever order', () => {
  it('is, for each analysis, contiguous tokens from 0 and then exactly one end; and all of what they are owed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 80 }), async (steps) => {
        const world = new World();
        for (const each of steps) await world.take(each);
        await world.finish();
        const bySeq = new Map<number, unknown>();
        for (const { pair, gone, owed } of world.sockets) {
          const analyses = analysesOf(pair);
          const order = analyses.map(({ id }) => world.begun.indexOf(id));
          expect(order, 'in the order of their start').toEqual([...order].sort((a, b) => a - b));
          for (const frame of pair.frames('token', 'complete', 'analysis_error')) {
            if (!bySeq.has(frame.seq ?? 0)) bySeq.set(frame.seq ?? 0, frame);
            expect(frame, 'the same seq is the same frame everywhere').toEqual(bySeq.get(frame.seq ?? 0));
          }
          if (gone || pair.closedByServer !== null || pair.terminated) continue;
          expect(analyses.every(({ ended }) => ended)).toBe(true);
          expect(analyses.map(({ id }) => id)).toEqual(expect.arrayContaining([...owed]));
        }
        expect(world.rig.sessions.counts().analyses).toBe(0);
      }),
      { numRuns: 150 },
    );
  }, 60_000);
});
