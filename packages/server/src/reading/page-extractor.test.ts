import { afterAll, describe, expect, it } from 'vitest';
import { createPageExtractor } from './page-extractor.js';

const extractor = createPageExtractor();
afterAll(() => extractor.close());

describe('the extractor of pages', () => {
  it('reads the first page after a start as it reads any other, made ready or not', async () => {
    const page = () => new TextEncoder().encode('<title>Bridge</title><h1>Bridge</h1><p>The bridge was built in 1912, and its piers are old.</p>');
    const first = await extractor.extract(page(), 'html');
    expect(first).toMatchObject({ ok: true, document: { title: 'Bridge', text: 'Bridge\n\nThe bridge was built in 1912, and its piers are old.' } });
    extractor.prepare();
    expect(await extractor.extract(page(), 'html')).toEqual(first);
  });
});
