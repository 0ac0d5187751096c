#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/main.js', import.meta.url);
if (existsSync(built)) {
  const { main } = await import(built.href);
  await main();
} else {
  process.stderr.write('groundwire: the program is not built yet. Run "npm start" or "npm run build" once in the folder of the repository\n');
  process.exitCode = 1;
}
