/**
 * npm starts scripts through a shell, and a shell that is told to stop does not pass that on: the script would stay behind,
 * holding its port. So a script that runs under npm stops when the process that started it is gone.
 */
import process from 'node:process';

const LOOK_MS = 500;

/** Calls `stop` once when this process has lost the parent that npm gave it. Never keeps the process alive. */
export function endWithNpm(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, LOOK_MS);
  timer.unref();
}
