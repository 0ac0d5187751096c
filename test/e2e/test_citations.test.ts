/** The guide's citation test: what the `complete` frame of a real server says about its sources, checked against them. */
import { foldFrames } from '@groundwire/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HARBOUR_DOCUMENTS, HARBOUR_QUESTIONS } from './harbour-documents.js';
import { get } from './http.js';
import { type ServerProcess, startServer } from './server-process.js';
import { openSocket } from './socket-client.js';

interface Citation {
  id: string;
  number: number;
  url: string;
  title: string;
  domain: string;
  credibility: number;
  credibility_reasons: Array<{ reason: string }>;
  published_at: string | null;
  quotes: Array<{ text: string; start: number; end: number }>;
  document_url?: string;
}
interface Complete {
  outcome: string;
  answer: string;
  citations: Citation[];
  claims: Array<{ start: number; end: number; citations: string[] }>;
  sources: Array<{ url: string | null; citation: string | null }>;
}

let server: ServerProcess;
const answers = new Map<string, Complete>();

beforeAll(async () => {
  server = await startServer({ documents: HARBOUR_DOCUMENTS, environment: { STREAM_WORD_MS: '0' } });
  for (const [name, { question }] of Object.entries(HARBOUR_QUESTIONS)) {
    const socket = await openSocket(`${server.socketUrl}/ws/citations-${name}`);
    socket.send({ type: 'query', query: question });
    answers.set(name, (await socket.terminal()) as unknown as Complete);
    await socket.close();
  }
});
afterAll(() => server.stop());

const names = Object.keys(HARBOUR_QUESTIONS);
const answerTo = (name: string): Complete => {
  const found = answers.get(name);
  if (found === undefined) throw new Error(`No answer to ${name}`);
  return found;
};
const markersOf = (answer: string) => [...answer.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));

/** The text that `/documents/{id}` shows, for a citation that has such a page. */
async function documentText(citation: Citation): Promise<string> {
  const address = citation.document_url ?? citation.url;
  const id = /\/documents\/([^?#]+)/.exec(address)?.[1];
  const answer = await get(`${server.url}/documents/${id}`, { accept: 'application/json' });
  expect(answer.status).toBe(200);
  return (answer.body as { text: string }).text;
}

describe.each(names)('the citations of the answer about the %s', (name) => {
  it('[CIT-1] are normalised', () => {
    const { citations } = answerTo(name);
    expect(citations.length).toBeGreaterThan(0);
    for (const citation of citations) {
      expect(citation.id).toMatch(/^c[1-9]\d*$/);
      expect(['http:', 'https:']).toContain(new URL(citation.url).protocol);
      expect(citation.title.trim()).not.toBe('');
      expect(citation.domain).not.toMatch(/^www\.|[/:]/);
      expect(citation.credibility).toBeGreaterThanOrEqual(0);
      expect(citation.credibility).toBeLessThanOrEqual(1);
    }
    expect(new Set(citations.map(({ url }) => url.split('?')[0])).size).toBe(citations.length);
  });

  it('[CIT-2] [CIT-3] agree with the markers of the text, numbered by first use', () => {
    const { answer, citations } = answerTo(name);
    const firstUses = [...new Set(markersOf(answer))];
    expect(firstUses).toEqual(firstUses.map((_, place) => place + 1));
    expect(citations.map(({ number }) => number)).toEqual(firstUses);
    expect(citations.map(({ id }) => id)).toEqual(firstUses.map((number) => `c${number}`));
  });

  it('[CIT-4] quote their source verbatim, at the range they give', async () => {
    for (const citation of answerTo(name).citations) {
      expect(citation.quotes.length).toBeGreaterThan(0);
      const text = await documentText(citation);
      for (const quote of citation.quotes) expect(text.slice(quote.start, quote.end)).toBe(quote.text);
    }
  });

  it('[CIT-7] say why their source is believed or not', () => {
    for (const { credibility_reasons } of answerTo(name).citations) {
      expect(credibility_reasons.length).toBeGreaterThan(0);
      for (const { reason } of credibility_reasons) expect(reason).toMatch(/\w+ \w+/);
    }
  });

  it('[CIT-9] are what the claims rest on', () => {
    const { answer, citations, claims } = answerTo(name);
    const known = citations.map(({ id }) => id);
    let end = 0;
    for (const claim of claims) {
      expect(claim.start).toBeGreaterThanOrEqual(end);
      expect(claim.end).toBeGreaterThan(claim.start);
      expect(claim.end).toBeLessThanOrEqual(answer.length);
      expect(known).toEqual(expect.arrayContaining(claim.citations));
      expect(new Set(markersOf(answer.slice(claim.start, claim.end)).map((number) => `c${number}`))).toEqual(new Set(claim.citations));
      end = claim.end;
    }
    expect(new Set(claims.flatMap((claim) => claim.citations))).toEqual(new Set(known));
  });

  it('[CIT-2] are the sources that are marked as used, and no others', () => {
    const { citations, sources } = answerTo(name);
    const used = sources.flatMap(({ citation }) => (citation === null ? [] : [citation]));
    expect(used.sort()).toEqual(citations.map(({ id }) => id).sort());
  });
});

describe('where a citation points', () => {
  it('[CIT-8] a document with an address of its own is cited by it', () => {
    const citation = answerTo('lighthouse').citations[0];
    expect(citation).toMatchObject({ url: 'https://harbour.example/kestrel-lighthouse', domain: 'harbour.example', title: 'The Kestrel Lighthouse' });
    expect(answerTo('mill').citations[0]).toMatchObject({ url: 'https://mills.example/saltmere-tide-mill', domain: 'mills.example', title: 'The tide mill of Saltmere' });
  });

  it('[CIT-8] [REST-16] a document without one is cited by its page on this server, with the quotes marked', async () => {
    const citation = answerTo('ferry').citations[0];
    expect(citation).toMatchObject({ domain: 'library', title: 'Ferry to Gull Island' });
    expect(citation?.url.startsWith(`${server.url}/documents/`)).toBe(true);
    const page = await get(citation?.url ?? '', { accept: 'text/html' });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).toMatch(/<mark[^>]*id="mark"/);
    expect(page.text).toContain('seven in the morning');
  });

  it('[REST-16] a document that is not there is not found', async () => {
    expect((await get(`${server.url}/documents/doc_0000000000000000`)).status).toBe(404);
    expect((await get(`${server.url}/documents/%2e%2e%2f%2e%2e%2fetc%2fpasswd`)).status).toBe(404);
  });
});

describe('when a source was published', () => {
  it("[CIT-6] is the date that the source itself gives, or null", () => {
    expect(answerTo('lighthouse').citations[0]?.published_at).toMatch(/^2024-03-05/);
    expect(answerTo('mill').citations[0]?.published_at).toMatch(/^2023-11-20/);
    expect(answerTo('ferry').citations[0]?.published_at).toBeNull();
  });
});

describe('what is cited', () => {
  it('[CIT-5] several sources where several say something', () => {
    expect(answerTo('storm').citations.length).toBeGreaterThanOrEqual(1);
    expect(answerTo('storm').outcome).toBe('answered');
  });

  it('[CIT-2] no number that stands in the text of a source', () => {
    for (const name of names) for (const number of markersOf(answerTo(name).answer)) expect(number).toBeLessThanOrEqual(answerTo(name).citations.length);
  });
});

describe('the claims of an answer, on sockets of both versions', () => {
  it('[CLM-2] come as frames of the log while it streams, agree with the completion, and are not sent to base sockets', async () => {
    const address = `${server.socketUrl}/ws/claims`;
    const [base, extended] = [await openSocket(address), await openSocket(`${address}?v=2`)];
    base.send({ type: 'query', query: HARBOUR_QUESTIONS.keepers.question });
    const complete = await extended.terminal();
    await base.terminal();
    const logged = extended.frames().filter((frame) => typeof frame['seq'] === 'number' && frame.type !== 'caught_up');
    expect(logged.map((frame) => frame['seq'])).toEqual(logged.map((_, index) => index + 1));
    const claims = logged.filter(({ type }) => type === 'citation');
    expect(claims.length).toBeGreaterThan(1);
    expect(logged.findIndex(({ type }) => type === 'citation')).toBeLessThan(logged.findLastIndex(({ type }) => type === 'token'));
    expect(foldFrames(logged.slice(0, -1)).claims).toEqual(complete['claims']);
    expect(base.frames('citation')).toEqual([]);
    // Who comes back gets them from the log, as they were.
    const late = await openSocket(`${address}?v=2&epoch=${String(complete['epoch'])}&since=0`);
    await late.terminal();
    expect(late.frames('citation')).toEqual(claims);
    for (const socket of [base, extended, late]) await socket.close();
  });
});
