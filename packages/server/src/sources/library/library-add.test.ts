import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_DOCUMENT_BYTES } from '../../base/limits.js';
import type { AddProgress, AddReport } from './library.js';
import { plainQuery, temporaryLibrary, type TemporaryLibrary } from './testing/temporary-library.js';

let temporary: TemporaryLibrary;
let documents: string;
const never = new AbortController().signal;

beforeEach(() => {
  temporary = temporaryLibrary();
  documents = join(temporary.folder, 'documents');
  mkdirSync(join(documents, 'sub'), { recursive: true });
});
afterEach(() => temporary.dispose());

/** Writes a file and dates it back, as if it had long been there. */
function put(name: string, content: string | Buffer, minutesAgo = 60): string {
  const path = join(documents, name);
  writeFileSync(path, content);
  const then = new Date(Date.now() - minutesAgo * 60_000);
  utimesSync(path, then, then);
  return path;
}

async function add(paths = [documents]): Promise<{ report: AddReport; progress: AddProgress[] }> {
  const progress: AddProgress[] = [];
  const report = await temporary.library.addPaths(paths, { collection: 'notes', onProgress: (step) => progress.push(step) });
  return { report, progress };
}

const counts = ({ added, updated, unchanged, removed }: AddReport) => ({ added, updated, unchanged, removed });

describe('addPaths', () => {
  it('reads Markdown, text and HTML in folders, counts other files by kind, and reports each file', async () => {
    put('a.md', '# Alpha\n\nText of alpha.');
    put('b.TXT', 'Text of beta.');
    put('sub/c.html', '<title>Gamma</title><p>Text of gamma.');
    put('d.odt', 'x');
    put('e.png', 'x');
    put('LICENSE', 'x');
    const { report, progress } = await add();
    expect(report).toEqual({ added: 3, updated: 0, unchanged: 0, removed: 0, failed: [], ignored: { '.odt': 1, '.png': 1, 'no extension': 1 } });
    expect(progress.map(({ done, total, file }) => [done, total, file.outcome])).toEqual([[1, 3, 'added'], [2, 3, 'added'], [3, 3, 'added']]);
    const { documents: listed, total } = await temporary.library.list({ limit: 10, offset: 0 });
    expect([total, ...listed.map((document) => document.title)]).toEqual([3, 'Alpha', 'b', 'Gamma']);
  });

  it('keeps when a document says that it was last changed', async () => {
    put('page.html', '<meta property="article:published_time" content="2024-01-01"><meta property="article:modified_time" content="2024-02-03T04:05:06Z"><h1>Page</h1><p>The walrus is old.</p>');
    await add();
    const { documents: [listed] } = await temporary.library.list({ limit: 10, offset: 0 });
    expect((await temporary.library.document(listed?.document_id ?? ''))?.modified_at).toMatch(/^2024-02-03/);
    const { sources } = await temporary.library.search({ question: 'walrus', queries: ['walrus'], limit: 5, include_domains: [], exclude_domains: [], countries: [], kinds: [] }, new AbortController().signal);
    expect(sources[0]).toMatchObject({ published_at: '2024-01-01', modified_at: expect.stringMatching(/^2024-02-03/) as string });
  });

  it('tells no date of publication that is only guessed, nor filters by it', async () => {
    put('page.html', '<h1>Page</h1><p>The walrus is old, and so is the keeper who has fed it for as long as anybody in the town can remember.</p><aside><p>12 June 2019</p></aside>');
    await add();
    const search = (published_since?: string) => temporary.library.search({ question: 'walrus', queries: ['walrus'], limit: 5, include_domains: [], exclude_domains: [], countries: [], kinds: [], published_since }, new AbortController().signal);
    expect((await search()).sources.map(({ published_at }) => published_at)).toEqual([null]);
    expect((await search('2019-01-01')).sources.filter(({ published_at }) => published_at !== null)).toEqual([]);
  });

  it('takes no day that is yet to come for the date of publication', async () => {
    put('plan.html', '<meta property="article:published_time" content="2099-01-01T00:00:00Z"><h1>Plan</h1><p>6 May 2024</p><p>The bridge will be mended.</p>');
    put('page.html', '<meta property="article:published_time" content="2024-01-01T00:00:00Z"><h1>Page</h1><p>The bridge is old.</p>');
    await add();
    const { documents: listed } = await temporary.library.list({ limit: 10, offset: 0 });
    expect(listed.map(({ title, published_at }) => [title, published_at])).toEqual([['Page', '2024-01-01T00:00:00Z'], ['Plan', '2024-05-06']]);
  });

  it('reads again only what changed, and forgets what vanished', async () => {
    put('same.md', 'Stays as it is.');
    put('touched.md', 'Gets a new date only.');
    put('changed.md', 'Old words: walrus.');
    const gone = put('gone.md', 'Will be deleted: narwhal.');
    await add();
    const before = (await temporary.library.list({ limit: 10, offset: 0 })).documents;
    put('touched.md', 'Gets a new date only.', 30);
    put('changed.md', 'New words: porpoise.', 30);
    put('sub/new.md', 'Fresh.', 30);
    rmSync(gone);
    const { report } = await add();
    expect(counts(report)).toEqual({ added: 1, updated: 1, unchanged: 2, removed: 1 });
    expect(await temporary.library.find('walrus narwhal', { limit: 5 })).toEqual([]);
    expect((await temporary.library.find('porpoise', { limit: 5 })).map((hit) => hit.text)).toEqual(['New words: porpoise.']);
    const after = (await temporary.library.list({ limit: 10, offset: 0 })).documents;
    expect(after.find((document) => document.path.endsWith('changed.md'))?.document_id).toBe(before.find((document) => document.path.endsWith('changed.md'))?.document_id);
  });

  it('does not read a file again whose size and time are the same', async () => {
    const path = put('a.md', 'First text.');
    await add();
    const { atime, mtime } = statSync(path);
    writeFileSync(path, 'Other text.');
    utimesSync(path, atime, mtime);
    expect(counts((await add()).report)).toEqual({ added: 0, updated: 0, unchanged: 1, removed: 0 });
    expect(await temporary.library.find('first', { limit: 5 })).toHaveLength(1);
  });

  it('notices a change within the same moment, when the file was fresh at the last look', async () => {
    // A minute ahead, so that a slow machine can't make it old.
    const path = put('a.md', 'First text.', -60);
    await add();
    const { atime, mtime } = statSync(path);
    writeFileSync(path, 'Other text.');
    utimesSync(path, atime, mtime);
    expect(counts((await add()).report)).toMatchObject({ updated: 1 });
  });

  it('passes over hidden files, node_modules and .git, and counts them', async () => {
    for (const folder of ['node_modules', '.git', '.hidden']) {
      mkdirSync(join(documents, folder));
      put(`${folder}/a.md`, 'Not for reading.');
    }
    put('.secret.md', 'Not for reading.');
    put('a.md', 'For reading.');
    const { report } = await add();
    expect(counts(report)).toMatchObject({ added: 1 });
    expect(report.ignored).toEqual({ 'hidden files': 1, 'hidden folders': 2, 'node_modules folders': 1 });
  });

  it('keeps hidden files that were added by name, and reads them again, until they vanish or are removed', async () => {
    mkdirSync(join(documents, '.private/deep'), { recursive: true });
    const note = put('.hidden.md', 'First: walrus.');
    const inside = put('.private/deep/a.md', 'Inside: narwhal.');
    put('.other.md', 'Never added.');
    await add([note, join(documents, '.private')]);
    expect(counts((await add()).report)).toEqual({ added: 0, updated: 0, unchanged: 2, removed: 0 });
    put('.hidden.md', 'Second: porpoise.', 30);
    const { report, progress } = await add();
    expect(counts(report)).toEqual({ added: 0, updated: 1, unchanged: 1, removed: 0 });
    expect(report.ignored).toEqual({ 'hidden files': 1, 'hidden folders': 1 });
    expect(progress.at(-1)).toMatchObject({ done: 2, total: 2 });
    expect((await temporary.library.find('porpoise walrus never', { limit: 5 })).map((hit) => hit.text)).toEqual(['Second: porpoise.']);
    rmSync(note);
    expect(counts((await add()).report)).toEqual({ added: 0, updated: 0, unchanged: 1, removed: 1 });
    expect(await temporary.library.remove({ paths: [inside] })).toBe(1);
    expect(counts((await add()).report)).toEqual({ added: 0, updated: 0, unchanged: 0, removed: 0 });
  });

  it('forgets a file whose place a link has taken, itself or a folder above it', async () => {
    put('a.md', 'Was here.');
    put('sub/b.md', 'Was in the folder.');
    await add();
    const outside = join(temporary.folder, 'outside');
    renameSync(join(documents, 'sub'), outside);
    renameSync(join(documents, 'a.md'), join(outside, 'a.md'));
    symlinkSync(outside, join(documents, 'sub'));
    symlinkSync(join(outside, 'a.md'), join(documents, 'a.md'));
    expect(counts((await add()).report)).toMatchObject({ removed: 2 });
  });

  it('reads linked files once where they lie in the folder, and follows no link out of it or to a folder', async () => {
    put('sub/real.md', 'Real text.');
    const outside = join(temporary.folder, 'outside.md');
    writeFileSync(outside, 'Secret of the machine.');
    symlinkSync(join(documents, 'sub/real.md'), join(documents, 'link.md'));
    symlinkSync(outside, join(documents, 'planted.md'));
    symlinkSync(documents, join(documents, 'loop'));
    symlinkSync(join(documents, 'nowhere.md'), join(documents, 'dead.md'));
    const { report } = await add();
    expect(counts(report)).toMatchObject({ added: 1 });
    expect(report.ignored).toEqual({ 'links out of the folder': 1, 'links to folders': 1 });
    expect(report.failed).toEqual([{ path: join(documents, 'dead.md'), reason: 'It is a link to a file that does not exist' }]);
    expect(await temporary.library.find('secret', { limit: 5 })).toEqual([]);
  });

  it('says of each file that it could not read why, and goes on with the rest', async () => {
    put('binary.md', Buffer.from([0, 1, 2, 255, 254, 0, 0, 9]));
    put('blank.txt', ' \n\n ');
    put('empty.md', '');
    put('good.md', 'Good text.');
    put('huge.md', '');
    truncateSync(join(documents, 'huge.md'), MAX_DOCUMENT_BYTES + 1);
    put('odd.txt', Buffer.from(Array.from({ length: 300 }, (_, index) => 0x80 + ((index * index * 37 + index * 11) % 128))));
    const { report, progress } = await add([documents, join(documents, 'missing.md'), put('photo.png', 'x'), put('report.pdf', 'x')]);
    expect(counts(report)).toMatchObject({ added: 1 });
    const reasons = Object.fromEntries(report.failed.map(({ path, reason }) => [path.slice(documents.length + 1), reason]));
    expect(reasons).toEqual({
      'binary.md': 'It is a binary file, not text',
      'blank.txt': 'There is no text in it',
      'empty.md': 'It is empty',
      'huge.md': expect.stringContaining('larger than 20 MB'),
      'odd.txt': 'Its character encoding is named nowhere and could not be recognised; save it as UTF-8',
      'missing.md': expect.stringContaining('There is no such file or folder'),
      'photo.png': expect.stringContaining('Files of this kind are not read'),
      'report.pdf': expect.stringContaining('damaged or no PDF'),
    });
    expect(progress.at(-1)).toMatchObject({ done: 9, total: 9 });
  });

  it('drops the earlier text of a file that is now unreadable by its content', async () => {
    put('a.md', 'Words of old.');
    await add();
    put('a.md', Buffer.from([0, 0, 0, 0]), 10);
    const { report } = await add();
    expect(report.failed[0]?.reason).toBe('It is a binary file, not text. Its earlier text was removed from the library');
    expect(await temporary.library.find('words', { limit: 5 })).toEqual([]);
  });

  it.skipIf(process.getuid?.() !== 0)('names folders and files that it has no right to read, and keeps what it knew of them', () => {
    put('sub/known.md', 'Known from before.');
    put('open.md', 'Open to all.');
    chmodSync(temporary.folder, 0o755);
    const nobody = 65534;
    const data = join(temporary.folder, 'data-of-nobody');
    mkdirSync(data);
    chownSync(data, nobody, nobody);
    const script = `
      import { createLibrary } from ${JSON.stringify(builtUrl('./create-library.js'))};
      import { silentLogger } from ${JSON.stringify(builtUrl('../../base/logger.js'))};
      const library = createLibrary({ file: ${JSON.stringify(join(data, 'library.db'))}, logger: silentLogger });
      const report = await library.addPaths([${JSON.stringify(documents)}], { collection: 'notes' });
      const { total } = await library.list({ limit: 1, offset: 0 });
      await library.close();
      console.log(JSON.stringify({ report, total }));`;
    const asNobody = () => {
      const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { uid: nobody, gid: nobody, encoding: 'utf8', cwd: '/' });
      expect(child.stderr).toBe('');
      return JSON.parse(child.stdout) as { report: AddReport; total: number };
    };
    expect(asNobody()).toMatchObject({ report: { added: 2, failed: [] }, total: 2 });
    chmodSync(join(documents, 'sub'), 0o700);
    put('closed.md', 'Closed to others.');
    chmodSync(join(documents, 'closed.md'), 0o600);
    const { report, total } = asNobody();
    expect(report.failed.map(({ path, reason }) => [path.slice(documents.length + 1), reason])).toEqual([
      ['sub', expect.stringContaining('may not be read')],
      ['closed.md', expect.stringContaining('may not be read')],
    ]);
    expect([report.removed, report.unchanged, total]).toEqual([0, 1, 2]);
  });

  it('stops between files when aborted, and keeps what is done', async () => {
    for (let index = 0; index < 300; index += 1) put(`${String(index).padStart(4, '0')}.md`, `# Note ${index}\n\n${'Words of a long note. '.repeat(200)}`);
    const stop = new AbortController();
    const reason = new Error('stopped by the test');
    const adding = temporary.library.addPaths([documents], { collection: 'notes', signal: stop.signal, onProgress: () => stop.abort(reason) });
    await expect(adding).rejects.toBe(reason);
    const { total } = await temporary.library.list({ limit: 1, offset: 0 });
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(300);
    const { report } = await add();
    expect(report.added + report.unchanged).toBe(300);
    expect(report.unchanged).toBe(total);
  });

  it('answers searches while it indexes', async () => {
    await temporary.library.addDocuments([{ key: 'k', content: 'A walrus.', format: 'text' }], { collection: 'other' });
    for (let index = 0; index < 200; index += 1) put(`${index}.md`, 'Words of a long note. '.repeat(500));
    let done = false;
    const adding = add().then(() => (done = true));
    const found = await temporary.library.search(plainQuery('walrus'), never);
    expect([done, found.sources.length]).toEqual([false, 1]);
    await adding;
  });

  it("refuses the collection of Groundwire's own documentation", async () => {
    for (const collection of ['groundwire-docs', 'Groundwire-Docs']) {
      await expect(temporary.library.addPaths([documents], { collection })).rejects.toMatchObject({ code: 'INVALID_REQUEST', message: expect.stringContaining('Choose another name') as string });
      await expect(temporary.library.addDocuments([], { collection })).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
    }
    put('own.md', 'Own text.');
    expect(await temporary.library.addPaths([documents], { collection: 'groundwire-docs', builtin: true })).toMatchObject({ added: 1 });
    expect((await temporary.library.addPaths([documents], { collection: 'groundwire-docs2' })).added).toBe(1);
  });

  it('refuses a collection name that can not be typed', async () => {
    await expect(temporary.library.addPaths([documents], { collection: '../x' })).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

describe('remove', () => {
  it('forgets by id, by file, by folder and by collection', async () => {
    for (const name of ['a.md', 'b.md', 'sub/c.md', 'sub/d.md']) put(name, `Text of ${name}`);
    put('subway.md', 'Not in the folder.');
    await add();
    await temporary.library.addDocuments([{ key: 'k', content: 'Text.', format: 'text' }], { collection: 'other' });
    const id = (await temporary.library.find('a.md', { limit: 1 }))[0]?.document_id ?? '';
    expect(await temporary.library.remove({ documentIds: [id, 'doc_none'] })).toBe(1);
    expect(await temporary.library.remove({ paths: [join(documents, 'b.md')] })).toBe(1);
    expect(await temporary.library.remove({ paths: [`${join(documents, 'sub')}/`] })).toBe(2);
    expect(await temporary.library.remove({ collection: 'other', paths: [documents] })).toBe(0);
    expect(await temporary.library.remove({})).toBe(0);
    expect((await temporary.library.collections()).map(({ collection, documents: count }) => [collection, count])).toEqual([['notes', 1], ['other', 1]]);
    expect(await temporary.library.remove({ collection: 'notes' })).toBe(1);
    expect(await temporary.library.collections()).toHaveLength(1);
  });

  it('forgets a file that is no longer there', async () => {
    const path = put('a.md', 'Text.');
    await add();
    renameSync(path, join(temporary.folder, 'moved.md'));
    expect(await temporary.library.remove({ paths: [path] })).toBe(1);
  });
});

function builtUrl(path: string): string {
  const url = new URL(path, import.meta.url).href.replace('/packages/server/src/', '/packages/server/dist/');
  fileURLToPath(url);
  return url;
}
