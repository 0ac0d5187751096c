import type { CompleteBody, TokenBody } from '@groundwire/protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.js';
import { GroundwireError } from '../base/errors.js';
import { silentLogger } from '../base/logger.js';
import { createCredibilityJudge } from '../credibility/judge-credibility.js';
import type { Embeddings } from '../models/embeddings.js';
import { createExtractiveWriter } from '../models/extractive-writer.js';
import { createOpenaiEmbeddings } from '../models/openai-embeddings.js';
import type { Writer, WriteRequest } from '../models/writer.js';
import { foundDocument, scriptedProvider } from '../testing/gathering.js';
import { HurriedClock } from '../testing/language-model-rig.js';
import { type EmbeddingsScript, type ScriptedEmbeddingsServer, startScriptedEmbeddingsServer } from '../testing/scripted-embeddings-server.js';
import type { EngineBody, ResumePoint } from './analysis-params.js';
import { createStreamAnalysis } from './stream-analysis.js';

const QUESTION = 'How long may the ferry to Marrow Island be late?';
/** From the most words of the question to the fewest; the last one answers it. */
const TEXTS = [
  'How long the ferry to Marrow Island may be late is a question of every summer.',
  'The ferry to Marrow Island is painted blue.',
  'The ferry to Marrow Island may be full in July.',
  'The ferry leaves from the northern quay.',
  'Marrow has a school and two shops.',
  'Boats arrive with delays of at most twenty minutes.',
];
/** Near the question is what speaks of delays. */
const vectorOf = (text: string) => (text === QUESTION || text.includes('delays') ? [1, 0.1] : [0, 1]);

let server: ScriptedEmbeddingsServer;
beforeAll(async () => void (server = await startScriptedEmbeddingsServer(vectorOf)));
afterEach(() => {
  server.calls.length = 0;
  server.fallback = { kind: 'vectors' };
});
afterAll(() => server.close());

const embedder = () => createOpenaiEmbeddings({ baseUrl: server.url, model: 'embedder', clock: new HurriedClock() });

const ANSWER = 'At most twenty minutes [1].';

/** Writes that, or the rest of it, and keeps what it was to write from. */
function writerOf(): Writer & { requests: WriteRequest[] } {
  const requests: WriteRequest[] = [];
  return {
    name: 'scripted', delivery: 'stream', continues: true, requests,
    async *write(request) {
      requests.push(request);
      for (const text of ANSWER.slice(request.continuation?.shown.length ?? 0).match(/\s*\S+/g) ?? []) {
        yield { type: 'text', text };
        // Far enough apart to be a token each, mostly; the rest is right behind whatever was shown.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
  };
}

const orderOf = ({ requests }: { requests: WriteRequest[] }) => requests[0]?.passages.map(({ passage }) => TEXTS.indexOf(passage.text));
const endOf = (bodies: EngineBody[]) => bodies.at(-1) as CompleteBody;
const BY_WORDS = [0, 1, 2, 3, 4, 5];

async function run(writer: Writer, { embeddings = embedder(), resume, signal = new AbortController().signal, embedMs = 10_000 }: { embeddings?: Embeddings | null; resume?: ResumePoint; signal?: AbortSignal; embedMs?: number } = {}): Promise<EngineBody[]> {
  const library = scriptedProvider({ name: 'library', kinds: ['library'], finds: () => TEXTS.map((text, index) => foundDocument(`document ${index}`, text)) });
  const streamAnalysis = createStreamAnalysis({ providers: [library], writerFor: () => writer, embeddings, effort: { quick: { embedMs } }, judgeCredibility: createCredibilityJudge(null), clock: systemClock, logger: silentLogger, publicUrl: () => 'http://127.0.0.1:8000' });
  const bodies: EngineBody[] = [];
  for await (const body of streamAnalysis({ analysis_id: 'a', query: QUESTION, parameters: {}, history: [], resume }, 's', { signal, wordPaceMs: 0 })) bodies.push(body);
  return bodies;
}

/** What a log would hold of a process that was killed after its first token. */
function cutOff(bodies: EngineBody[]): ResumePoint {
  const logged = bodies.slice(0, bodies.findIndex(({ type }) => type === 'token') + 1);
  const notes = Object.fromEntries(logged.flatMap((body) => (body.type === 'note' ? [[body.key, body.value]] : [])));
  const shown = logged.filter((body): body is TokenBody => body.type === 'token').map(({ content }) => content).join('');
  return { notes: JSON.parse(JSON.stringify(notes)) as Record<string, unknown>, shown, next_index: 1, attempt: 2 };
}

describe('the order of passages by meaning', () => {
  it('[VEC-1] has a say in what a language model writes from, and loses no passage', async () => {
    const writer = writerOf();
    const end = endOf(await run(writer));
    expect(orderOf(writer)).toEqual([0, 1, 5, 2, 3, 4]);
    expect(server.calls.map(({ input }) => input)).toEqual([[QUESTION, ...TEXTS]]);
    expect(end).toMatchObject({ outcome: 'answered', warnings: [] });
  });

  it('[VEC-1] is that of the words where no model is configured, or all is equally near', async () => {
    const [without, equal] = [writerOf(), writerOf()];
    await run(without, { embeddings: null });
    expect(orderOf(without)).toEqual(BY_WORDS);
    server.fallback = { kind: 'vectors', alter: (answer) => ({ ...answer, data: answer.data.map((entry) => ({ ...entry, embedding: [1, 1] })) }) };
    await run(equal);
    expect(orderOf(equal)).toEqual(BY_WORDS);
  });

  it('[VEC-1] is not asked for where sentences are extracted', async () => {
    const answer = endOf(await run(createExtractiveWriter())).answer;
    expect(answer).toBe(endOf(await run(createExtractiveWriter(), { embeddings: null })).answer);
    expect(server.calls).toEqual([]);
  });

  it.each<[string, EmbeddingsScript, string, number?]>([
    ['fails', { kind: 'answer', status: 500, body: 'no' }, 'answered with a server error (500)'],
    ['fails, and is asked again for longer than there is time', { kind: 'answer', status: 500, body: 'no' }, 'answered with a server error (500)', 100],
    ['refuses for a minute', { kind: 'answer', status: 429, headers: { 'retry-after': '60' }, body: '{}' }, 'takes no more requests for now (429)'],
    ['answers wrongly', { kind: 'vectors', alter: (answer) => ({ ...answer, data: answer.data.slice(2) }) }, 'does not speak the OpenAI protocol'],
    ['says nothing', { kind: 'silence' }, 'did not answer in time', 100],
    ['stalls', { kind: 'stall' }, 'did not answer in time', 100],
  ])('[VEC-3] is that of the words when the model %s, and the answer says so', async (_what, script, words, embedMs) => {
    server.fallback = script;
    const writer = writerOf();
    const end = endOf(await run(writer, embedMs === undefined ? {} : { embedMs }));
    expect(orderOf(writer)).toEqual(BY_WORDS);
    expect(end).toMatchObject({ type: 'complete', outcome: 'answered', answer: ANSWER, warnings: [{ code: 'EMBEDDINGS_FAILED', message: expect.stringContaining(words) as string }] });
    expect(end).toMatchObject({ warnings: [{ message: expect.stringMatching(/^The passages were ordered by their words alone: the embedding model (?:did not answer|gave nothing that can be used)/) as string }] });
    expect(['client', 'server']).toContain(await server.calls[0]?.closed);
  });

  it('[VEC-3] is given up at once when the analysis is cancelled', async () => {
    server.fallback = { kind: 'silence' };
    const abort = new AbortController();
    const running = run(writerOf(), { signal: abort.signal });
    await server.received(1);
    abort.abort(new GroundwireError('CANCELLED', 'It was cancelled'));
    expect((await running).at(-1)).toMatchObject({ type: 'analysis_error', error: { code: 'CANCELLED' } });
    expect(await server.calls[0]?.closed).toBe('client');
  });

  it('[VEC-4] is the same after a takeover, and nobody is asked again', async () => {
    const [first, next, failed, afterFailure] = [writerOf(), writerOf(), writerOf(), writerOf()];
    const cut = cutOff(await run(first));
    server.fallback = { kind: 'answer', status: 500, body: 'no' };
    const failedCut = cutOff(await run(failed));
    server.calls.length = 0;
    server.fallback = { kind: 'vectors' };
    const end = endOf(await run(next, { resume: cut }));
    expect(next.requests[0]?.passages.map(({ passage }) => passage.text)).toEqual(first.requests[0]?.passages.map(({ passage }) => passage.text));
    expect(end).toMatchObject({ answer: ANSWER, warnings: [] });
    expect(endOf(await run(afterFailure, { resume: failedCut })).warnings.map(({ code }) => code)).toEqual(['EMBEDDINGS_FAILED']);
    expect(orderOf(afterFailure)).toEqual(BY_WORDS);
    expect(server.calls).toEqual([]);
  });

  it('[VEC-4] stays that of the words for a text that was begun from it', async () => {
    const cut = cutOff(await run(writerOf(), { embeddings: null }));
    const next = writerOf();
    await run(next, { resume: cut });
    expect(orderOf(next)).toEqual(BY_WORDS);
    expect(server.calls).toEqual([]);
  });
});
