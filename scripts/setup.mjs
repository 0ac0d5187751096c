/** `node scripts/setup.mjs`: installs, compiles and builds what is missing, and does nothing else. */
import { runMain, setUp } from './prepare.mjs';

await runMain(setUp);
