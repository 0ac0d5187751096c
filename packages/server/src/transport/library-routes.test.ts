import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { apiErrorSchema, libraryExamplesResponseSchema, libraryResponseSchema, librarySearchResponseSchema, libraryUploadResponseSchema } from '@groundwire/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_DOCUMENT_BYTES } from '../base/limits.js';
import { silentLogger } from '../base/logger.js';
import { createLibrary } from '../sources/library/create-library.js';
import type { Library } from '../sources/library/library.js';
import { createUploadFolder } from '../sources/library/upload-folder.js';
import { type AppFixture, createAppFixture } from '../testing/app-fixture.js';

const LIGHTHOUSE = '# The lighthouse\n\nThe lighthouse was built in 1871.\n\n## The keepers\n\nThree keepers lived in it.\n';

let folder: string;
let library: Library;
let fixture: AppFixture;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'groundwire-library-'));
  library = createLibrary({ file: path.join(folder, 'library.db'), logger: silentLogger });
  fixture = createAppFixture(null, { library, uploads: createUploadFolder(path.join(folder, 'uploads')) });
});
afterEach(async () => {
  await fixture.close();
  await library.close();
  rmSync(folder, { recursive: true });
});

const upload = (name: string, payload: string | Buffer, headers: Record<string, string> = {}, collection?: string) =>
  fixture.app.inject({ method: 'POST', url: `/api/library?${new URLSearchParams({ name, ...(collection === undefined ? {} : { collection }) }).toString()}`, headers: { 'content-type': 'application/octet-stream', ...headers }, payload });
const list = async (search = '') => libraryResponseSchema.parse((await fixture.app.inject({ url: `/api/library${search}` })).json());
const uploaded = () => readdirSync(path.join(folder, 'uploads'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);

describe('POST /api/library', () => {
  it('[LIB-6] keeps and indexes a file, replaces it under the same name, and knows it again', async () => {
    const first = await upload('notes/lighthouse.md', LIGHTHOUSE);
    expect(first.statusCode).toBe(200);
    expect(libraryUploadResponseSchema.parse(first.json())).toMatchObject({ name: 'notes/lighthouse.md', outcome: 'added', reason: null });
    expect((await upload('notes/lighthouse.md', LIGHTHOUSE)).json()).toMatchObject({ outcome: 'unchanged' });
    expect((await upload('notes/lighthouse.md', `${LIGHTHOUSE}\nMore.\n`)).json()).toMatchObject({ outcome: 'updated' });
    expect(readFileSync(path.join(folder, 'uploads', 'documents', 'notes', 'lighthouse.md'), 'utf8')).toContain('More.');
    expect((await list()).documents.map(({ name, title, collection }) => [name, title, collection])).toEqual([['notes/lighthouse.md', 'The lighthouse', 'documents']]);
  });

  it('[LIB-6] answers what is wrong with a file that can\'t be read, and keeps nothing of it', async () => {
    expect(libraryUploadResponseSchema.parse((await upload('a.exe', 'MZ')).json())).toMatchObject({ outcome: 'failed', document_id: null, reason: expect.stringContaining('Known kinds') as string });
    expect((await upload('a.pdf', 'no PDF')).json()).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/PDF|damaged/i) as string });
    expect((await upload('empty.md', Buffer.alloc(0))).statusCode).toBeLessThan(500);
    expect(uploaded()).toEqual([]);
    expect((await list()).total_count).toBe(0);
  });

  it.each(['../../etc/passwd.md', 'a/../../b.md', '/..', '.hidden.md', 'a/.b/c.md', 'a\u0000.md', 'x'.repeat(300), 'C:\\x:y.md', 'a. /b.md', `${'a/'.repeat(40)}b.md`])('[LIB-8] refuses the name %j', async (name) => {
    const response = await upload(name, LIGHTHOUSE);
    expect(response.statusCode).toBe(400);
    expect(apiErrorSchema.parse(response.json()).code).toBe('INVALID_REQUEST');
    expect(existsSync(path.join(folder, 'uploads'))).toBe(false);
  });

  it('[LIB-8] refuses what is too large, foreign pages, and collections that are none', async () => {
    const large = await upload('a.md', Buffer.alloc(MAX_DOCUMENT_BYTES + 1, 'a'));
    expect([large.statusCode, apiErrorSchema.parse(large.json()).code]).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(apiErrorSchema.parse(large.json()).error).toContain('20 MB');
    const foreign = await upload('a.md', LIGHTHOUSE, { origin: 'https://evil.example' });
    expect([foreign.statusCode, apiErrorSchema.parse(foreign.json()).code]).toEqual([403, 'FORBIDDEN_ORIGIN']);
    // A form or a script without a check-up in front sends one of these types.
    expect((await upload('a.md', LIGHTHOUSE, { origin: 'https://evil.example', 'content-type': 'text/plain' })).statusCode).toBe(403);
    expect((await fixture.app.inject({ method: 'DELETE', url: '/api/library?collection=documents', headers: { origin: 'https://evil.example' } })).statusCode).toBe(403);
    for (const collection of ['../up', 'groundwire-docs', '.x']) expect((await upload('a.md', LIGHTHOUSE, {}, collection)).statusCode, collection).toBe(400);
    expect((await fixture.app.inject({ method: 'POST', url: '/api/library?name=a.md' })).statusCode).toBe(400);
    expect((await list()).total_count).toBe(0);
  });
});

describe('what the library holds', () => {
  beforeEach(async () => {
    await upload('lighthouse.md', LIGHTHOUSE);
    await upload('ferry.txt', 'The ferry leaves at seven.', {}, 'travel');
  });

  it('[LIB-5] is listed by collection, page by page, without telling where files lie', async () => {
    expect(await list()).toMatchObject({ total_count: 2, has_more: false, collections: [{ collection: 'documents', documents: 1 }, { collection: 'travel', documents: 1 }] });
    expect(await list('?collection=travel')).toMatchObject({ total_count: 1, documents: [{ name: 'ferry.txt' }] });
    expect(await list('?limit=1')).toMatchObject({ total_count: 2, has_more: true });
    expect((await fixture.app.inject({ url: '/api/library' })).body).not.toContain(folder);
    expect((await fixture.app.inject({ url: '/api/library?limit=0' })).statusCode).toBe(400);
  });

  it('[LIB-5] is searched by passages', async () => {
    const response = await fixture.app.inject({ url: '/api/library/search?q=keepers' });
    const { hits } = librarySearchResponseSchema.parse(response.json());
    expect(hits[0]).toMatchObject({ title: 'The lighthouse', name: 'lighthouse.md' });
    expect(hits[0]?.text).toContain('Three keepers');
    expect(response.body).not.toContain(folder);
    expect((await fixture.app.inject({ url: '/api/library/search' })).statusCode).toBe(400);
  });

  it('[LIB-9] suggests questions that it answers', async () => {
    const { questions } = libraryExamplesResponseSchema.parse((await fixture.app.inject({ url: '/api/library/examples' })).json());
    expect(questions).toEqual(['What does “The lighthouse” say about the keepers?', 'What is there to know about ferry?']);
  });

  it('[LIB-7] is removed, with the uploaded file; files of the user\'s own stay', async () => {
    const own = path.join(folder, 'own.md');
    writeFileSync(own, '# Own\n\nMine.');
    await library.addPaths([own], { collection: 'documents' });
    for (const { document_id } of (await list('?collection=documents')).documents) {
      expect((await fixture.app.inject({ method: 'DELETE', url: `/api/library/${document_id}` })).json()).toEqual({ success: true, removed: 1 });
    }
    expect(uploaded()).toEqual(['ferry.txt']);
    expect(existsSync(own)).toBe(true);
    expect((await fixture.app.inject({ method: 'DELETE', url: '/api/library/doc_none' })).statusCode).toBe(404);
    expect((await fixture.app.inject({ method: 'DELETE', url: '/api/library' })).statusCode).toBe(400);
    expect((await fixture.app.inject({ method: 'DELETE', url: '/api/library?collection=travel' })).json()).toEqual({ success: true, removed: 1 });
    expect(uploaded()).toEqual([]);
    expect((await list()).total_count).toBe(0);
  });
});
