import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDataFolder } from './data-folder.js';
import { StartFailure } from './start-failure.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'groundwire-data-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function failureOf(path: string): string {
  try {
    prepareDataFolder(path);
  } catch (thrown) {
    if (thrown instanceof StartFailure) return thrown.message;
    throw thrown;
  }
  return 'none';
}

describe('prepareDataFolder', () => {
  it('makes all the folders that are missing, for their owner only, and leaves what is there', () => {
    const path = join(folder, 'a', 'b', 'c');
    prepareDataFolder(path);
    writeFileSync(join(path, 'library.db'), 'kept');
    prepareDataFolder(path);
    expect(['a', 'a/b', 'a/b/c'].map((name) => statSync(join(folder, name)).mode & 0o777)).toEqual([0o700, 0o700, 0o700]);
    expect(statSync(join(path, 'library.db')).size).toBe(4);
  });

  it('takes a link to a folder', () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    expect(failureOf(join(folder, 'link'))).toBe('none');
    expect(failureOf(join(folder, 'link', 'below'))).toBe('none');
    expect(statSync(join(folder, 'real', 'below')).isDirectory()).toBe(true);
  });

  it('says of a file, of a folder below a file, and of a link to nowhere what is wrong and how to mend it', () => {
    writeFileSync(join(folder, 'file'), 'x');
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dead'));
    expect(failureOf(join(folder, 'file'))).toContain('is a file. Set GROUNDWIRE_DATA_DIR to a folder');
    expect(failureOf(join(folder, 'file', 'below'))).toContain('a part of the path is a file');
    expect(failureOf(join(folder, 'dead'))).toContain('a link that leads nowhere');
  });

  it.skipIf(process.platform !== 'linux')('ends with a message where the file system takes no folders', () => {
    // In a process of its own: if it never ended, no time limit of a test could stop it.
    const module = new URL('./data-folder.js', import.meta.url).href.replace('/packages/server/src/', '/packages/server/dist/');
    fileURLToPath(module);
    const script = `import { prepareDataFolder } from ${JSON.stringify(module)};
      for (const path of ['/proc/groundwire', '/proc/groundwire/deep/down']) try { prepareDataFolder(path) } catch (thrown) { console.log(thrown.message) }`;
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', timeout: 10_000, killSignal: 'SIGKILL' });
    expect(child.signal).toBeNull();
    expect(child.stdout.trim().split('\n')).toEqual([expect.stringMatching(/\/proc\/groundwire can't be used: no folder can be made there/), expect.stringContaining('/proc/groundwire/deep/down')]);
  });
});
