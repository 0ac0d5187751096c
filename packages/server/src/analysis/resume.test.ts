import { setImmediate as nextTurn } from 'node:timers/promises';
import { type CompleteBody, isTerminal, type TokenBody } from '@groundwire/protocol';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { createCredibilityJudge } from '../credibility/judge-credibility.js';
import { systemClock } from '../base/clock.js';
import { silentLogger } from '../base/logger.js';
import { createExtractiveWriter } from '../models/extractive-writer.js';
import type { LanguageModel, ModelRequest } from '../models/language-model.js';
import { createModelWriter } from '../models/model-writer.js';
import { createOpenaiCompatibleModel } from '../models/openai-compatible-model.js';
import type { Writer } from '../models/writer.js';
import type { FoundSource, SourceProvider } from '../sources/source-provider.js';
import { foundPage, scriptedProvider, scriptedReader } from '../testing/gathering.js';
import { type ScriptedModelServer, startScriptedModelServer } from '../testing/scripted-model-server.js';
import type { AnalysisParams, EngineBody, ResumePoint } from './analysis-params.js';
import { createStreamAnalysis } from './stream-analysis.js';

const PAGES = [
  'The Kestrel Lighthouse was built in 1871 by Aldous Fenwick. It stands on the northern mole.',
  'The gates of the Kestrel Lighthouse broke in 1997. They were repaired with stone from the quarry.',
  'The Kestrel Lighthouse was painted red in 1952. Its keeper was Mara Lindqvist.',
];
const QUESTION = 'When was the Kestrel Lighthouse built?';
const PARAMS = { analysis_id: 'a', query: QUESTION, parameters: { max_words: 60 }, history: [] };

function source(text: string, index: number): FoundSource {
  const passages = [{ start: 0, end: text.length, text, heading: '', blocks: [{ kind: 'paragraph' as const, start: 0, end: text.length }] }];
  return {
    source_id: `doc_${index}`, provider: 'library', kind: 'library', url: `https://example.org/${index}`, title: `Page ${index}`, domain: 'example.org', published_at: null, author: null, language: 'en', rank: index + 1, snippet: null, document_id: `doc_${index}`,
    text: { read: 'document', content_hash: 'sha256:00', retrieved_at: '2025-09-28T12:00:00.000Z', length: text.length, words: 9, passages },
  };
}

function library(pages = PAGES): SourceProvider & { asked: number } {
  const provider = { name: 'library', kinds: ['library' as const], asked: 0, search: async () => ((provider.asked += 1), { sources: pages.map(source), statistics: { passages: 3, passagesWith: new Map([['lighthouse', 3], ['built', 1]]) } }) };
  return provider;
}

/** A process: all that one run yields. Notes go through JSON, as a log would keep them. */
async function run(writer: Writer, resume?: ResumePoint, provider = library()): Promise<EngineBody[]> {
  const streamAnalysis = createStreamAnalysis({ providers: [provider], writerFor: () => writer, judgeCredibility: createCredibilityJudge(null), clock: systemClock, logger: silentLogger, publicUrl: () => 'http://127.0.0.1:8000' });
  const bodies: EngineBody[] = [];
  for await (const body of streamAnalysis({ ...PARAMS, resume }, 's', { signal: new AbortController().signal, wordPaceMs: 0 })) bodies.push(body);
  return bodies;
}

const tokensOf = (bodies: EngineBody[]) => bodies.filter((body): body is TokenBody => body.type === 'token');
const textOf = (bodies: EngineBody[]) => tokensOf(bodies).map(({ content }) => content).join('');
const endOf = (bodies: EngineBody[]) => bodies.at(-1);

/** What a log would hold of a process that was killed right after so many tokens. */
function cutAfter(tokens: number, bodies: EngineBody[], before?: ResumePoint): ResumePoint {
  const last = tokens === 0 ? bodies.findIndex((body) => body.type === 'token') - 1 : bodies.indexOf(tokensOf(bodies)[tokens - 1]!);
  const logged = bodies.slice(0, last + 1);
  const notes = Object.fromEntries(logged.flatMap((body) => (body.type === 'note' ? [[body.key, body.value]] : [])));
  return { notes: JSON.parse(JSON.stringify({ ...before?.notes, ...notes })) as Record<string, unknown>, shown: (before?.shown ?? '') + textOf(logged), next_index: (before?.next_index ?? 0) + tokens, attempt: (before?.attempt ?? 1) + 1 };
}

/** A model that says the pieces of one script a call, far enough apart to be a token each. */
function model(scripts: string[][], continuation: LanguageModel['continuation'] = 'prompt'): LanguageModel & { asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  return {
    provider: 'openai', model: 'scripted', continuation, asked,
    async *stream(request) {
      const script = scripts[asked.length] ?? [];
      asked.push(request);
      for (const text of script) {
        yield { type: 'text', text };
        for (let turn = 0; turn < 3; turn += 1) await nextTurn();
      }
      yield { type: 'usage', input_tokens: null, output_tokens: script.length };
      yield { type: 'finish', reason: 'stop' };
    },
    check: async () => null,
  };
}

describe('an extracted answer that was cut off', () => {
  it('goes on, after any of its words, to the very text and citations that it would have had', async () => {
    const whole = await run(createExtractiveWriter());
    const count = tokensOf(whole).length;
    expect(count).toBeGreaterThan(8);
    for (let tokens = 0; tokens <= count; tokens += 1) {
      const provider = library();
      const rest = await run(createExtractiveWriter(), cutAfter(tokens, whole), provider);
      expect([...tokensOf(whole).slice(0, tokens), ...tokensOf(rest)]).toEqual(tokensOf(whole));
      expect(endOf(rest)).toEqual({ ...endOf(whole), usage: { ...(endOf(rest) as CompleteBody).usage, tokens: (endOf(whole) as CompleteBody).usage.tokens } });
      expect(provider.asked).toBe(0);
    }
  });

  it('goes on after it was cut off twice', async () => {
    const whole = await run(createExtractiveWriter());
    const first = cutAfter(3, whole);
    const second = cutAfter(4, await run(createExtractiveWriter(), first), first);
    expect(second.shown + textOf(await run(createExtractiveWriter(), second))).toBe(textOf(whole));
  });

  it('ends with NODE_LOST rather than show another text than before', async () => {
    const cut = cutAfter(4, await run(createExtractiveWriter()));
    const end = endOf(await run(createExtractiveWriter(), { ...cut, shown: `X${cut.shown}` }));
    expect(end).toMatchObject({ type: 'analysis_error', error: { code: 'NODE_LOST', recoverable: true, partial: true } });
  });

  it('begins from the start when nothing was noted, and with the same words when nothing was found', async () => {
    expect(textOf(await run(createExtractiveWriter(), { notes: {}, shown: '', next_index: 0, attempt: 2 }))).toBe(textOf(await run(createExtractiveWriter())));
    const nothing = await run(createModelWriter(model([])), undefined, library([]));
    expect(textOf([...tokensOf(nothing).slice(0, 3), ...(await run(createModelWriter(model([])), cutAfter(3, nothing), library([])))])).toBe(textOf(nothing));
  });

  it('keeps the sources that a run before took, whatever a search would find now', async () => {
    const cut = cutAfter(0, await run(createExtractiveWriter()));
    const bodies = await run(createExtractiveWriter(), cut, library(['Nothing of the sort.']));
    expect(bodies.filter((body) => body.type === 'source_found')).toHaveLength(3);
    expect(textOf(bodies)).toContain('1871');
  });
});

/** The same end, but that a second attempt came to it; the answer's own tokens are counted once. */
function onceMore(whole: EngineBody | undefined, rest: EngineBody | undefined): unknown {
  const [first, second] = [whole as CompleteBody, rest as CompleteBody];
  return { ...first, usage: { ...first.usage, attempts: 2, generated_tokens: second.usage.generated_tokens } };
}

describe('an answer from pages of the web that was cut off', () => {
  const ADDRESSES = PAGES.map((_text, index) => `https://p${index}.example.org/page`);
  const world = (texts: string[]) => ({
    services: scriptedProvider({ name: 'web', finds: () => ADDRESSES.map((address) => foundPage(address)) }),
    reader: scriptedReader(Object.fromEntries(texts.map((text, index) => [ADDRESSES[index] ?? '', { title: `Page ${index}`, text, published_at: '2025-01-02' }]))),
  });
  const runOn = async ({ services, reader }: ReturnType<typeof world>, resume?: ResumePoint, parameters: AnalysisParams['parameters'] = PARAMS.parameters) => {
    const streamAnalysis = createStreamAnalysis({ providers: [services], reader, writerFor: () => createExtractiveWriter(), judgeCredibility: createCredibilityJudge(null), clock: systemClock, logger: silentLogger, publicUrl: () => 'http://127.0.0.1:8000' });
    const bodies: EngineBody[] = [];
    for await (const body of streamAnalysis({ ...PARAMS, parameters, resume }, 's', { signal: new AbortController().signal, wordPaceMs: 0 })) bodies.push(body);
    return bodies;
  };
  const sourcesOf = (bodies: EngineBody[]) => bodies.filter((body) => /^source_/.test(body.type)).map((body) => `${body.type} ${'source_id' in body ? body.source_id : ''}`).sort();

  it('goes on, after any of its words, from the texts that it was begun with, though the pages have changed', async () => {
    const whole = await runOn(world(PAGES));
    const count = tokensOf(whole).length;
    expect(count).toBeGreaterThan(8);
    for (let tokens = 0; tokens <= count; tokens += 1) {
      const later = world(['The page is gone.', 'Buy lighthouses here.']);
      const rest = await runOn(later, cutAfter(tokens, whole));
      expect([...tokensOf(whole).slice(0, tokens), ...tokensOf(rest)]).toEqual(tokensOf(whole));
      expect(endOf(rest)).toEqual(onceMore(endOf(whole), endOf(rest)));
      expect([later.services.asked, later.reader.asked]).toEqual([[], []]);
      expect(sourcesOf(rest)).toEqual(sourcesOf(whole));
    }
  });

  it('is the same after a restart when its pages are longer than what is kept', async () => {
    const filling = Array.from({ length: 3_000 }, (_, index) => `Paragraph ${index} tells at some length of harbours, ropes, weather and what sailors eat at sea on long journeys.`).join('\n');
    const long = [`${filling}\n${PAGES[0] ?? ''}\n${filling}`, PAGES[1] ?? '', `${filling}\n${PAGES[2] ?? ''}`];
    const whole = await runOn(world(long));
    const note = whole.find((body) => body.type === 'note' && body.key === 'context');
    expect(JSON.stringify(note).length).toBeLessThan(400_000);
    expect(textOf(whole)).toContain('1871');
    const rest = await runOn(world([]), cutAfter(5, whole));
    expect([...tokensOf(whole).slice(0, 5), ...tokensOf(rest)]).toEqual(tokensOf(whole));
    expect(endOf(rest)).toEqual(onceMore(endOf(whole), endOf(rest)));
    // Quotes stand where they stand in the whole text.
    for (const { title, quotes } of (endOf(whole) as CompleteBody).citations) {
      for (const { text, start, end } of quotes) expect(long[Number(title.slice(-1))]?.slice(start, end)).toBe(text);
    }
  });

  it('keeps the parts and the account of research', async () => {
    const whole = await runOn(world(PAGES), undefined, { max_words: 60, mode: 'research' });
    expect((endOf(whole) as CompleteBody).usage.research).toMatchObject({ pages: 3 });
    const rest = await runOn(world([]), cutAfter(3, whole), { max_words: 60, mode: 'research' });
    expect(endOf(rest)).toEqual(onceMore(endOf(whole), endOf(rest)));
  });

  it('begins anew from a note of an earlier version, as long as nothing was shown', async () => {
    const cut = cutAfter(0, await runOn(world(PAGES)));
    const old = { ...cut, notes: { context: { ...(cut.notes['context'] as object), version: 1 } } };
    const later = world(PAGES);
    expect(textOf(await runOn(later, old))).toContain('1871');
    expect(later.reader.asked).toHaveLength(3);
  });
});

const FIRST = ['It was built ', 'in 1871 ', '[1]. ', 'The gates ', 'broke in 1997 ', '[2]. ', 'It was painted ', 'red [3].'];

describe('a generated answer that its provider keeps', () => {
  const servers: ScriptedModelServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  const keeping = async () => {
    const server = await startScriptedModelServer();
    servers.push(server);
    server.enqueue({ kind: 'answer', chunks: FIRST, delayMs: 3 });
    return { server, writer: () => createModelWriter(createOpenaiCompatibleModel({ baseUrl: `${server.url}/v1`, model: 'scripted', continuation: 'reattach' })) };
  };

  it('[OWN-8] is taken from there, after whichever token it was cut off: to the character, with the same citations, and the model is asked once', async () => {
    const { server, writer } = await keeping();
    const before = await run(writer());
    expect(textOf(before)).toBe(FIRST.join(''));
    for (let tokens = 1; tokens <= tokensOf(before).length; tokens += 1) {
      const cut = cutAfter(tokens, before);
      const rest = await run(writer(), cut);
      expect(cut.shown + textOf(rest)).toBe(FIRST.join(''));
      expect(tokensOf(rest).map(({ index }) => index)).toEqual(tokensOf(rest).map((_, at) => cut.next_index + at));
      expect(endOf(rest)).toEqual({ ...endOf(before), usage: { tokens: FIRST.length, attempts: 2, generated_tokens: FIRST.length } });
    }
    expect(server.requests).toHaveLength(1);
  });

  it('[OWN-8] is gone on with in words when the provider has it no longer, also by the next process and the one after', async () => {
    const { server, writer } = await keeping();
    const before = await run(writer());
    const cut = cutAfter(4, before);
    server.responses.forget();
    server.enqueue({ kind: 'answer', chunks: ['broke in 1997 ', '[2]. ', 'It was painted ', 'red [3].'], delayMs: 3 });
    const rest = await run(writer(), cut);
    expect(cut.shown + textOf(rest)).toBe(FIRST.join(''));
    expect(JSON.stringify(server.requests[1]?.body)).toContain('The gates');
    const again = cutAfter(1, rest, cut);
    expect(again.notes).toMatchObject({ upstream: null });
    server.enqueue({ kind: 'answer', chunks: ['broke in 1997 ', '[2]. ', 'It was painted ', 'red [3].'], delayMs: 3 });
    const last = await run(writer(), again);
    expect(again.shown + textOf(last)).toBe(FIRST.join(''));
    expect(endOf(last)).toMatchObject({ type: 'complete' });
  });
});

describe('a generated answer that was cut off', () => {
  it.each(['prompt', 'prefix'] as const)('goes on behind what was shown, with the same sources under the numbers they had (%s)', async (continuation) => {
    const first = ['The gates broke ', 'in 1997 ', '[2]. ', 'It was built ', 'in '];
    const before = await run(createModelWriter(model([first])));
    const cut = cutAfter(tokensOf(before).length, before);
    expect(cut.shown).toMatch(/^The gates broke in 1997 \[1\]\. It was built in ?$/);
    const next = model([continuation === 'prompt' ? ['It was built in ', '1871 [2]. ', 'It was painted red [3].'] : ['1871 [2]. ', 'It was painted red [3].']], continuation);
    const rest = await run(createModelWriter(next), cut);
    const end = endOf(rest) as CompleteBody;
    expect(end).toMatchObject({ type: 'complete', answer: 'The gates broke in 1997 [1]. It was built in 1871 [2]. It was painted red [3].' });
    expect(cut.shown + textOf(rest)).toBe(end.answer);
    expect(tokensOf(rest).map(({ index }) => index)).toEqual(tokensOf(rest).map((_, at) => cut.next_index + at));
    expect(end.citations.map(({ number, title }) => [number, title])).toEqual([[1, 'Page 1'], [2, 'Page 0'], [3, 'Page 2']]);
    // Sources are shown to the model under the numbers that the text so far uses.
    const shownToModel = next.asked[0]?.messages.map((message) => message.content).join('\n') ?? '';
    expect(/number="1" title="([^"]*)"/.exec(shownToModel)?.[1]).toBe('Page 1');
    expect(next.asked[0]?.messages.at(continuation === 'prompt' ? -2 : -1)).toEqual({ role: 'assistant', content: cut.shown.trimEnd() });
    expect(next.asked[0]?.continues_last).toBe(continuation === 'prefix' ? true : undefined);
  });

  it('invariant 17: counts each token of the answer once, wherever it was cut off and however the model goes on, and all that was generated apart', async () => {
    const words = Array.from({ length: 60 }, (_, at) => `w${String(at).padStart(3, '0')}`);
    const whole = `${words.join(' ')} [1].`;
    const pieces = (text: string) => text.match(/\S+\s*/g) ?? [];
    const undisturbed = await run(createModelWriter(model([pieces(whole)])));
    expect(endOf(undisturbed)).toMatchObject({ usage: { tokens: 61 } });
    expect((endOf(undisturbed) as CompleteBody).usage).not.toHaveProperty('attempts');
    const property = fc.asyncProperty(fc.integer({ min: 1, max: 55 }), fc.constantFrom('behind', 'overlapping', 'anew'), async (tokens, how) => {
      const cut = cutAfter(tokens, undisturbed);
      const shown = cut.shown.split(' ').filter(Boolean).length;
      const from = { behind: shown, overlapping: Math.max(0, shown - 4), anew: 0 }[how];
      const said = pieces(`${words.slice(from).join(' ')} [1].`);
      const end = endOf(await run(createModelWriter(model([said])), cut)) as CompleteBody;
      expect(end.answer).toBe(whole);
      expect(Math.abs(end.usage.tokens - 61)).toBeLessThanOrEqual(1);
      expect(end.usage).toMatchObject({ attempts: 2, generated_tokens: shown + said.length });
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('invariant 17: counts an extracted answer once, though each attempt writes it whole', async () => {
    const whole = await run(createExtractiveWriter());
    const { usage } = endOf(whole) as CompleteBody;
    const rest = endOf(await run(createExtractiveWriter(), cutAfter(5, whole))) as CompleteBody;
    expect(rest.usage).toEqual({ tokens: usage.tokens, attempts: 2, generated_tokens: usage.tokens + cutAfter(5, whole).shown.split(/\s+/).filter(Boolean).length });
  });

  it('goes on, whichever token it was cut off after, without a gap, a repetition or a number that changed', async () => {
    const whole = FIRST.join('');
    const before = await run(createModelWriter(model([FIRST])));
    expect(textOf(before)).toBe(whole);
    for (let tokens = 1; tokens <= tokensOf(before).length; tokens += 1) {
      const cut = cutAfter(tokens, before);
      const rest = await run(createModelWriter(model([[whole.slice(cut.shown.trimEnd().length)]], 'prefix')), cut);
      expect(cut.shown + textOf(rest)).toBe(whole);
      expect((endOf(rest) as CompleteBody).citations.map(({ number }) => number)).toEqual([1, 2, 3]);
    }
  });

  it('remembers that the model said that there is no answer', async () => {
    const before = await run(createModelWriter(model([['NO_ANSWER\n', 'The sources ', 'speak of gates.']])));
    const cut = cutAfter(1, before);
    const next = model([['speak of gates [1].']]);
    const rest = await run(createModelWriter(next), cut);
    expect(endOf(rest)).toMatchObject({ outcome: 'no_answer', citations: [], answer: 'The sources speak of gates.' });
    expect(next.asked[0]?.messages.at(-2)?.content).toBe('NO_ANSWER\nThe sources');
  });

  it.each([
    ['the model can not', model([[]], 'none')],
    ['it is another model', { ...model([[]]), model: 'other' }],
  ])('ends with NODE_LOST and leaves the text when %s', async (_why, next) => {
    const cut = cutAfter(3, await run(createModelWriter(model([FIRST]))));
    const bodies = await run(createModelWriter(next), cut);
    expect(tokensOf(bodies)).toEqual([]);
    expect(endOf(bodies)).toMatchObject({ type: 'analysis_error', error: { code: 'NODE_LOST', recoverable: true, partial: true } });
    expect(next.asked).toEqual([]);
  });

  it('is written from the start by whichever model there is when nothing was shown', async () => {
    const cut = cutAfter(0, await run(createModelWriter(model([FIRST]))));
    expect(isTerminal(endOf(await run(createModelWriter({ ...model([['Built in 1871 [1].']]), model: 'other' }), cut))!)).toBe(true);
    expect(endOf(await run(createModelWriter({ ...model([['Built in 1871 [1].']]), model: 'other' }), cut))).toMatchObject({ type: 'complete', model: 'other' });
  });
});
