import { describe, expect, it } from 'vitest';
import { AnswerLedger, type ClientResult } from './client-result.js';
import { CLIENT_KINDS, FAULT_KINDS, planAnswers } from './fault-plan.js';
import { type StoredAnswer, judge } from './judge.js';

const TEXT = 'The lighthouse was built in 1871 [1].';
const client: ClientResult = { analysis_id: 'a', text: TEXT, end: 'complete', code: null, resumes: 1, gaps: 0, duplicates: 0, asked_again: 0, mismatches: [] };
const stored: StoredAnswer = { status: 'completed', answer: TEXT, code: null, message: null, frames: TEXT, last: 'complete' };

describe('the judgement of a fault run', () => {
  it('finds nothing in an answer that is the same everywhere', () => {
    expect(judge(client, stored, TEXT)).toEqual({ lost: null, mismatches: [], endedEarly: null });
  });

  it.each([
    ['a client that lacks a word', { text: TEXT.replace('was ', '') }, {}],
    ['a client that has a word twice', { text: TEXT.replace('was ', 'was was ') }, {}],
    ['a record with another text', {}, { answer: `${TEXT} ` }],
    ['frames with another text', {}, { frames: TEXT.slice(1) }],
    ['another end', {}, { last: 'analysis_error' }],
    ['a record that is not over', {}, { status: 'processing' }],
    ['what the client itself noticed', { mismatches: ['token 3 changed'] }, {}],
  ])('sees %s', (_what, ofClient, ofServer) => {
    expect(judge({ ...client, ...ofClient }, { ...stored, ...ofServer }, TEXT).mismatches).not.toEqual([]);
  });

  it('sees a text that all agree on, but that no undisturbed run gives', () => {
    expect(judge(client, stored, `${TEXT} It is tall.`).mismatches).toHaveLength(1);
  });

  it('counts an answer that never ended, is unknown, or failed without need as lost', () => {
    expect(judge({ ...client, end: null }, stored, TEXT).lost).not.toBeNull();
    expect(judge(client, null, TEXT).lost).not.toBeNull();
    const failed = { ...stored, status: 'failed', code: 'SERVER_ERROR', answer: null, last: 'analysis_error' };
    expect(judge({ ...client, end: 'analysis_error', code: 'SERVER_ERROR' }, failed, TEXT).lost).toMatch(/SERVER_ERROR/);
  });

  it('lets an answer end early that could not go on, if what was shown is its beginning', () => {
    const early = (text: string) => judge({ ...client, text, end: 'analysis_error', code: 'NODE_LOST' }, { status: 'failed', answer: null, code: 'NODE_LOST', message: 'The server stopped in mid-answer, and it began another. The text so far stands', frames: text, last: 'analysis_error' }, TEXT);
    expect(early(TEXT.slice(0, 20))).toEqual({ lost: null, mismatches: [], endedEarly: 'NODE_LOST (it began another)' });
    expect(early('Another text').mismatches).toHaveLength(1);
  });
});

describe('what a client keeps', () => {
  it('counts gaps and repeats, and notices a token that changes', () => {
    const ledger = new AnswerLedger();
    ledger.add(0, 'a');
    ledger.add(2, 'c');
    ledger.add(0, 'a');
    ledger.addOrCompare(0, 'a');
    ledger.addOrCompare(0, 'x');
    expect(ledger.result()).toMatchObject({ text: 'a', gaps: 1, duplicates: 1, mismatches: [expect.stringContaining('token 0')] });
  });

  it('does not take a stored text that does not begin with what was shown', () => {
    const ledger = new AnswerLedger();
    ledger.add(0, 'It ');
    ledger.settle('Is it?', 'complete', null);
    expect(ledger.mismatches).toHaveLength(1);
  });
});

describe('the plan of a fault run', () => {
  it('is the same for the same seed, and has every kind of client and of fault', () => {
    const plans = planAnswers(200, 7, ['a?', 'b?']);
    expect(planAnswers(200, 7, ['a?', 'b?'])).toEqual(plans);
    expect(planAnswers(200, 8, ['a?', 'b?'])).not.toEqual(plans);
    expect(new Set(plans.map(({ client: kind }) => kind))).toEqual(new Set(CLIENT_KINDS));
    expect(new Set(plans.flatMap(({ faults }) => faults.map(({ kind }) => kind)))).toEqual(new Set(FAULT_KINDS));
  });

  it('lets only clients share a session that can tell answers apart, and at most two', () => {
    const plans = planAnswers(400, 7, ['a?']);
    const members = (session: string) => plans.filter(({ session_id }) => session_id === session);
    const shared = plans.filter(({ session_id }) => members(session_id).length > 1);
    expect(new Set(shared.map(({ client: kind }) => kind))).toEqual(new Set(['sdk', 'numbered']));
    expect(Math.max(...shared.map(({ session_id }) => members(session_id).length))).toBe(2);
  });
});
