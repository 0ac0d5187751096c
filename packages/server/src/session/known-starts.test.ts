import { describe, expect, it } from 'vitest';
import { settle } from '../testing/fake-clock.js';
import { answering } from '../testing/scripted-engine.js';
import { SessionRig } from '../testing/session-rig.js';

describe('starting an analysis', () => {
  it('starts one for several copies of a client_request_id, also when they come together', async () => {
    const rig = new SessionRig();
    const request = { session_id: 's', query: 'Why?', parameters: {}, paced: true, client_request_id: 'r1' };
    const copies = await Promise.all([rig.sessions.start(request), rig.sessions.start(request), rig.sessions.start(request)]);
    expect(new Set(copies.map((copy) => copy.analysis_id)).size).toBe(1);
    expect(copies.map((copy) => copy.repeated)).toEqual([false, true, true]);
    rig.engine.call.started().complete();
    await settle();
    expect(await rig.sessions.start(request)).toEqual({ ...copies[0], repeated: true });
    expect(rig.engine.calls).toHaveLength(1);
    expect((await rig.sessions.start({ ...request, session_id: 't' })).repeated).toBe(false);
  });

  it('forgets a client_request_id whose start was refused', async () => {
    const rig = new SessionRig({ limits: { analysesPerSession: 1 } });
    const first = await rig.start();
    const request = { session_id: 's', query: 'Why?', parameters: {}, paced: true, client_request_id: 'r1' };
    await expect(rig.sessions.start(request)).rejects.toMatchObject({ code: 'TOO_MANY_ANALYSES' });
    rig.engine.callFor(first).started().complete();
    await settle();
    expect((await rig.sessions.start(request)).repeated).toBe(false);
  });

  it('starts a promised id once, and never one of another session', async () => {
    const rig = new SessionRig();
    const request = { session_id: 's', query: 'Why?', parameters: {}, paced: true, analysis_id: 'promised' };
    expect(await rig.sessions.start(request)).toMatchObject({ analysis_id: 'promised', repeated: false });
    expect(await rig.sessions.start(request)).toMatchObject({ analysis_id: 'promised', repeated: true });
    await expect(rig.sessions.start({ ...request, session_id: 't' })).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });

  it('[WS-11] counts what other processes run of the session', async () => {
    const here = new SessionRig();
    const there = new SessionRig({ log: () => here.log });
    for (const rig of [here, there, here, there]) await rig.start();
    for (const rig of [here, there]) await expect(rig.start()).rejects.toMatchObject({ code: 'TOO_MANY_ANALYSES', recoverable: true, retryAfter: 5 });
  });

  it('refuses the fifth analysis of a session, recoverably, and takes one when one has ended', async () => {
    const rig = new SessionRig();
    const ids = [await rig.start(), await rig.start(), await rig.start(), await rig.start()];
    await expect(rig.start()).rejects.toMatchObject({ code: 'TOO_MANY_ANALYSES', recoverable: true, retryAfter: 5 });
    await rig.start({ session_id: 't' });
    rig.engine.callFor(ids[0]!).started().complete();
    await settle();
    await rig.start();
    expect(rig.sessions.counts()).toEqual({ sockets: 0, analyses: 5 });
    expect(rig.sessions.counts('s')).toEqual({ sockets: 0, analyses: 4 });
  });

  it('holds the limits also against starts that come together', async () => {
    const rig = new SessionRig({ limits: { runningAnalyses: 6 } });
    const starts = await Promise.allSettled(Array.from({ length: 20 }, (_, index) => rig.start({ session_id: `s${index % 2}` })));
    expect(starts.filter((start) => start.status === 'fulfilled')).toHaveLength(6);
    expect(rig.engine.calls).toHaveLength(6);
    const codes = starts.flatMap((start) => (start.status === 'rejected' ? [(start.reason as { code: string }).code] : []));
    expect(new Set(codes)).toEqual(new Set(['OVERLOADED']));
  });

  it('paces words only where somebody watches', async () => {
    const rig = new SessionRig();
    await rig.start();
    await rig.start({ paced: false });
    expect(rig.engine.calls.map((call) => call.context.wordPaceMs)).toEqual([15, 0]);
  });

  it('hands over earlier turns only to a follow-up question', async () => {
    const rig = new SessionRig({ script: answering('It rains.') });
    await rig.start({ query: 'Why is it wet?' });
    await rig.start({ query: 'And now?' });
    await rig.start({ query: 'And then?', parameters: { follow_up: true } });
    expect(rig.engine.calls.map((call) => call.params.history)).toEqual([[], [], [{ question: 'Why is it wet?', answer: 'It rains.' }, { question: 'And now?', answer: 'It rains.' }]]);
  });

  it('hands over no turn that a question stands in place of, then and later', async () => {
    const rig = new SessionRig({ script: answering('It rains.') });
    await rig.start({ query: 'Why is it wet?' });
    const rejected = await rig.start({ query: 'And now?' });
    await rig.start({ query: 'And today?', parameters: { follow_up: true, replaces: rejected } });
    await rig.start({ query: 'And then?', parameters: { follow_up: true } });
    expect(rig.engine.calls.slice(2).map((call) => call.params.history.map(({ question }) => question))).toEqual([['Why is it wet?'], ['Why is it wet?', 'And today?']]);
  });
});
