/** `npm test`: sets the clone up and runs the tests. Arguments go to vitest: `npm test -- test_streaming_ws` runs one suite. */
import path from 'node:path';
import process from 'node:process';
import { runProgram } from './run-program.mjs';
import { ROOT, runMain, setUp } from './prepare.mjs';

await runMain(async () => {
  await setUp();
  await runProgram([path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)]);
});
