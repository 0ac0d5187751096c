import { foldFrames, type CompleteBody } from '@groundwire/protocol';
import { sampleFrames } from '@groundwire/protocol/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnalysisRecord, AnalysisStore } from './analysis-store.js';

export function sampleRecord(overrides: Partial<AnalysisRecord> = {}): AnalysisRecord {
  return {
    analysis_id: 'analysis_1',
    session_id: 'session_1',
    query_text: 'At what temperature does water boil?',
    parameters: {},
    status: 'processing',
    created_at: '2026-01-01T00:00:00.000Z',
    completed_at: null,
    complete: null,
    error: null,
    partial_answer: null,
    ...overrides,
  };
}

export function sampleComplete(overrides: Partial<CompleteBody> = {}): CompleteBody {
  const frame = sampleFrames().find((candidate) => candidate.type === 'complete');
  if (frame?.type !== 'complete') throw new Error('the sample frames hold no complete frame');
  const { seq: _seq, epoch: _epoch, ...body } = frame;
  return { ...body, ...overrides };
}

/** What every analysis store must do. Each implementation's test calls this with a way to open an empty store. */
export function describeAnalysisStore(name: string, open: () => AnalysisStore): void {
  describe(`${name} keeps the contract of AnalysisStore`, () => {
    let store: AnalysisStore;
    beforeEach(() => {
      store = open();
    });
    afterEach(() => store.close());

    const fill = async (count: number, overrides: Partial<AnalysisRecord> = {}) => {
      for (let at = 0; at < count; at += 1) {
        await store.create(sampleRecord({ analysis_id: `analysis_${at}`, query_text: `question ${at}`, created_at: new Date(at * 1000).toISOString(), ...overrides }));
      }
    };

    it('gives back exactly what was stored', async () => {
      const record = sampleRecord({ parameters: { days: 7, countries: ['Côte d’Ivoire'], own: { of: ['the', 'client'] } }, query_text: '日本 \u{1F600} "quoted" \'; DROP TABLE analyses;--' });
      await store.create(record);
      expect(await store.get('analysis_1')).toEqual(record);
      expect(await store.get('analysis_2')).toBeNull();
      expect(await store.get('__proto__')).toBeNull();
    });

    it('refuses a second record with the same id and keeps the first', async () => {
      await store.create(sampleRecord());
      await expect(store.create(sampleRecord({ query_text: 'another' }))).rejects.toThrow();
      expect((await store.get('analysis_1'))?.query_text).toBe('At what temperature does water boil?');
    });

    it('changes only what an update names', async () => {
      await store.create(sampleRecord());
      const complete = sampleComplete();
      await store.update('analysis_1', { status: 'completed', completed_at: '2026-01-01T00:00:02.000Z', complete });
      expect(await store.get('analysis_1')).toEqual(sampleRecord({ status: 'completed', completed_at: '2026-01-01T00:00:02.000Z', complete }));
      expect(foldFrames([complete]).text).toBe('Water boils at 100 degrees. [1]');
      await store.update('analysis_1', { error: { code: 'CANCELLED', message: 'Cancelled', recoverable: false } });
      expect((await store.get('analysis_1'))?.status).toBe('completed');
    });

    it('takes an update of an unknown analysis for nothing to do', async () => {
      await store.update('analysis_9', { status: 'failed' });
      expect(await store.get('analysis_9')).toBeNull();
    });

    it('hands out copies: changing one changes nothing in the store', async () => {
      const record = sampleRecord({ parameters: { days: 7 } });
      await store.create(record);
      record.parameters.days = 1;
      const copy = await store.get('analysis_1');
      if (copy !== null) copy.parameters.days = 2;
      expect((await store.get('analysis_1'))?.parameters.days).toBe(7);
    });

    it('lists newest first, page by page, with the number of all', async () => {
      await fill(5);
      const first = await store.list({ limit: 2, offset: 0 });
      expect(first.total).toBe(5);
      expect(first.records.map((record) => record.query_text)).toEqual(['question 4', 'question 3']);
      expect((await store.list({ limit: 2, offset: 4 })).records.map((record) => record.query_text)).toEqual(['question 0']);
      expect(await store.list({ limit: 2, offset: 99 })).toEqual({ records: [], total: 5 });
    });

    it('puts the one stored last first when two began in the same millisecond', async () => {
      await fill(3, { created_at: '2026-01-01T00:00:00.000Z' });
      expect((await store.list({ limit: 3, offset: 0 })).records.map((record) => record.query_text)).toEqual(['question 2', 'question 1', 'question 0']);
    });

    it('[REST-13] lists the analyses of one session, and those whose question holds a text as it stands there', async () => {
      await fill(3, { session_id: 'session_a' });
      await store.create(sampleRecord({ analysis_id: 'other', session_id: 'session_b', query_text: 'Is 100% of Question_1 known?', created_at: '2026-01-01T00:00:09.000Z' }));
      const texts = async (filter: { session_id?: string; text?: string; status?: 'failed' }) => (await store.list({ limit: 9, offset: 0, ...filter })).records.map((record) => record.query_text);
      expect(await texts({ session_id: 'session_a' })).toEqual(['question 2', 'question 1', 'question 0']);
      expect(await texts({ text: 'QUESTION 1' })).toEqual(['question 1']);
      expect(await texts({ text: '100% of question_' })).toEqual(['Is 100% of Question_1 known?']);
      expect(await texts({ text: 'question_1', session_id: 'session_a' })).toEqual([]);
      expect(await texts({ text: 'question', status: 'failed' })).toEqual([]);
      expect(await store.list({ limit: 1, offset: 1, session_id: 'session_a' })).toMatchObject({ total: 3, records: [{ query_text: 'question 1' }] });
    });

    it('lists and counts one status alone', async () => {
      await fill(4);
      await store.update('analysis_1', { status: 'failed' });
      const failed = await store.list({ limit: 10, offset: 0, status: 'failed' });
      expect(failed.total).toBe(1);
      expect(failed.records[0]?.analysis_id).toBe('analysis_1');
    });

    it('gives the newest answered turns of a session, oldest first', async () => {
      await fill(4);
      for (const at of [0, 1, 3]) await store.update(`analysis_${at}`, { status: 'completed', complete: sampleComplete({ answer: `answer ${at}` }) });
      await store.update('analysis_1', { complete: sampleComplete({ answer: 'nothing found', outcome: 'no_sources' }) });
      await store.create(sampleRecord({ analysis_id: 'other', session_id: 'session_2', status: 'completed', complete: sampleComplete() }));
      expect(await store.turns('session_1', 5)).toEqual([
        { question: 'question 0', answer: 'answer 0' },
        { question: 'question 3', answer: 'answer 3' },
      ]);
      expect(await store.turns('session_1', 1)).toEqual([{ question: 'question 3', answer: 'answer 3' }]);
    });

    it('leaves out turns that another question of the session stands in place of, and the one that is being replaced', async () => {
      await fill(5, { status: 'completed', complete: sampleComplete({ answer: 'an answer' }) });
      await store.create(sampleRecord({ analysis_id: 'again', status: 'failed', query_text: 'again', parameters: { replaces: 'analysis_1' } }));
      await store.create(sampleRecord({ analysis_id: 'other', session_id: 'session_2', status: 'completed', complete: sampleComplete(), parameters: { replaces: 'analysis_0' } }));
      const asked = async (replaced?: string) => (await store.turns('session_1', 3, replaced)).map(({ question }) => question);
      expect(await asked()).toEqual(['question 2', 'question 3', 'question 4']);
      expect(await asked('analysis_3')).toEqual(['question 0', 'question 2', 'question 4']);
    });

    it('forgets one record, the records of a session, and the oldest that ended before a time', async () => {
      await fill(6, { status: 'completed' });
      await store.create(sampleRecord({ analysis_id: 'other', session_id: 'session_2', created_at: '2026-01-01T00:00:00.000Z' }));
      await store.update('analysis_1', { status: 'processing' });
      expect([await store.remove('analysis_5'), await store.remove('analysis_5'), await store.get('analysis_5')]).toEqual([true, false, null]);
      expect(await store.removeOlder(new Date(4000).toISOString(), 2)).toBe(2);
      expect((await store.list({ limit: 9, offset: 0 })).records.map((record) => record.analysis_id)).toEqual(['other', 'analysis_4', 'analysis_3', 'analysis_1']);
      expect(await store.removeOlder(new Date(4000).toISOString(), 100)).toBe(1);
      expect(await store.removeSession('session_1')).toBe(2);
      expect((await store.list({ limit: 9, offset: 0 })).records.map((record) => record.analysis_id)).toEqual(['other']);
    });
  });
}
