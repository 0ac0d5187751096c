import { describe, expect, it } from 'vitest';
import { type LinkEvent, type LinkState, nextLinkState } from './link-state.js';

const STATES: LinkState[] = ['idle', 'opening', 'catching_up', 'live', 'waiting', 'over'];
const EVENTS: LinkEvent[] = ['start', 'established', 'resuming', 'caught_up', 'lost', 'refused', 'due', 'stop'];

const after = (...events: LinkEvent[]) => events.reduce<LinkState>(nextLinkState, 'idle');

describe('the state of a connection', () => {
  it('is known after every event in every state', () => {
    for (const state of STATES) for (const event of EVENTS) expect(STATES).toContain(nextLinkState(state, event));
  });

  it('goes live at once in the beginning, and over catching up after a break', () => {
    expect(after('start', 'established')).toBe('live');
    expect(after('start', 'established', 'lost')).toBe('waiting');
    expect(after('start', 'established', 'lost', 'due', 'resuming')).toBe('catching_up');
    expect(after('start', 'established', 'lost', 'due', 'resuming', 'caught_up')).toBe('live');
  });

  it('ends in idle when it is stopped, wherever it stands', () => {
    for (const state of STATES) expect(nextLinkState(state, 'stop')).toBe('idle');
  });

  it('leaves idle and over by a start alone', () => {
    for (const state of ['idle', 'over'] as const) {
      const leaving = EVENTS.filter((event) => event !== 'stop' && nextLinkState(state, event) !== state);
      expect(leaving).toEqual(['start']);
    }
  });
});
