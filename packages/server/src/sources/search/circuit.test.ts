import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Circuit, type CircuitEvent, CLOSED, mayAsk, nextCircuit } from './circuit.js';

const after = (events: CircuitEvent[], start: Circuit = CLOSED, now = 0): Circuit => events.reduce((circuit, event) => nextCircuit(circuit, event, now), start);
const failed: CircuitEvent = { type: 'failed' };

describe('the circuit', () => {
  it('[SRCH-5] opens after three failures in a row, for longer every time', () => {
    expect(mayAsk(after([failed, failed]), 0)).toBe(true);
    const open = after([failed, failed, failed]);
    expect(open).toEqual({ state: 'open', until: 30_000, times: 1 });
    expect([mayAsk(open, 29_999), mayAsk(open, 30_000)]).toEqual([false, true]);
    const again = after([{ type: 'asked' }, failed], open, 30_000);
    expect(again).toEqual({ state: 'open', until: 90_000, times: 2 });
    let circuit = again;
    for (let round = 0; round < 10; round += 1) circuit = after([{ type: 'asked' }, failed], circuit, circuit.state === 'open' ? circuit.until : 0);
    expect(circuit.state === 'open' ? circuit.times : 0).toBe(12);
    const late = circuit.state === 'open' ? circuit.until : 0;
    const last = after([{ type: 'asked' }, failed], circuit, late);
    expect(last.state === 'open' ? last.until - late : 0).toBe(600_000);
  });

  it('a success between failures starts the count anew', () => {
    expect(after([failed, failed, { type: 'answered' }, failed, failed]).state).toBe('closed');
  });

  it('[SRCH-5] one request tries whether the service is back; the others wait', () => {
    const trying = after([{ type: 'asked' }], { state: 'open', until: 0, times: 1 });
    expect(mayAsk(trying, 0)).toBe(false);
    expect(after([{ type: 'answered' }], trying)).toEqual(CLOSED);
    expect(mayAsk(after([{ type: 'abandoned' }], trying), 0)).toBe(true);
  });

  it('[SRCH-5] opens at once, for as long as the service says', () => {
    expect(after([{ type: 'closed_its_door', forMs: 90_000 }])).toEqual({ state: 'open', until: 90_000, times: 1 });
    expect(after([{ type: 'closed_its_door', forMs: 1e12 }])).toMatchObject({ until: 900_000 });
    expect(after([{ type: 'closed_its_door', forMs: null }])).toMatchObject({ until: 30_000 });
  });

  it('failures of requests that were under way do not count as further rounds, and never shorten the pause', () => {
    expect(after([failed, { type: 'closed_its_door', forMs: 1 }], { state: 'open', until: 600_000, times: 1 })).toEqual({ state: 'open', until: 600_000, times: 1 });
  });

  it('is asked again some day, whatever happens', () => {
    const event = fc.constantFrom<CircuitEvent>({ type: 'asked' }, { type: 'failed' }, { type: 'abandoned' }, { type: 'closed_its_door', forMs: 5_000 }, { type: 'closed_its_door', forMs: null });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 50 }), (events) => {
        let circuit = CLOSED as Circuit;
        for (const [index, each] of events.entries()) {
          // Nobody asks who may not.
          if (each.type === 'asked' && !mayAsk(circuit, index * 1_000)) continue;
          circuit = nextCircuit(circuit, each, index * 1_000);
        }
        const settled = circuit.state === 'trying' ? nextCircuit(circuit, failed, 50_000) : circuit;
        expect(mayAsk(settled, 50_000 + 900_000)).toBe(true);
      }),
    );
  });
});
