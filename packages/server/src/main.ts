import { readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import closeWithGrace from 'close-with-grace';
import { compose, type ComposeOverrides, type Composition } from './compose.js';
import { type Config, type Environment, processEnvironment, readConfig } from './config.js';
import { CONFIG_VARIABLES } from './config-variables.js';
import { prepareDataFolder } from './data-folder.js';
import { GroundwireError } from './base/errors.js';
import { addressOf } from './server-address.js';
import { listenFailure, StartFailure } from './start-failure.js';
import { openHostWarning, readyLines } from './start-words.js';
import { isLoopbackName } from './transport/origin-policy.js';

/**
 * The server process: the only place that listens, prints and answers signals. It must not decide anything about answers.
 * Called by `groundwire serve`, and by itself when it is run as a program.
 */

/** A server that listens. `url` is where it does, with the true port. */
export interface StartedServer extends Composition {
  url: string;
}

/** How long a stop may take beyond the time that running analyses have. */
const STOP_LIMIT_MS = 5_000;
/** How long the greeting waits for the own documentation, so that a first question that follows it finds something. */
const OWN_DOCUMENTS_LIMIT_MS = 15_000;

/** Prepares the data folder, composes, listens, and goes on with what an earlier process left unfinished. Throws `StartFailure`. The caller closes it. */
export async function startServer(config: Config, overrides: ComposeOverrides = {}): Promise<StartedServer> {
  prepareDataFolder(config.dataDir);
  const composition = composeOrFail(config, overrides);
  try {
    await composition.app.listen({ host: config.host, port: config.port });
  } catch (thrown) {
    await composition.close();
    throw listenFailure(thrown, config);
  }
  composition.sessions.takeOverLost();
  return { ...composition, url: addressOf(composition.app, config) };
}

/**
 * Runs the server until it is told to stop, and gives the exit code: 1 when it can't start. Says on standard output when it is
 * ready and on standard error what is wrong; SIGINT and SIGTERM end it cleanly, after the drain time at the latest.
 */
export async function runServer(environment: Environment = processEnvironment(), folder: string = process.cwd()): Promise<number> {
  const read = readConfig({ ...readDotEnv(folder), ...environment });
  if (!read.ok) return fail(['Groundwire did not start, because of its settings:', ...read.faults.map((fault) => `  ${fault}`)]);
  const { config, notices } = read;
  try {
    const server = await startServer(config);
    for (const notice of notices) server.logger.warn(notice);
    if (!isLoopbackName(config.host)) server.logger.warn(openHostWarning(config.host));
    const stopped = stopOnSignal(server, config.drainMs + STOP_LIMIT_MS);
    await greet(server, config);
    return await stopped;
  } catch (thrown) {
    if (thrown instanceof StartFailure) return fail([`Groundwire did not start: ${thrown.message}`]);
    throw thrown;
  }
}

function composeOrFail(config: Config, overrides: ComposeOverrides): Composition {
  try {
    return compose(config, overrides);
  } catch (thrown) {
    // Data files that are damaged, locked or newer than this version say so themselves.
    if (thrown instanceof GroundwireError) throw new StartFailure(thrown.message, { cause: thrown });
    throw thrown;
  }
}

async function greet(server: StartedServer, config: Config): Promise<void> {
  await Promise.race([Promise.all([server.ownDocumentsIndexed, server.model.known]), new Promise((resolve) => setTimeout(resolve, OWN_DOCUMENTS_LIMIT_MS).unref())]);
  const collections = await server.library.collections().catch((error: Error) => error.message);
  const notice = server.model.notice();
  if (notice !== null) server.logger.warn(notice);
  process.stdout.write(`${readyLines({ url: server.url, model: server.model.selection(), collections, dataDir: config.dataDir, search: server.searchServices }).join('\n')}\n`);
}

/** Resolves with the exit code once the server has stopped. A second signal, or the limit, end the process at once. */
function stopOnSignal({ close, logger }: StartedServer, limitMs: number): Promise<number> {
  return new Promise((resolve) => {
    closeWithGrace({ delay: limitMs, logger: { error: (message: string) => logger.error(message) }, skip: ['beforeExit', 'SIGUSR2'] }, async ({ err, signal }) => {
      if (err === undefined) logger.info(`stopping on ${signal ?? 'request'}`);
      else logger.fatal({ err }, 'stopping because of an error that nothing handled');
      await close();
      resolve(err === undefined ? 0 : 1);
    });
  });
}

/** Settings of a file `.env` in the folder; the environment goes before them. Only names that Groundwire knows are taken. */
function readDotEnv(folder: string): Environment {
  let text: string;
  try {
    text = readFileSync(join(folder, '.env'), 'utf8');
  } catch {
    return {};
  }
  const values = parseEnv(text);
  return Object.fromEntries(CONFIG_VARIABLES.map(({ name }) => [name, values[name]]).filter(([, value]) => value !== undefined));
}

function fail(lines: string[]): number {
  process.stderr.write(`${lines.join('\n')}\n`);
  return 1;
}

const program = process.argv[1];
if (program !== undefined && isThisFile(program)) process.exitCode = await runServer();

function isThisFile(path: string): boolean {
  try {
    return realpathSync(path) === fileURLToPath(import.meta.url);
  } catch {
    return false;
  }
}
