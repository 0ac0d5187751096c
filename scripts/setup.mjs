/** `node scripts/setup.mjs`: installs, compiles and builds what is missing, and does nothing else. `--only-install` stops at the packages. */
import process from 'node:process';
import { runMain, setUp } from './prepare.mjs';

await runMain(() => setUp({ onlyInstall: process.argv.includes('--only-install') }));
