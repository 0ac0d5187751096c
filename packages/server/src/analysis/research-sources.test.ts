import { type AnalysisProgress, type CompleteBody, completeBodySchema, type FrameBody } from '@groundwire/protocol';
import { describe, expect, it } from 'vitest';
import { silentLogger } from '../base/logger.js';
import { createCredibilityJudge } from '../credibility/judge-credibility.js';
import type { PlanRequest, QueryPlanner } from '../models/query-planner.js';
import { createExtractiveWriter } from '../models/extractive-writer.js';
import { FakeClock, settle } from '../testing/fake-clock.js';
import { foundPage, type ScriptedPage, scriptedProvider, scriptedReader } from '../testing/gathering.js';
import type { EngineEdges } from './engine-edges.js';
import { createStreamAnalysis } from './stream-analysis.js';

const url = (name: string) => `https://${name}.example.org/page`;

const PAGES: Record<string, ScriptedPage> = {
  [url('lisbon')]: { title: 'Lisbon', text: 'Lisbon is a city on the river Tagus. The population of Lisbon was 545,923 people in 2021.' },
  [url('porto')]: { title: 'Porto', text: 'Porto is a city on the river Douro. The population of Porto was 231,962 people in 2021.' },
  [url('braga')]: { title: 'Braga', text: 'Braga is a city in the north. The population of Braga was 193,333 people in 2021.' },
};
const QUESTION = 'What is the population of Lisbon, Porto and Braga?';

/** A service that knows a page only by its city, and one city a query. */
const cities = (clock: FakeClock, known = ['lisbon', 'porto', 'braga']) =>
  scriptedProvider({ name: 'web', clock, takesMs: 100, finds: (query) => known.filter((city) => query.toLowerCase().includes(city)).slice(0, 1).map((city) => foundPage(url(city))) });

async function research(edges: Partial<EngineEdges>, clock: FakeClock, query = QUESTION, pages = PAGES): Promise<{ bodies: FrameBody[]; complete: CompleteBody }> {
  const streamAnalysis = createStreamAnalysis({ providers: [], reader: scriptedReader(pages, clock), writerFor: () => createExtractiveWriter(), judgeCredibility: createCredibilityJudge(null), clock, logger: silentLogger, publicUrl: () => 'http://127.0.0.1:8000', ...edges });
  const bodies: FrameBody[] = [];
  let ended = false;
  const running = (async () => {
    for await (const body of streamAnalysis({ analysis_id: 'a', query, parameters: { mode: 'research', max_words: 80 }, history: [] }, 's', { signal: new AbortController().signal, wordPaceMs: 0 })) if (body.type !== 'note') bodies.push(body);
    ended = true;
  })();
  await settle();
  for (let steps = 0; !ended && steps < 20_000; steps += 1) await clock.advance(20);
  await running;
  expect(clock.pending).toBe(0);
  const complete = bodies.at(-1) as CompleteBody;
  return { bodies, complete };
}

describe('research', () => {
  it('[ENG-12] searches for each part of the question, answers from all of them, and gives account', async () => {
    const clock = new FakeClock();
    const { bodies, complete } = await research({ providers: [cities(clock)] }, clock);
    expect(completeBodySchema.parse(complete).outcome).toBe('answered');
    for (const figure of ['545,923', '231,962', '193,333']) expect(complete.answer).toContain(figure);
    expect(complete.citations.map(({ domain }) => domain).sort()).toEqual(['braga.example.org', 'lisbon.example.org', 'porto.example.org']);
    expect(complete.usage.research).toMatchObject({ rounds: 1, pages: 3, stopped: 'covered', missing: [], tokens: 0, limits: { rounds: 3, pages: 24, seconds: 40, tokens: 2000, sub_questions: 4 } });
    expect(complete.usage.research?.sub_questions).toEqual(['What is the population of Lisbon?', 'What is the population of Porto?', 'What is the population of Braga?']);
    const messages = bodies.filter((body): body is AnalysisProgress => body.type === 'analysis_progress').map(({ progress }) => progress.message);
    expect(messages).toContainEqual(expect.stringMatching(/^Round 1: What is the population of Lisbon\? · /));
  });

  it('[ENG-12] looks once more, in other words, for what is missing, and says what it did not find', async () => {
    const clock = new FakeClock();
    const service = cities(clock, ['lisbon', 'porto']);
    const { complete } = await research({ providers: [service] }, clock);
    const asked = service.asked.map(({ queries }) => queries[0]);
    expect(asked).toContain('population Braga');
    expect(complete.usage.research).toMatchObject({ stopped: 'nothing_new', missing: ['What is the population of Braga?'], pages: 2 });
    expect(complete.usage.research?.rounds).toBe(2);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('[ENG-12] stops at the limit of rounds and at that of time, and says so', async () => {
    const clock = new FakeClock();
    let count = 0;
    const planner: QueryPlanner = { plan: async ({ wanted }) => ({ items: wanted === 'queries' ? [`Braga query ${(count += 1)}`] : ['Braga?', 'Porto?'], outputTokens: 10 }) };
    const service = scriptedProvider({ name: 'web', clock, takesMs: 100, finds: () => [] });
    expect((await research({ providers: [service], plannerFor: () => planner }, clock)).complete.usage.research).toMatchObject({ rounds: 3, stopped: 'rounds', tokens: 30 });
    const slow = new FakeClock();
    const hanging = scriptedProvider({ name: 'hanging', clock: slow, takesMs: null, finds: () => [] });
    const { complete } = await research({ providers: [hanging, cities(slow, ['lisbon'])], plannerFor: () => planner, effort: { research: { totalMs: 6_000 } } }, slow);
    expect(complete.usage.research).toMatchObject({ rounds: 1, stopped: 'time', limits: { seconds: 6 } });
  });

  it('[ENG-12] ends what still runs when the time is over, and answers from what is there', async () => {
    const clock = new FakeClock();
    const hanging = scriptedProvider({ name: 'hanging', clock, takesMs: null, finds: () => [] });
    const slow = scriptedProvider({ name: 'slow', clock, takesMs: 200, finds: () => [foundPage(url('braga'))] });
    const pages = { ...PAGES, [url('braga')]: { ...PAGES[url('braga')], takesMs: null } };
    const { complete } = await research({ providers: [cities(clock), slow, hanging], effort: { research: { totalMs: 1_000, searchMs: 800 } } }, clock, QUESTION, pages);
    expect(complete.outcome).toBe('answered');
    expect(complete.answer).toContain('545,923');
    expect(complete.usage.research).toMatchObject({ stopped: 'time', seconds: 1 });
    const planner: QueryPlanner = { plan: () => new Promise(() => {}) };
    const late = new FakeClock();
    // A model that plans for ever leaves time for searching.
    const planned = await research({ providers: [cities(late)], plannerFor: () => planner, effort: { research: { totalMs: 3_000 } } }, late);
    expect(planned.complete.usage.research).toMatchObject({ pages: 3, stopped: 'covered' });
    expect(planned.complete.usage.research?.seconds).toBeLessThan(1.5);
  });

  it('[ENG-12] names the parts of the question beyond its limit, whoever found them', async () => {
    const clock = new FakeClock();
    const towns = ['Lisbon', 'Porto', 'Braga', 'Faro', 'Évora', 'Coimbra'];
    const { complete } = await research({ providers: [cities(clock)] }, clock, 'What is the population of Lisbon, Porto, Braga, Faro, Évora and Coimbra?');
    const dropped = towns.slice(4).map((town) => `What is the population of ${town}?`);
    expect(completeBodySchema.parse(complete).usage.research).toMatchObject({ dropped, limits: { sub_questions: 4 } });
    expect(complete.usage.research?.sub_questions).toHaveLength(4);
    expect(complete.warnings).toContainEqual({ code: 'PARTS_LEFT_OUT', message: `Of the 6 parts of the question 4 were searched for. Left out: "${dropped.join('", "')}". Ask for them in a question of their own` });
    const planner: QueryPlanner = { plan: async ({ most, wanted }) => (wanted === 'queries' ? { items: [], outputTokens: 1 } : { items: towns.slice(0, most), leftOut: towns.slice(most), outputTokens: 1 }) };
    expect((await research({ providers: [cities(clock)], plannerFor: () => planner }, clock)).complete.usage.research?.dropped).toEqual(['Évora', 'Coimbra']);
  });

  it('[ENG-12] reads no more pages than its limit', async () => {
    const clock = new FakeClock();
    const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const pages = Object.fromEntries(names.map((name) => [url(name), { title: name, text: `A page of the number ${name} about other things than what was asked.` }]));
    const service = scriptedProvider({ name: 'web', clock, finds: () => names.map((name) => foundPage(url(name))) });
    const { complete } = await research({ providers: [service], effort: { research: { pages: 6 } } }, clock, QUESTION, pages);
    expect(complete.usage.research).toMatchObject({ pages: 6, stopped: 'pages' });
  });

  it('[ENG-12] lets a model plan where there is one, within its tokens, and goes on by form where it fails', async () => {
    const clock = new FakeClock();
    const requests: PlanRequest[] = [];
    const planner: QueryPlanner = { plan: async (request) => (requests.push(request), { items: ['Lisbon inhabitants?', 'Porto inhabitants?'], outputTokens: 1_990 }) };
    const { complete } = await research({ providers: [cities(clock, ['lisbon'])], plannerFor: () => planner }, clock);
    expect(complete.usage.research?.sub_questions).toEqual(['Lisbon inhabitants?', 'Porto inhabitants?']);
    expect(requests.map(({ wanted, maxOutputTokens }) => [wanted, maxOutputTokens])).toEqual([['sub_questions', 2000], ['queries', 10]]);
    expect(requests[1]?.missing?.parts).toEqual(['Porto inhabitants?']);
    const failing: QueryPlanner = { plan: () => Promise.reject(new Error('no')) };
    expect((await research({ providers: [cities(clock)], plannerFor: () => failing }, clock)).complete.usage.research).toMatchObject({ stopped: 'covered', tokens: 0 });
  });

  it('[ENG-12] calls a part covered only where something read answers it, and gives each of those its sentence, none twice', async () => {
    const clock = new FakeClock();
    const built = 'The Zorbax lighthouse at Cape Quorn was built in 1874 by the engineer Mara Velden. It stands 41 metres tall and its lamp can be seen from 22 nautical miles.';
    const diary = 'Fishermen of the village kept a diary of the storms for many decades, and the archive of the parish holds their notes about the coast.';
    const service = scriptedProvider({ name: 'web', clock, finds: () => [foundPage(url('zorbax'))] });
    const withText = (text: string) => ({ [url('zorbax')]: { title: 'Zorbax lighthouse', text } });
    const question = 'When was the Zorbax lighthouse built? Who was the keeper of the Zorbax lighthouse until 1931? And how tall is it?';
    const lacking = await research({ providers: [service] }, clock, question, withText(`${built} ${diary}`));
    expect(lacking.complete.usage.research).toMatchObject({ missing: ['Who was the keeper of the Zorbax lighthouse until 1931?'] });
    expect(lacking.complete.usage.research?.stopped).not.toBe('covered');
    const told = await research({ providers: [service] }, new FakeClock(), question, withText(`${built}\n\n${diary}\n\nKeeper: Otto Brandt until 1931`));
    expect(told.complete.usage.research).toMatchObject({ stopped: 'covered', missing: [] });
    for (const fact of ['1874', 'Otto Brandt', '41 metres']) expect(told.complete.answer.split(fact)).toHaveLength(2);
  });

  it('says for a question of one part which of its words nothing covers', async () => {
    const clock = new FakeClock();
    const { complete } = await research({ providers: [cities(clock)] }, clock, 'How many lighthouses stood in Lisbon during the reign of Manuel?');
    expect(complete.usage.research?.sub_questions).toEqual([]);
    expect(complete.usage.research?.missing).toEqual(expect.arrayContaining(['lighthouses', 'reign', 'Manuel']) as string[]);
  });
});
