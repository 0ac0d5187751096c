import { healthResponseSchema } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { FakeClock } from '../testing/fake-clock.js';
import { createHealthProbe, type HealthCheck } from './health-probe.js';

function probeOf(checks: Record<string, HealthCheck>) {
  const clock = new FakeClock();
  return { clock, probe: createHealthProbe({ checks, clock, version: '1.2.3' }) };
}

describe('createHealthProbe', () => {
  it('is healthy when nothing is wrong; what is not configured is nothing wrong', async () => {
    const { probe } = probeOf({ database: async () => {}, model: async () => ({ status: 'not_configured', detail: 'No model' }) });
    expect(healthResponseSchema.parse(await probe())).toEqual({
      status: 'healthy',
      timestamp: '2025-09-28T12:00:00.000Z',
      version: '1.2.3',
      services: { database: 'healthy', model: 'not_configured' },
      details: { model: 'No model' },
    });
  });

  it('says what is wrong in words for the operator, and nothing of foreign errors', async () => {
    const { probe } = probeOf({
      model: () => Promise.reject(new GroundwireError('LLM_UNAUTHORIZED', 'The key was refused: check OPENAI_API_KEY')),
      library: () => Promise.reject(new Error('/home/ada/library.db is broken')),
    });
    const body = await probe();
    expect(body).toMatchObject({ status: 'degraded', services: { model: 'unhealthy', library: 'unhealthy' }, details: { model: 'The key was refused: check OPENAI_API_KEY' } });
    expect(JSON.stringify(body)).not.toContain('/home/ada');
  });

  it('gives up on a service after two seconds, tells it so, and waits for no other', async () => {
    let aborted = false;
    const { probe, clock } = probeOf({
      model: (signal) => new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
      library: async () => {},
    });
    const answer = probe();
    await clock.advance(2000);
    expect(await answer).toMatchObject({ status: 'degraded', services: { model: 'unhealthy', library: 'healthy' } });
    expect(aborted).toBe(true);
  });

  it('asks the services once in ten seconds, however often it is asked', async () => {
    let asked = 0;
    const { probe, clock } = probeOf({ library: async () => void (asked += 1) });
    await Promise.all([probe(), probe(), probe()]);
    await clock.advance(9_999);
    await probe();
    expect(asked).toBe(1);
    await clock.advance(1);
    await probe();
    expect(asked).toBe(2);
    expect(clock.pending).toBe(0);
  });

  it('asks what is on this machine again after a second', async () => {
    const clock = new FakeClock();
    let full = false;
    const near = { session_log: async () => {
      if (full) throw new GroundwireError('LOG_UNAVAILABLE', 'The disk is full');
    } };
    const probe = createHealthProbe({ near, checks: {}, clock, version: '1' });
    expect(await probe()).toMatchObject({ status: 'healthy' });
    full = true;
    await clock.advance(1_000);
    expect(await probe()).toMatchObject({ status: 'degraded', services: { session_log: 'unhealthy' }, details: { session_log: 'The disk is full' } });
  });

  it('tells what is known anyway as it is now', async () => {
    const clock = new FakeClock();
    let status: 'healthy' | 'degraded' = 'healthy';
    const probe = createHealthProbe({ checks: { library: async () => {} }, known: { search: () => ({ status, detail: `search is ${status}` }) }, clock, version: '1' });
    expect(await probe()).toMatchObject({ status: 'healthy', services: { search: 'healthy' } });
    status = 'degraded';
    expect(await probe()).toMatchObject({ status: 'degraded', services: { library: 'healthy', search: 'degraded' }, details: { search: 'search is degraded' } });
  });

  it('survives a check that throws before it promises anything', async () => {
    const { probe } = probeOf({ library: () => { throw new Error('at once'); } });
    expect((await probe()).services.library).toBe('unhealthy');
  });
});
