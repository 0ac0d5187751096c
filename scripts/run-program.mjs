/** Runs a Node program as a child with this terminal, and ends as it ends. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import { endWithNpm } from './end-with-npm.mjs';
import { ROOT } from './prepare.mjs';

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Sets `process.exitCode` to the child's; a child that died of a signal gives 128 and the signal's number, as shells do. */
export function runProgram(nodeArguments) {
  const child = spawn(process.execPath, nodeArguments, { cwd: ROOT, stdio: 'inherit' });
  const handlers = PASSED_ON.map((signal) => [signal, () => passOn(child, signal)]);
  for (const [signal, handler] of handlers) process.on(signal, handler);
  endWithNpm(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const [name, handler] of handlers) process.removeListener(name, handler);
      process.exitCode = code ?? 128 + constants.signals[signal];
      resolve();
    });
  });
}

/** Ctrl+C reaches the child from the terminal itself; sending it again would count as the second, impatient one. */
function passOn(child, signal) {
  if (signal === 'SIGINT' && process.stdin.isTTY) return;
  child.kill(signal);
}
