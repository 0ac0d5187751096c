import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { LinkedAbort } from './linked-abort.js';

describe('LinkedAbort', () => {
  it('aborts with the first of those that it follows, for its reason', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const linked = new LinkedAbort(first.signal, second.signal);
    second.abort('enough');
    first.abort('too late');
    expect([linked.signal.aborted, linked.signal.reason]).toEqual([true, 'enough']);
  });

  it('aborts by itself and leaves the others alone', () => {
    const outer = new AbortController();
    const linked = new LinkedAbort(outer.signal);
    linked.abort('late');
    expect([linked.signal.reason, outer.signal.aborted]).toEqual(['late', false]);
  });

  it('is aborted from the start where one of the others is', () => {
    const outer = new AbortController();
    const linked = new LinkedAbort(outer.signal, AbortSignal.abort('over'));
    expect(linked.signal.reason).toBe('over');
    expect(getEventListeners(outer.signal, 'abort')).toHaveLength(0);
  });

  it.each([
    ['released', (linked: LinkedAbort) => linked.release()],
    ['aborted', (linked: LinkedAbort) => linked.abort('late')],
  ])('leaves nothing behind at a signal that lives on, once it is %s', (_what, end) => {
    const outer = new AbortController();
    const linked = new LinkedAbort(outer.signal);
    expect(getEventListeners(outer.signal, 'abort')).toHaveLength(1);
    end(linked);
    expect(getEventListeners(outer.signal, 'abort')).toHaveLength(0);
  });
});
