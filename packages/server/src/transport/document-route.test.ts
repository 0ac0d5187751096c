import { afterEach, describe, expect, it } from 'vitest';
import type { LibraryDocumentText } from '../sources/library/library.js';
import { type AppFixture, createAppFixture } from '../testing/app-fixture.js';

let fixture: AppFixture;
afterEach(() => fixture.close());

const HASH = 'a1b2c3d4'.padEnd(64, '0');

function open(overrides: Partial<LibraryDocumentText> = {}): void {
  fixture = createAppFixture();
  const text = 'Water boils at 100 degrees.';
  fixture.documents.set('doc_1', {
    document_id: 'doc_1',
    collection: 'notes',
    path: '/home/ada/notes/water.md',
    title: 'Water',
    url: 'https://example.org/water',
    published_at: '2025-09-01',
    modified_at: null,
    author: 'Ada',
    language: 'en',
    content_hash: `sha256:${HASH}`,
    indexed_at: '2025-09-28T12:00:00.000Z',
    words: 5,
    passages: 1,
    text,
    blocks: [{ kind: 'paragraph', start: 0, end: text.length }],
    ...overrides,
  });
}

const get = (url: string, accept = 'text/html,*/*;q=0.8') => fixture.app.inject({ url, headers: { accept } });

describe('GET /documents/{document_id}', () => {
  it('[REST-16] shows the text as a page without scripts, with the passage marked', async () => {
    open();
    const response = await get('/documents/doc_1?mark=6-11&v=a1b2c3d4');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(response.body).toContain('Water <mark id="mark">boils</mark> at 100 degrees.');
    expect(response.body).toContain('href="https://example.org/water" rel="noopener noreferrer"');
    expect(response.body).not.toContain('has changed since it was cited');
  });

  it('[REST-16] shows a page of the web as it was read, with the address where it is', async () => {
    fixture = createAppFixture();
    const text = 'Water boils at 100 degrees.';
    fixture.pages.set('doc_web_1', {
      url: 'https://example.org/water', document_id: 'doc_web_1', content_hash: `sha256:${HASH}`, retrieved_at: '2025-09-28T12:00:00.000Z', from_cache: true,
      document: { title: 'Water <script>', url: null, published_at: '2025-09-01', author: null, language: 'en', text, blocks: [{ kind: 'paragraph', start: 0, end: text.length }] },
    });
    const page = await get('/documents/doc_web_1?mark=6-11&v=a1b2c3d4');
    expect(page.body).toContain('Water <mark id="mark">boils</mark> at 100 degrees.');
    expect(page.body).toContain('href="https://example.org/water" rel="noopener noreferrer"');
    expect(page.body).toContain('2025-09-28 12:00 UTC</time>; this is its text as it was cited');
    expect(page.body).not.toMatch(/<script|has changed since/);
    expect((await get('/documents/doc_web_1', 'application/json')).json()).toMatchObject({ document_id: 'doc_web_1', url: 'https://example.org/water', retrieved_at: '2025-09-28T12:00:00.000Z', text });
  });

  it('says that the document changed since it was cited', async () => {
    open();
    expect((await get('/documents/doc_1?v=ffffffff')).body).toContain('has changed since it was cited');
    for (const search of ['', '?v=', '?v=zz', '?v=a1b2c3d4&v=ffffffff', '?v=%3Cscript%3E']) expect((await get(`/documents/doc_1${search}`)).body).not.toContain('has changed since it was cited');
  });

  it('[REST-16] gives programs the text as JSON, and not where the file lies', async () => {
    open();
    const response = await get('/documents/doc_1', 'application/json');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ document_id: 'doc_1', title: 'Water', url: 'https://example.org/water', published_at: '2025-09-01', text: 'Water boils at 100 degrees.' });
    expect(response.body).not.toContain('/home/ada');
    expect((await get('/documents/doc_1')).body).not.toContain('/home/ada');
  });

  it('has a page and an error for a document that is not there', async () => {
    open();
    for (const id of ['doc_2', '__proto__', '%00', 'x'.repeat(1000)]) {
      const page = await get(`/documents/${id}`);
      expect(page.statusCode).toBe(404);
      expect(page.body).toContain('No such document');
      const body = await get(`/documents/${id}`, 'application/json');
      expect(body.statusCode).toBe(404);
      expect(body.json()).toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
    }
  });

  it.each(['mark=-5-3', 'mark=9-1', 'mark=0-99999999999', 'mark=a', 'mark=0-5,0-5,3-4', 'mark[]=1', `mark=${'0-1,'.repeat(3000)}`])('[SEC-5] is not impressed by ?%s', async (search) => {
    open();
    const response = await get(`/documents/doc_1?${search}`);
    expect(response.statusCode).toBe(200);
    expect(response.body.replace(/<[^>]+>/g, '')).toContain('Water boils at 100 degrees.');
  });
});
