import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';
import { ROOT } from './repository.js';

const eslint = new ESLint({ cwd: ROOT });

/** The rules that a text breaks when it stands in place of a file's own. */
async function broken(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: `${ROOT}/${file}` });
  return (result?.messages ?? []).map((message) => message.ruleId ?? message.message);
}

const RANKING = 'packages/server/src/ranking/passage.ts';
const MODELS = 'packages/server/src/models/writer.ts';
const LIBRARY = 'packages/server/src/sources/library/library.ts';
const ENGINE = 'packages/server/src/analysis/analysis-params.ts';
const SESSIONS = 'packages/server/src/session/sessions.ts';
const CLIENT = 'packages/client/src/index.ts';
const IMPORTS = '@typescript-eslint/no-restricted-imports';
const GLOBALS = 'no-restricted-globals';
const PROPERTIES = 'no-restricted-properties';
const SYNTAX = 'no-restricted-syntax';
const CONNECTS = 'packages/server/src/models/model-request.ts';
const CONFIG = 'packages/server/src/config.ts';
const COMMAND = 'packages/cli/src/commands/history.ts';

describe('the lint rules', () => {
  it.each([
    ['a layer above its own', RANKING, "export { x } from '../session/sessions.js';", IMPORTS],
    ['a layer above its own, from deeper down', LIBRARY, "export { x } from '../../session/sessions.js';", IMPORTS],
    ['another edge', MODELS, "export { x } from '../sources/source-provider.js';", IMPORTS],
    ['another edge, from deeper down', LIBRARY, "export { x } from '../../session-log/session-log.js';", IMPORTS],
    ['more of an edge than its types, in the engine', ENGINE, "export { x } from '../models/writer.js';", IMPORTS],
    ['a wiring file', SESSIONS, "export { x } from '../config.js';", IMPORTS],
    ['a fake', SESSIONS, "export { x } from '../testing/fake-clock.js';", IMPORTS],
    ['a connection outside the files that are named', SESSIONS, "export { request } from 'undici';", IMPORTS],
    ['a connection beside the one file of the search services', 'packages/server/src/sources/search/service-provider.ts', "export { request } from 'undici';", IMPORTS],
    ['another edge, in the file that connects', 'packages/server/src/sources/search/search-http.ts', "export { x } from '../../models/writer.js';", IMPORTS],
    ['a connection in another file of models/', MODELS, "export { request } from 'undici';", IMPORTS],
    ['abort signals that Node joins, which stay in memory', ENGINE, 'export const both = AbortSignal.any([]);', PROPERTIES],
    ['a look at addresses that Node gets wrong', ENGINE, "export const is = URL.canParse('https://bücher.example.org/');", PROPERTIES],
    ['a look at addresses that Node gets wrong, on the command line', 'packages/cli/src/main.ts', "export const is = URL.canParse('https://bücher.example.org/');", PROPERTIES],
    ['abort signals that Node joins, in a file that connects', CONNECTS, 'export const both = AbortSignal.any([]);', PROPERTIES],
    ['another edge, in a file of models/ that connects', CONNECTS, "export { x } from '../sources/source-provider.js';", IMPORTS],
    ...['http', 'https', 'http2', 'tls', 'dgram', 'net'].flatMap((name) => [name, `node:${name}`]).map((name): [string, string, string, string] => [`the module ${name}`, SESSIONS, `import x from '${name}'; export const y = x;`, IMPORTS]),
    ['the whole of net', SESSIONS, "import * as x from 'net'; export const y = x;", IMPORTS],
    ['an import on demand', SESSIONS, "export const y = await import('undici');", SYNTAX],
    ['an import on demand, of Node', CONFIG, "export const y = await import('https');", SYNTAX],
    ['fetch', SESSIONS, "export const y = fetch('http://a.example');", GLOBALS],
    ['fetch in another file of reading/', 'packages/server/src/reading/robots.ts', "export const y = fetch('http://a.example');", GLOBALS],
    ['an event source', SESSIONS, "export const y = new EventSource('http://a.example');", GLOBALS],
    ['fetch by its object', SESSIONS, "export const y = globalThis.fetch('http://a.example');", PROPERTIES],
    ['fetch by its object, where the environment is read', CONFIG, "export const y = globalThis['fetch']('http://a.example');", PROPERTIES],
    ['fetch taken out of its object', SESSIONS, 'const { fetch } = globalThis; export const y = fetch;', PROPERTIES],
    ['a module by way of process', SESSIONS, "export const y = process.getBuiltinModule('node:http');", PROPERTIES],
    ['a module by way of process, imported', SESSIONS, "import { getBuiltinModule } from 'node:process'; export const y = getBuiltinModule('node:http');", SYNTAX],
    ['a connection of the command line', COMMAND, "export { request } from 'node:http';", IMPORTS],
    ['fetch in any file of the command line', COMMAND, "export const y = fetch('http://a.example');", GLOBALS],
    ['a module by way of process, in a file of the command line that asks', 'packages/cli/src/call-server.ts', "export const y = process.getBuiltinModule('node:http');", PROPERTIES],
    ['the environment outside config.ts', SESSIONS, 'export const y = process.env;', 'no-restricted-properties'],
    ['the server, in the protocol', 'packages/protocol/src/ids.ts', "export { x } from '@groundwire/server';", IMPORTS],
    ['the server, in the client', CLIENT, "export { x } from '@groundwire/server';", IMPORTS],
    ['a default export', CLIENT, 'export default 1;', 'no-restricted-syntax'],
    ['any', CLIENT, 'export const y: any = 1;', '@typescript-eslint/no-explicit-any'],
    ['a lost promise', CLIENT, 'async function f(): Promise<void> {} export function g(): void { f(); }', '@typescript-eslint/no-floating-promises'],
    ['a switch that forgets a case', CLIENT, "export function f(x: 'a' | 'b'): number { switch (x) { case 'a': return 1; } return 2; }", '@typescript-eslint/switch-exhaustiveness-check'],
  ])('[REPO-1] refuse %s', async (_what, file, text, rule) => {
    expect(await broken(file, text)).toContain(rule);
  });

  it.each([
    ['a pure folder beside a pure one', RANKING, "export { x } from '../citations/claims.js';"],
    ['types of another edge', MODELS, "export type { X } from '../sources/source-provider.js';"],
    ['what opens database files, in an edge', LIBRARY, "export { x } from '../../store/sqlite-database.js';"],
    ['connections in the files that are named', CONNECTS, "export { request } from 'undici';"],
    ['what of net connects to nothing', SESSIONS, "export { isIP } from 'node:net';"],
    ['fetch where the command line asks a server', 'packages/cli/src/call-server.ts', "export const y = await fetch('http://127.0.0.1:8000/health');"],
    ['the environment in the command line', 'packages/cli/src/main.ts', 'export const y = process.env;'],
    ['connections in the one file of the search services', 'packages/server/src/sources/search/search-http.ts', "export { request } from 'undici';"],
    ['a layer below', SESSIONS, "export { x } from '../base/clock.js';"],
  ])('[REPO-1] allow %s', async (_what, file, text) => {
    expect(await broken(file, text)).toEqual([]);
  });
});
