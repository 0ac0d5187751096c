import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from './client.js';
import { ConnectionFailed, ProtocolMismatch, RequestRefused } from './errors.js';

interface Call {
  method: string;
  path: string;
  body: unknown;
}

let calls: Call[] = [];
afterEach(() => {
  calls = [];
});

/** A client whose server answers everything with this. */
function answering(status: number, body: unknown) {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input as string);
    calls.push({ method: init?.method ?? 'GET', path: url.pathname + url.search, body: init?.body });
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  };
  return createClient({ url: 'http://server.example/below', fetch });
}

describe('what the server keeps', () => {
  it('[SDK-13] is asked for at its address, with what is given and nothing else', async () => {
    const client = answering(200, { success: true, hits: [], questions: ['Why?'], removed: 2, analyses: [] });
    const file = new Uint8Array([1, 2]);
    await client.history({ q: 'a & b', session_id: 's', limit: undefined });
    await client.document('doc/1');
    await client.deleteSession('s:1');
    await client.library.add(file, { name: 'notes/a b.md' });
    expect(await client.library.search('x', { limit: 3 })).toEqual([]);
    expect(await client.library.examples()).toEqual(['Why?']);
    expect(await client.library.remove('doc_1')).toBe(true);
    expect(await client.library.removeCollection('my notes')).toBe(2);
    expect(calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /below/api/analysis/history?q=a+%26+b&session_id=s',
      'GET /below/documents/doc%2F1',
      'DELETE /below/api/sessions/s%3A1',
      'POST /below/api/library?name=notes%2Fa+b.md',
      'GET /below/api/library/search?q=x&limit=3',
      'GET /below/api/library/examples',
      'DELETE /below/api/library/doc_1',
      'DELETE /below/api/library?collection=my+notes',
    ]);
    expect(calls[3]?.body).toBe(file);
  });

  it('[SDK-13] is null or false where it is not there, and a refusal elsewhere', async () => {
    const missing = answering(404, { success: false, error: 'No such thing', code: 'DOCUMENT_NOT_FOUND' });
    expect(await missing.document('doc_1')).toBeNull();
    expect(await missing.analysis('a')).toBeNull();
    expect(await missing.library.remove('doc_1')).toBe(false);
    const refusal = await missing.deleteAnalysis('a').catch((thrown: unknown) => thrown);
    expect(refusal).toBeInstanceOf(RequestRefused);
    expect(refusal).toMatchObject({ message: 'No such thing', code: 'DOCUMENT_NOT_FOUND', status: 404 });
    await expect(answering(500, 'a proxy').health()).rejects.toThrow('The server answered 500 without saying why');
  });

  it('[SDK-13] tells a server that is not there from one that speaks otherwise', async () => {
    await expect(answering(200, 'hello').health()).rejects.toThrow(ProtocolMismatch);
    const gone = createClient({ url: 'http://server.example', fetch: () => Promise.reject(new TypeError('fetch failed')) });
    await expect(gone.library.list()).rejects.toThrow(ConnectionFailed);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(gone.library.add(new Uint8Array(), { name: 'a.md', signal })).rejects.toThrow('enough');
  });
});
