/**
 * Makes a clone ready to run: packages installed as the lock file says, TypeScript compiled, the page built. Each part is
 * skipped when it is done already, so a second run costs a fraction of a second and needs no network.
 *
 * Plain Node with no dependency, because it runs before anything is installed. Called by start.mjs, test.mjs, run.mjs
 * and setup.mjs. Throws `SetupFailed` with a message for a person.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { buildFingerprint, buildIsCurrent, recordBuild } from './build-stamp.mjs';
import { installIsCurrent, recordInstall } from './install-stamp.mjs';
import { withSetupLock } from './setup-lock.mjs';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

export class SetupFailed extends Error {}

/** Installs, compiles and builds whatever is missing or out of date; with `onlyInstall`, it leaves out all but the packages. */
export async function setUp({ onlyInstall = false } = {}) {
  checkNodeVersion();
  const isReady = () => installIsCurrent(ROOT) && (onlyInstall || buildIsCurrent(ROOT));
  if (isReady()) return;
  await withSetupLock(ROOT, say, () => {
    if (!installIsCurrent(ROOT)) install();
    if (!isReady()) build();
  });
}

/** Runs `main` and turns what it throws into a message and an exit code. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof SetupFailed)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}

export function say(words) {
  process.stderr.write(`${words}\n`);
}

function checkNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new SetupFailed(`Groundwire needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${process.versions.node} (${process.execPath}).\nInstall a newer one, for example from https://nodejs.org, and run the command again.`);
}

function install() {
  say('Installing packages (once; about a minute, because SQLite may be compiled) …');
  const result = runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], installEnvironment());
  if (result.status !== 0) throw new SetupFailed(describeInstallFailure(result.output));
  if (!nativePartLoads()) {
    const rebuilt = runNpm(['rebuild', 'better-sqlite3'], installEnvironment());
    if (rebuilt.status !== 0 || !nativePartLoads()) throw new SetupFailed(describeInstallFailure(`${rebuilt.output}\nbetter-sqlite3 was installed without its compiled part.`));
  }
  recordInstall(ROOT);
}

function build() {
  // Taken first: what is edited while it compiles must count as not built yet.
  const sources = buildFingerprint(ROOT);
  say('Compiling …');
  const compiled = runNode([path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', 'packages/cli']);
  if (compiled.status !== 0) throw new SetupFailed(`The TypeScript sources do not compile:\n\n${lastLines(compiled.output, 30)}`);
  say('Building the page …');
  const page = runNpm(['run', 'build', '--workspace', 'packages/web', '--silent'], process.env);
  if (page.status !== 0) throw new SetupFailed(`The page (packages/web) could not be built:\n\n${lastLines(page.output, 30)}`);
  recordBuild(ROOT, sources);
}

/**
 * better-sqlite3 is compiled with node-gyp where no ready binary can be fetched. Where Node's headers lie beside Node
 * itself, node-gyp is pointed at them, so that it downloads nothing.
 */
function installEnvironment() {
  const prefix = path.dirname(path.dirname(realpathSync(process.execPath)));
  const hasHeaders = existsSync(path.join(prefix, 'include', 'node', 'node.h'));
  return hasHeaders ? { ...process.env, npm_config_nodedir: prefix } : process.env;
}

function nativePartLoads() {
  return runNode(['-e', "new (require('better-sqlite3'))(':memory:').close()"]).status === 0;
}

export function describeInstallFailure(output) {
  const tail = lastLines(output, 25);
  if (/gyp ERR|node-gyp|compiled part|not found: make|g\+\+|Could not find any Python/i.test(output)) {
    return `${tail}\n\nThe packages could not be installed: SQLite (better-sqlite3) has to be compiled here and the compiler failed.\nInstall a C++ tool chain and run the command again:\n  Debian, Ubuntu   sudo apt-get install python3 make g++\n  Fedora           sudo dnf install python3 make gcc-c++\n  macOS            xcode-select --install`;
  }
  if (/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ECONNRESET/.test(output)) {
    return `${tail}\n\nThe packages could not be installed: the npm registry was not reached. The first run needs it once; check the network or npm's proxy settings.`;
  }
  return `${tail}\n\nThe packages could not be installed (npm ci failed; its last words are above).`;
}

function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** npm as it was called, where this runs inside `npm start`; else the npm on the PATH. */
function runNpm(args, env) {
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...args], env);
  return process.platform === 'win32' ? run('npm.cmd', args, env, true) : run('npm', args, env);
}

function runNode(args) {
  return run(process.execPath, args, process.env);
}

function run(command, args, env, shell = false) {
  const result = spawnSync(command, args, { cwd: ROOT, env, shell, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] });
  if (result.error) throw new SetupFailed(`${command} could not be started: ${result.error.message}`);
  return { status: result.status, output: `${result.stdout}${result.stderr}` };
}
