import { appendFile, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_DOCUMENT_BYTES } from '../../base/limits.js';
import { readFileOnce, readFileSteady } from './read-file-steady.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'groundwire-read-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('readFileSteady', () => {
  it('gives the bytes of a file that stays as it is', async () => {
    const path = join(folder, 'steady.md');
    await writeFile(path, 'text');
    const read = await readFileSteady(path);
    expect(read.ok && Buffer.from(read.bytes).toString()).toBe('text');
  });

  it('reads a file that changed meanwhile once more', async () => {
    const path = join(folder, 'once.md');
    await writeFile(path, 'old');
    let reads = 0;
    const read = await readFileSteady(path, (target) => readFileOnce(target, async () => void ((reads += 1) === 1 && (await appendFile(target, ' and new')))));
    expect(reads).toBe(2);
    expect(read.ok && Buffer.from(read.bytes).toString()).toBe('old and new');
  });

  it('gives up a file that keeps changing', async () => {
    const path = join(folder, 'restless.md');
    await writeFile(path, 'x');
    const read = await readFileSteady(path, (target) => readFileOnce(target, () => appendFile(target, 'x')));
    expect(read).toMatchObject({ ok: false, content: false, reason: expect.stringContaining('changed while it was read') });
  });

  it('notices that a file was replaced by one of the same size', async () => {
    const path = join(folder, 'replaced.md');
    await writeFile(path, 'first');
    let reads = 0;
    const read = await readFileSteady(path, (target) =>
      readFileOnce(target, async () => {
        reads += 1;
        if (reads > 1) return;
        await rm(target);
        await writeFile(target, 'other');
      }),
    );
    expect(read.ok && Buffer.from(read.bytes).toString()).toBe('other');
  });

  it('refuses empty and oversized files, folders and pipes with a reason', async () => {
    const [empty, large, pipe] = ['empty.md', 'large.md', 'pipe.md'].map((name) => join(folder, name)) as [string, string, string];
    await writeFile(empty, '');
    await writeFile(large, '');
    await truncate(large, MAX_DOCUMENT_BYTES + 1);
    execFileSync('mkfifo', [pipe]);
    expect(await readFileSteady(empty)).toMatchObject({ ok: false, reason: 'It is empty' });
    expect(await readFileSteady(large)).toMatchObject({ ok: false, reason: expect.stringContaining('larger than 20 MB') });
    expect(await readFileSteady(pipe)).toMatchObject({ ok: false, reason: 'It is no ordinary file' });
  });
});
