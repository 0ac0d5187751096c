import type { AnalysisProgress, ProgressStep } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.js';
import { ProgressThrottle } from './progress-throttle.js';

function setUp() {
  const clock = new FakeClock(0);
  const sent: Array<{ at: number; frame: AnalysisProgress }> = [];
  const throttle = new ProgressThrottle(clock, (frame) => sent.push({ at: clock.now(), frame }));
  return { clock, sent, throttle };
}

function progress(step: ProgressStep, completion_percentage: number, analysis_id = 'a'): AnalysisProgress {
  return { type: 'analysis_progress', analysis_id, step, progress: { completion_percentage, current_step: step }, timestamp: 't' };
}

const STEPS: ProgressStep[] = ['planning', 'searching', 'reading', 'ranking', 'writing', 'checking'];

describe('ProgressThrottle', () => {
  it('shows the steps of a quick analysis at once', () => {
    const { sent, throttle } = setUp();
    for (const step of STEPS) throttle.offer(progress(step, 1));
    expect(sent.map(({ at, frame }) => [at, frame.step])).toEqual(STEPS.map((step) => [0, step]));
  });

  it('never sends more than ten within any second, whatever is offered', async () => {
    const { clock, sent, throttle } = setUp();
    for (let time = 0; time < 5_000; time += 7) {
      throttle.offer(progress(STEPS[time % 6]!, time % 100, `a${time % 4}`));
      await clock.advance(7);
    }
    for (const { at } of sent) expect(sent.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(10);
    expect(sent.length).toBeGreaterThan(40);
  });

  it('lets the newest frame of a step win, and does not lose the last one', async () => {
    const { clock, sent, throttle } = setUp();
    for (let percent = 0; percent < 50; percent += 1) throttle.offer(progress('reading', percent));
    await clock.advance(200);
    expect(sent.map(({ frame }) => frame.progress.completion_percentage)).toEqual([0, 49]);
  });

  it('does not lose the last frame of a step when the next step begins, and keeps the order', async () => {
    const { clock, sent, throttle } = setUp();
    throttle.offer(progress('reading', 10));
    throttle.offer(progress('reading', 60));
    throttle.offer(progress('ranking', 61));
    await clock.advance(200);
    expect(sent.map(({ frame }) => frame.progress.completion_percentage)).toEqual([10, 60, 61]);
  });

  it('sends nothing of an analysis after its end, and leaves no timer', async () => {
    const { clock, sent, throttle } = setUp();
    for (let percent = 0; percent < 30; percent += 1) for (const step of STEPS) throttle.offer(progress(step, percent));
    throttle.finish('a');
    const count = sent.length;
    expect(count).toBeLessThanOrEqual(10);
    expect(clock.pending).toBe(0);
    await clock.advance(5_000);
    expect(sent).toHaveLength(count);
  });

  it('shows at the end what the rate allows', () => {
    const { sent, throttle } = setUp();
    throttle.offer(progress('checking', 90));
    throttle.offer(progress('checking', 100));
    throttle.finish('a');
    expect(sent.map(({ frame }) => frame.progress.completion_percentage)).toEqual([90, 100]);
  });
});
