/** `node scripts/run.mjs FILE ARGUMENTS…`: sets the clone up and runs a TypeScript program of this repository. */
import process from 'node:process';
import { runProgram } from './run-program.mjs';
import { SetupFailed, runMain, setUp } from './prepare.mjs';

await runMain(async () => {
  const [file, ...rest] = process.argv.slice(2);
  if (file === undefined) throw new SetupFailed('Which program? For example: node scripts/run.mjs eval/main.ts --help');
  await setUp();
  await runProgram(['--import', 'tsx', file, ...rest]);
});
