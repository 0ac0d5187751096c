import { readFileSync } from 'node:fs';

/** Version of the server, from its package.json, which lies beside `src/` and `dist/` alike. */
export const VERSION = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }).version;
