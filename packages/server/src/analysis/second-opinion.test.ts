import { type CitationBody, type CompleteBody, foldFrames, type LoggedBody } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { GroundwireError } from '../base/errors.js';
import { silentLogger } from '../base/logger.js';
import { createCredibilityJudge } from '../credibility/judge-credibility.js';
import type { Opinion, OpinionPair, SecondOpinion } from '../models/second-opinion.js';
import type { FoundSource } from '../sources/source-provider.js';
import { FakeClock, settle } from '../testing/fake-clock.js';
import type { EngineBody } from './analysis-params.js';
import { createStreamAnalysis } from './stream-analysis.js';

const PAGE = 'Water boils at 100 degrees at sea level. The harbour was closed in 1920 by the mayor of the town.';
const ANSWER = 'Water boils at 100 degrees at sea level. [1] The port shut down in 1920. [1] The harbour was closed in 1930 by the mayor of the town. [1] Bees make honey [1].';

const FOUND: FoundSource = {
  source_id: 'd', provider: 'library', kind: 'library', url: 'https://example.org/d', title: 'Page', domain: 'example.org', published_at: null, author: null, language: 'en', rank: 1, snippet: null, document_id: 'd',
  text: { read: 'document', content_hash: 'sha256:00', retrieved_at: '2025-09-28T12:00:00.000Z', length: PAGE.length, words: 9, passages: [{ start: 0, end: PAGE.length, text: PAGE, heading: '', blocks: [] }] },
};

interface Judge extends SecondOpinion {
  asked: OpinionPair[];
}

function judge(say: (pair: OpinionPair, signal: AbortSignal) => Promise<Opinion | null> | Opinion | null): Judge {
  const asked: OpinionPair[] = [];
  return { name: 'a second judge', asked, judge: (pairs, signal) => Promise.all(pairs.map(async (pair) => (asked.push(pair), say(pair, signal)))) };
}

function start(secondOpinion: SecondOpinion | null, answer = ANSWER) {
  const clock = new FakeClock();
  const bodies: EngineBody[] = [];
  const streamAnalysis = createStreamAnalysis({
    providers: [{ name: 'library', kinds: ['library'], search: async () => ({ sources: [FOUND], statistics: null }) }],
    writerFor: () => ({ name: 'scripted', delivery: 'stream', async *write() { yield { type: 'text', text: answer }; } }),
    judgeCredibility: createCredibilityJudge(null), clock, logger: silentLogger, publicUrl: () => 'http://127.0.0.1:8000',
    secondOpinionFor: () => secondOpinion, secondOpinionMs: 4_000,
  });
  const done = (async () => {
    for await (const body of streamAnalysis({ analysis_id: 'a', query: 'When does water boil?', parameters: {}, history: [] }, 's', { signal: new AbortController().signal, wordPaceMs: 0 })) bodies.push(body);
    return { bodies, complete: bodies.at(-1) as CompleteBody };
  })();
  return { clock, bodies, done };
}

const supports = ({ claims }: CompleteBody) => claims.map(({ support }) => support);
const folded = (bodies: EngineBody[]) => foldFrames(bodies.slice(0, -1).filter((body): body is LoggedBody => body.type !== 'note' && body.type !== 'analysis_progress'));

describe('[CLM-6] a second opinion', () => {
  it('is asked of nobody where none is wanted', async () => {
    const { complete } = await start(null).done;
    expect(supports(complete)).toEqual(['full', 'none', 'none', 'none']);
    expect(complete.warnings).toEqual([]);
  });

  it('goes before a judgement by words, but not before a figure that differs; frames say it too', async () => {
    const second = judge(({ claim }) => ({ support: claim.includes('port') || claim.includes('1930') ? 'full' : 'none', contradicts: false }));
    const { complete, bodies } = await start(second).done;
    expect(second.asked.map(({ claim }) => claim)).toEqual(['The port shut down in 1920.', 'The harbour was closed in 1930 by the mayor of the town.']);
    expect(second.asked[0]?.passage).toBe(PAGE);
    expect(supports(complete)).toEqual(['full', 'full', 'none', 'none']);
    expect(complete.claims[1]?.reason).toBe('The cited text says it, as a second judge sees it.');
    expect(complete.claims[2]?.reason).toBe('The source says 1920, not 1930. Otherwise backed, as a second judge sees it.');
    expect(folded(bodies).claims).toEqual(complete.claims);
    expect(bodies.filter((body): body is CitationBody => body.type === 'citation' && body.index === 1).map(({ claim }) => claim.support)).toEqual(['none', 'full']);
  });

  it('backs no figure, date, name or quotation in full that is nowhere in the source', async () => {
    const answer = 'A museum of sea life was built in 1999 [1]. The mayor sang for 17 days [1]. A town house is owned by Olga Brandt [1]. The mayor said "we hate the fish market" [1]. The port shut down in 1920. [1]';
    const { complete } = await start(judge(() => ({ support: 'full', contradicts: false })), answer).done;
    expect(supports(complete)).toEqual(['partial', 'partial', 'partial', 'partial', 'full']);
    expect(complete.claims[0]?.reason).toBe('The year 1999 is not in the source. Otherwise backed, as a second judge sees it.');
    expect(complete.claims[2]?.reason).toContain('does not name Olga Brandt');
  });

  it('delays no token, and is given up at its deadline; then words alone count, and the answer says so', async () => {
    const signals: AbortSignal[] = [];
    const { clock, bodies, done } = start(judge((_pair, signal) => (signals.push(signal), new Promise<null>(() => {}))));
    await settle();
    expect(folded([...bodies, { type: 'note', key: '', value: null }]).text).toBe(ANSWER);
    expect(bodies.some(({ type }) => type === 'complete')).toBe(false);
    await clock.advance(3_999);
    await settle();
    expect(bodies.some(({ type }) => type === 'complete')).toBe(false);
    await clock.advance(1);
    const { complete } = await done;
    expect(signals[0]?.aborted).toBe(true);
    expect(supports(complete)).toEqual(['full', 'none', 'none', 'none']);
    expect(complete.warnings).toEqual([{ code: 'NO_SECOND_OPINION', message: 'The claims were checked by their words alone: a second judge did not answer in time' }]);
  });

  it('that fails costs no answer', async () => {
    const { complete } = await start(judge(() => Promise.reject(new Error('no')))).done;
    expect(complete.outcome).toBe('answered');
    expect(complete.warnings[0]?.message).toBe('The claims were checked by their words alone: a second judge could not be asked');
  });

  it('that answers something else is not said to be out of reach', async () => {
    const { complete } = await start(judge(() => Promise.reject(new GroundwireError('LLM_BAD_RESPONSE', 'It gave no verdicts that can be read')))).done;
    expect(complete.warnings[0]?.message).toBe('The claims were checked by their words alone: a second judge gave nothing that can be used (It gave no verdicts that can be read)');
  });
});
