/** Keeps two set-ups of one clone from installing or compiling into each other: the second waits, then finds all done. */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 250;
/** A lock file without a process id in it is being written this very moment, or was left by a crash. */
const UNREADABLE_LIMIT_MS = 10_000;

/** Runs `work` while this process alone holds the lock of `root`. `say` is told once when it has to wait. A killed holder is noticed. */
export async function withSetupLock(root, say, work) {
  const file = path.join(root, 'out', 'setup.lock');
  mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (!told) say('Another set-up of this folder is running; waiting for it …');
    told = true;
    await wait(POLL_MS);
  }
  try {
    await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isStale(file)) rmSync(file, { force: true });
    return false;
  }
}

function isStale(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    if (!Number.isInteger(holder) || holder <= 0) return Date.now() - statSync(file).mtimeMs > UNREADABLE_LIMIT_MS;
    return !isRunning(holder);
  } catch {
    return false; // Released between two looks.
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
