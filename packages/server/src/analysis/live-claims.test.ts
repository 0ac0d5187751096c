import { citationBodySchema, type CitationBody, type CompleteBody, foldFrames, type LoggedBody } from '@groundwire/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.js';
import { silentLogger } from '../base/logger.js';
import { createCredibilityJudge } from '../credibility/judge-credibility.js';
import { createExtractiveWriter } from '../models/extractive-writer.js';
import type { Writer } from '../models/writer.js';
import type { FoundSource, PassagesRequest, SourceProvider } from '../sources/source-provider.js';
import type { EngineBody, ResumePoint } from './analysis-params.js';
import { createStreamAnalysis } from './stream-analysis.js';

const PAGES = [
  'The Kestrel Lighthouse was built in 1871 by Aldous Fenwick. It stands on the northern mole. The gates broke in 1997.',
  'The Kestrel Lighthouse was painted red in 1952. Its keeper was Mara Lindqvist, who lived in the tower until 1960.',
  'Visitors may climb the 112 steps of the Kestrel Lighthouse from May to September. 灯台は北の防波堤にあります。',
];

function source(text: string, index: number): FoundSource {
  const passages = [{ start: 7, end: 7 + text.length, text, heading: '', blocks: [] }];
  return {
    source_id: `doc_${index}`, provider: 'library', kind: 'library', url: `https://example.org/${index}`, title: `Page ${index}`, domain: 'example.org', published_at: null, author: null, language: 'en', rank: index + 1, snippet: null, document_id: `doc_${index}`,
    text: { read: 'document', content_hash: 'sha256:00', retrieved_at: '2025-09-28T12:00:00.000Z', length: text.length, words: 9, passages },
  };
}

/** A model that writes these pieces. `continues` writers go on behind what was shown. */
function writing(pieces: readonly string[]): Writer {
  return {
    name: 'scripted',
    delivery: 'stream',
    continues: true,
    async *write({ continuation }) {
      const shown = continuation?.shown.length ?? 0;
      const whole = pieces.join('');
      if (continuation !== undefined) return yield { type: 'text', text: whole.slice(shown) };
      for (const text of pieces) yield { type: 'text', text };
    },
  };
}

async function run(writer: Writer, resume?: ResumePoint, library: Partial<SourceProvider> = {}): Promise<EngineBody[]> {
  const streamAnalysis = createStreamAnalysis({
    providers: [{ name: 'library', kinds: ['library'], search: async () => ({ sources: PAGES.map(source), statistics: null }), ...library }],
    writerFor: () => writer, judgeCredibility: createCredibilityJudge(null), clock: systemClock, logger: silentLogger, publicUrl: () => 'http://127.0.0.1:8000',
  });
  const bodies: EngineBody[] = [];
  const params = { analysis_id: 'a', query: 'When was the Kestrel Lighthouse built?', parameters: { max_words: 60 }, history: [], resume };
  for await (const body of streamAnalysis(params, 's', { signal: new AbortController().signal, wordPaceMs: 0 })) bodies.push(body);
  return bodies;
}

const loggedOf = (bodies: EngineBody[]): LoggedBody[] => bodies.filter((body): body is LoggedBody => body.type !== 'note' && body.type !== 'analysis_progress');
const claimsOf = (bodies: EngineBody[]) => bodies.filter((body): body is CitationBody => body.type === 'citation');
const endOf = (bodies: EngineBody[]) => bodies.at(-1) as CompleteBody;
const beforeEnd = (bodies: EngineBody[]) => foldFrames(loggedOf(bodies).slice(0, -1));

const ANSWER = 'The Kestrel Lighthouse was built in 1871. [1] It was painted green in 1952 [2]. Aldous Fenwick built it. Its keeper lived in the tower until 1960. [1]\n\n- Visitors may climb the 112 steps [3]\n- It stands on the northern mole [1, 2]\n';

describe('[CLM-2] claims while the answer streams', () => {
  it('are told behind their tokens and before the next sentence is over, and all of them agree with the completion', async () => {
    const bodies = await run(writing(ANSWER.split(/(?<= )/)));
    const { answer, claims } = endOf(bodies);
    for (const body of claimsOf(bodies)) expect(citationBodySchema.parse(body)).toEqual(body);
    expect(beforeEnd(bodies).claims).toEqual(claims);
    expect(claimsOf(bodies).map(({ index }) => index).slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const { index, claim } of claimsOf(bodies).slice(0, 4)) {
      const shown = foldFrames(loggedOf(bodies).slice(0, loggedOf(bodies).findIndex((body) => body.type === 'citation' && body.index === index))).text;
      expect(shown.length, answer.slice(claim.start, claim.end)).toBeGreaterThanOrEqual(claim.end);
      expect(shown.length).toBeLessThan(claim.end + 45);
    }
  });

  it('show what is not backed as what it is, with the reason, and a better source that comes later', async () => {
    const { claims } = endOf(await run(writing([ANSWER])));
    expect(claims.map(({ support, citations }) => [support, ...citations])).toEqual([
      ['full', 'c1'],
      ['partial', 'c2'],
      ['unchecked'],
      ['none', 'c1'],
      ['full', 'c3'],
      ['full', 'c1', 'c2'],
    ]);
    expect(claims[3]).toMatchObject({ better_citation: 'c2' });
    const early = claimsOf(await run(writing([ANSWER.replace('built it.', 'built it. The Kestrel Lighthouse was painted red in 1952. [1]')])));
    expect(early.some(({ claim }) => claim.better_citation === 'c2')).toBe(true);
  });

  it('come from the extractive writer in the same way', async () => {
    const bodies = await run(createExtractiveWriter());
    expect(endOf(bodies).claims.length).toBeGreaterThan(1);
    expect(endOf(bodies).claims.every(({ support }) => support === 'full')).toBe(true);
    expect(beforeEnd(bodies).claims).toEqual(endOf(bodies).claims);
    expect(loggedOf(bodies).findIndex(({ type }) => type === 'citation')).toBeLessThan(loggedOf(bodies).findLastIndex(({ type }) => type === 'token'));
  });

  it('are none where the writer says that there is no answer', async () => {
    const late: Writer = { ...writing([]), async *write() { yield { type: 'text', text: 'The lighthouse is old. Nobody knows more than that about it.' }; yield { type: 'no_answer' }; } };
    const bodies = await run(late);
    expect([claimsOf(bodies), endOf(bodies).claims]).toEqual([[], []]);
  });
});

describe('[CLM-3] an answer that is taken over', () => {
  it.each([['a model', () => writing(ANSWER.split(/(?<= )/))], ['the extractive writer', createExtractiveWriter]])('of %s, after whichever frame, tells no claim twice and leaves none out', async (_who, writer) => {
    const whole = await run(writer());
    const first = whole.findIndex((body) => body.type === 'token');
    for (let length = first; length < whole.length; length += 1) {
      const [cut, notes] = [whole.slice(0, length), whole.slice(0, length).flatMap((body) => (body.type === 'note' ? [[body.key, body.value]] : []))];
      const { text, next_index, claims } = foldFrames(loggedOf(cut));
      const rest = await run(writer(), { notes: JSON.parse(JSON.stringify(Object.fromEntries(notes))) as Record<string, unknown>, shown: text, next_index, claims, attempt: 2 });
      const told = [...claimsOf(cut), ...claimsOf(rest)];
      expect(told.map(({ index, claim }) => [index, claim])).toEqual(claimsOf(whole).map(({ index, claim }) => [index, claim]));
      expect(foldFrames([...loggedOf(cut), ...loggedOf(rest)]).claims).toEqual(endOf(whole).claims);
    }
  });
});

describe('[CLM-9] a statement that stands elsewhere in its document', () => {
  const ELSEWHERE = 'In 1712 the harbour counted 212 ships.';
  const said = writing([`The Kestrel Lighthouse was built in 1871 [1]. ${ELSEWHERE.slice(0, -1)} [1]. In 1713 the harbour counted 900 ships [1].`]);
  const long = async () => ({ sources: PAGES.map((text, index) => ({ ...source(text, index), text: { ...source(text, index).text!, length: 5000 } })), statistics: null });
  const rest = { start: 4000, end: 4000 + ELSEWHERE.length, text: ELSEWHERE, heading: '', blocks: [] };

  it('is found there when the answer is whole, and its quote too', async () => {
    const asked: PassagesRequest[] = [];
    const bodies = await run(said, undefined, { search: long, passagesFor: async (request) => (asked.push(request), [rest]) });
    expect(asked).toEqual([{ document_id: 'doc_0', content_hash: 'sha256:00', statements: [ELSEWHERE, 'In 1713 the harbour counted 900 ships.'] }]);
    const { claims, citations } = endOf(bodies);
    expect(claims.map(({ support }) => support)).toEqual(['full', 'full', expect.not.stringMatching('full')]);
    expect(claims[1]?.quotes).toEqual([{ citation: 'c1', start: 4000, end: 4000 + ELSEWHERE.length, text: ELSEWHERE }]);
    expect(citations[0]?.quotes.map(({ text }) => text)).toContain(ELSEWHERE);
    expect(beforeEnd(bodies).claims).toEqual(claims);
  });

  it('stays what it was where the document is at hand as a whole, is gone, or can not be asked', async () => {
    const plain = endOf(await run(said)).claims;
    expect(plain[1]?.support).not.toBe('full');
    expect(endOf(await run(said, undefined, { search: long, passagesFor: async () => [] })).claims).toEqual(plain);
    expect(endOf(await run(said, undefined, { search: long, passagesFor: () => Promise.reject(new Error('closed')) })).claims).toEqual(plain);
  });
});

describe('[CLM-4] any answer in any pieces', () => {
  const parts = ['[1]', '[2] ', ' [1, 3]', '[9]', '【2】', '[^3].', 'The Kestrel Lighthouse was built in 1871', ' It stands on the northern mole', 'painted red in 1952', 'Mara Lindqvist', '. ', '. ', '\n', '\n\n', '\n- ', '```', '`a[1]`', '    ', '[', ']', ' 1', ',', '|', '灯台は北の防波堤にあります。', '“', '”', '(https://e.org)', '😀'];
  const answers = fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 30 }).map((chosen) => `The ${chosen.join('')}`);

  it('has the same text, claims and citations; its tokens joined are the answer; and every quote stands in its source at its range', async () => {
    await fc.assert(
      fc.asyncProperty(answers, fc.array(fc.nat(300), { maxLength: 20 }), async (answer, cuts) => {
        const bounds = [...new Set([0, ...cuts.map((cut) => cut % (answer.length + 1)), answer.length])].sort((left, right) => left - right);
        const whole = await run(writing([answer]));
        const pieces = await run(writing(bounds.slice(1).map((end, index) => answer.slice(bounds[index], end))));
        const [one, other] = [endOf(whole), endOf(pieces)];
        expect([other.answer, other.claims, other.citations]).toEqual([one.answer, one.claims, one.citations]);
        for (const bodies of [whole, pieces]) {
          expect(beforeEnd(bodies).text).toBe(endOf(bodies).answer);
          expect(beforeEnd(bodies).claims).toEqual(endOf(bodies).claims);
        }
        const pageOf = new Map(one.citations.map(({ id, url }) => [id, PAGES[Number(url.slice(-1))] ?? '']));
        const quotes = [...one.citations.flatMap(({ id, quotes: all }) => all.map((quote) => ({ citation: id, ...quote }))), ...one.claims.flatMap((claim) => claim.quotes ?? [])];
        for (const { citation, text, start, end } of quotes) expect(pageOf.get(citation)?.slice(start - 7, end - 7)).toBe(text);
      }),
      { numRuns: 100 },
    );
  }, 120_000);
});
