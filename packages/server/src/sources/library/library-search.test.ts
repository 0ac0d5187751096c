import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainQuery, temporaryLibrary, type TemporaryLibrary } from './testing/temporary-library.js';
import type { DocumentInput } from './library.js';

let temporary: TemporaryLibrary;
const never = new AbortController().signal;

beforeEach(() => {
  temporary = temporaryLibrary();
});
afterEach(() => temporary.dispose());

async function hold(documents: Array<Partial<DocumentInput> & { key: string; content: string }>, collection = 'notes'): Promise<string[]> {
  return temporary.library.addDocuments(documents.map((document) => ({ format: 'markdown', ...document })), { collection });
}

async function titles(question: string, changes = {}): Promise<string[]> {
  const { sources } = await temporary.library.search(plainQuery(question, changes), never);
  return sources.map((source) => source.title);
}

describe('search', () => {
  it('gives sources with the passages that match, as they stand in the document', async () => {
    const [id] = await hold([
      {
        key: 'guide',
        content: '---\nurl: https://www.Example.org/guide\ndate: 2024-05-06\nauthor: Ann\nlang: en\n---\n# Streams\n\nIntro.\n\n## Resuming\n\nA stream is resumed with a cursor.\n\n## Other\n\nUnrelated words.',
      },
      { key: 'noise', content: '# Cooking\n\nBoil the water first.' },
    ]);
    const { sources, statistics } = await temporary.library.search(plainQuery('How do I resume a stream?'), never);
    expect(sources).toHaveLength(1);
    const source = sources[0];
    expect(source).toMatchObject({
      source_id: id, document_id: id, provider: 'library', kind: 'library', url: 'https://www.example.org/guide', domain: 'example.org', title: 'Streams',
      published_at: '2024-05-06', author: 'Ann', language: 'en', rank: 1, snippet: 'A stream is resumed with a cursor.',
    });
    expect(source?.text?.passages[0]).toMatchObject({ text: 'A stream is resumed with a cursor.', heading: 'Streams › Resuming' });
    const document = await temporary.library.document(id ?? '');
    for (const passage of source?.text?.passages ?? []) expect(document?.text.slice(passage.start, passage.end)).toBe(passage.text);
    expect(source?.text).toMatchObject({ read: 'document', content_hash: document?.content_hash, length: document?.text.length, words: document?.words, retrieved_at: document?.indexed_at });
    expect(statistics?.passages).toBe(4);
    expect(statistics?.passagesWith.get('stream')).toBe(3);
    expect(statistics?.passagesWith.has('cooking')).toBe(false);
  });

  it('finds other forms of a word, and words without their accents', async () => {
    await hold([{ key: 'a', content: 'The café serves running athletes.' }]);
    expect(await titles('cafes run')).toHaveLength(1);
  });

  it.each([
    ['Japanese', '東京は日本の首都であり、人口は約1400万人です。', '東京の人口は何人ですか'],
    ['Chinese', '北京是中华人民共和国的首都。', '中国的首都是哪里？北京'],
    ['Thai', 'กรุงเทพมหานครเป็นเมืองหลวงของประเทศไทย', 'เมืองหลวงของไทย'],
    ['Korean', '서울은 대한민국의 수도이다.', '대한민국 수도는 어디인가'],
    ['Hindi', 'दिल्ली भारत की राजधानी है।', 'भारत की राजधानी'],
    ['Arabic', 'القاهرة هي عاصمة مصر.', 'ما هي عاصمة مصر؟'],
    ['Russian', 'Москва является столицей России.', 'столицей России'],
  ])('finds %s text', async (_language, content, question) => {
    await hold([{ key: 'wanted', title: 'wanted', content }, { key: 'other', title: 'other', content: 'Something else in English, 别的东西, 全く違う話, อื่นๆ' }]);
    expect((await titles(question))[0]).toBe('wanted');
  });

  it('puts first the passage that has the rarer words and the identifier as a whole', async () => {
    await hold([
      { key: 'a', title: 'a', content: 'The level of the wal is level.' },
      { key: 'b', title: 'b', content: 'Set wal_level to logical.' },
      ...Array.from({ length: 20 }, (_, index) => ({ key: `n${index}`, title: 'noise', content: `The server has a level of its own, number ${index}.` })),
    ]);
    expect((await titles('what does wal_level do'))[0]).toBe('b');
  });

  it('gives the passages of one document that have the words of a statement, unless it has changed', async () => {
    const years = Array.from({ length: 60 }, (_, index) => `## Year ${1700 + index}\n\nIn the year ${1700 + index} the harbour counted ${200 + index} ships and paid ${5000 + 17 * index} crowns.`);
    const [id] = await hold([{ key: 'years', format: 'markdown', content: `# Chronicle\n\n${years.join('\n\n')}` }, { key: 'other', content: 'In the year 1712 another harbour counted 900 ships.' }]);
    const document = await temporary.library.document(id ?? '');
    const request = { document_id: id ?? '', content_hash: document?.content_hash ?? '', statements: ['In 1712 the harbour counted 212 ships.', 'It paid 5391 crowns in 1723.', '!?'] };
    const passages = await temporary.library.passagesFor(request, never);
    for (const text of ['1712 the harbour counted 212 ships', '5391 crowns']) expect(passages.filter((passage) => passage.text.includes(text))).toHaveLength(1);
    expect(passages.length).toBeLessThanOrEqual(6);
    for (const passage of passages) expect(document?.text.slice(passage.start, passage.end)).toBe(passage.text);
    expect(await temporary.library.passagesFor({ ...request, content_hash: 'sha256:0' }, never)).toEqual([]);
    const [short] = (await temporary.library.list({ limit: 10, offset: 0 })).documents.filter(({ passages: count }) => count === 1);
    const whole = await temporary.library.passagesFor({ document_id: short?.document_id ?? '', content_hash: short?.content_hash ?? '', statements: ['Nothing of the kind.'] }, never);
    expect(whole.map(({ text }) => text)).toEqual(['In the year 1712 another harbour counted 900 ships.']);
    expect(await temporary.library.passagesFor({ ...request, document_id: 'doc_gone' }, never)).toEqual([]);
  });

  it('filters by collection, domain, date and language', async () => {
    await hold([
      { key: 'a', title: 'a', content: 'walrus', url: 'https://en.example.org/a', published_at: '2024-01-01' },
      { key: 'b', title: 'b', content: 'walrus', url: 'https://notexample.org/b', published_at: '2020-01-01' },
      { key: 'c', title: 'c', content: '---\nlang: de\n---\nwalrus' },
    ]);
    await hold([{ key: 'd', title: 'd', content: 'walrus' }], 'second');
    const sorted = async (changes: object) => (await titles('walrus', changes)).sort();
    expect(await sorted({})).toEqual(['a', 'b', 'c', 'd']);
    expect(await sorted({ collection: 'second' })).toEqual(['d']);
    expect(await sorted({ collection: 'none' })).toEqual([]);
    expect(await sorted({ include_domains: ['Example.org'] })).toEqual(['a']);
    expect(await sorted({ include_domains: ['https://www.example.org/winter/'] })).toEqual(['a']);
    expect(await sorted({ include_domains: ['library'] })).toEqual(['c', 'd']);
    expect(await sorted({ exclude_domains: ['www.example.org', 'library'] })).toEqual(['b']);
    expect(await sorted({ published_since: '2023-12-31' })).toEqual(['a']);
    expect(await sorted({ language: 'en-GB' })).toEqual(['a', 'b', 'd']);
    expect(await sorted({ language: 'fr', collection: 'notes', include_domains: ['library'] })).toEqual(['c']);
  });

  it('steps back with the built-in collection while there is another, unless that is named', async () => {
    await temporary.library.addPaths([], { collection: 'own', builtin: true });
    await hold([{ key: 'own', title: 'own', content: 'walrus' }], 'own');
    const isBuiltin = async () => (await temporary.library.search(plainQuery('walrus'), never)).builtin;
    expect([await titles('walrus'), await isBuiltin()]).toEqual([['own'], true]);
    await hold([{ key: 'mine', title: 'mine', content: 'walrus' }]);
    expect([await titles('walrus'), await isBuiltin()]).toEqual([['mine'], undefined]);
    expect(await titles('walrus', { collection: 'own' })).toEqual(['own']);
    expect((await temporary.library.collections()).map(({ collection, builtin }) => [collection, builtin])).toEqual([['notes', false], ['own', true]]);
    await temporary.library.remove({ collection: 'notes' });
    expect(await titles('walrus')).toEqual(['own']);
  });

  it('limits sources, and passages of one source', async () => {
    await hold([{ key: 'long', title: 'long', content: Array.from({ length: 40 }, (_, index) => `## Part ${index}\n\nThe walrus number ${index} swims.`).join('\n\n') }, ...Array.from({ length: 12 }, (_, index) => ({ key: `k${index}`, title: `k${index}`, content: 'A walrus elsewhere.' }))]);
    const { sources } = await temporary.library.search(plainQuery('walrus', { limit: 5 }), never);
    expect(sources).toHaveLength(5);
    for (const source of sources) expect(source.text?.passages.length).toBeLessThanOrEqual(10);
  });

  it('sends a short document whole', async () => {
    await hold([{ key: 'short', content: '# Walrus\n\nIntro text.\n\n## Size\n\nIt weighs a ton.' }]);
    const { sources } = await temporary.library.search(plainQuery('weighs'), never);
    expect(sources[0]?.text?.passages.map((passage) => passage.text)).toEqual(['It weighs a ton.', 'Intro text.']);
  });

  it('joins what several queries find', async () => {
    await hold([{ key: 'a', title: 'a', content: 'walrus' }, { key: 'b', title: 'b', content: 'narwhal' }]);
    expect((await titles('walrus', { queries: ['walrus', 'narwhal'] })).sort()).toEqual(['a', 'b']);
  });

  it.each([
    '', '   ', '???', '😀😀', '"', '""" OR 1', "'; DROP TABLE documents; --", 'NEAR(a b, 3)', 'title: x', 'a* AND NOT (b', '^col', '{a b} : c', '-', '\0', '\ud800', 'x'.repeat(10_000), 'word '.repeat(2000),
    '__proto__ constructor', '水', 'ก็ ้', '\u0301',
  ])('answers %j without an error', async (question) => {
    await hold([{ key: 'a', content: 'some text' }]);
    expect(await titles(question)).toEqual([]);
    expect(await temporary.library.find(question, { limit: 3 })).toEqual([]);
  });

  it('rejects at once with the reason of its signal', async () => {
    await expect(temporary.library.search(plainQuery('x'), AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    const stop = new AbortController();
    const searching = temporary.library.search(plainQuery('x'), stop.signal);
    stop.abort(new Error('gone later'));
    await expect(searching).rejects.toThrow('gone later');
    expect(await titles('x')).toEqual([]);
  });
});

describe('documents', () => {
  it('are replaced under the same key, and keep their id', async () => {
    const [first] = await hold([{ key: 'k', content: 'Old: walrus.' }]);
    const [second] = await hold([{ key: 'k', content: 'New: narwhal.' }]);
    const [elsewhere] = await hold([{ key: 'k', content: 'New: narwhal.' }], 'other');
    expect(second).toBe(first);
    expect(first).toMatch(/^doc_[0-9a-f]{16}$/);
    expect(elsewhere).not.toBe(first);
    expect(await titles('walrus')).toEqual([]);
    expect((await temporary.library.document(first ?? ''))?.text).toBe('New: narwhal.');
  });

  it('take what the caller says of them, where it can be read', async () => {
    const [id, other] = await hold([
      { key: 'a', content: '---\ntitle: Own\ndate: 2020-01-01\n---\nText.', title: 'Given', published_at: '2022/06/12', url: 'https://e.org/x', author: 'Ann' },
      { key: 'b', content: '---\ntitle: Own\n---\nText.', published_at: 'soon', url: 'javascript:x' },
    ]);
    expect(await temporary.library.document(id ?? '')).toMatchObject({ title: 'Given', published_at: '2022-06-12', url: 'https://e.org/x', author: 'Ann', text: 'Text.' });
    expect(await temporary.library.document(other ?? '')).toMatchObject({ title: 'Own', published_at: null, url: null });
  });

  it('give their text with its blocks, and null for an unknown id', async () => {
    const [id] = await hold([{ key: 'a', content: '# Head\n\n- item\n\n```\ncode\n```' }]);
    const document = await temporary.library.document(id ?? '');
    expect(document?.blocks.map((block) => [block.kind, document.text.slice(block.start, block.end), block.level])).toEqual([
      ['heading', 'Head', 1],
      ['list_item', 'item', undefined],
      ['code', 'code', undefined],
    ]);
    expect(await temporary.library.document("x' OR 1=1")).toBeNull();
  });

  it('may have no text, and are listed then', async () => {
    await hold([{ key: 'empty', content: '' }]);
    expect((await temporary.library.list({ limit: 5, offset: 0 })).documents).toMatchObject([{ path: 'empty', words: 0, passages: 0 }]);
  });

  it('are listed by collection in pages', async () => {
    await hold(['a', 'b', 'c'].map((key) => ({ key, content: 'x' })));
    await hold([{ key: 'z', content: 'x' }], 'other');
    expect(await temporary.library.list({ collection: 'notes', limit: 2, offset: 1 })).toMatchObject({ total: 3, documents: [{ path: 'b' }, { path: 'c' }] });
  });
});

describe('find', () => {
  it('gives passages best first with where they stand', async () => {
    await hold([{ key: 'a', title: 'A', content: '## Part\n\nwalrus walrus' }, { key: 'b', title: 'B', content: 'A walrus among many other words that make the passage longer.' }]);
    const hits = await temporary.library.find('walrus', { limit: 10 });
    expect(hits.map((hit) => hit.title)).toEqual(['A', 'B']);
    expect(hits[0]).toMatchObject({ path: 'a', collection: 'notes', heading: 'Part', text: 'walrus walrus' });
    expect(hits[0]?.score).toBeGreaterThan(hits[1]?.score ?? 0);
    expect(await temporary.library.find('walrus', { limit: 1 })).toHaveLength(1);
    expect(await temporary.library.find('walrus', { limit: 5, collection: 'none' })).toEqual([]);
  });
});
