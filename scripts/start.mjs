/** `npm start`: sets the clone up and serves. Arguments go to `groundwire serve`: `npm start -- --port 9000`. */
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { endWithNpm } from './end-with-npm.mjs';
import { ROOT, runMain, setUp } from './prepare.mjs';

await runMain(async () => {
  await setUp();
  endWithNpm(() => process.kill(process.pid, 'SIGTERM'));
  // In this very process, so that signals and the exit code are the server's own.
  const command = path.join(ROOT, 'packages', 'cli', 'bin', 'groundwire.js');
  process.argv = [process.execPath, command, 'serve', ...process.argv.slice(2)];
  await import(pathToFileURL(command).href);
});
