import { parseUrl } from '@groundwire/protocol/parse-url';
import { existsSync } from 'node:fs';
import { type Clock, systemClock } from './base/clock.js';
import { GroundwireError } from './base/errors.js';
import { silentLogger } from './base/logger.js';
import { type Config, type Environment, processSurroundings, readConfig, type Surroundings } from './config.js';
import { dataFiles } from './data-folder.js';
import { checkDataFolder, checkFile, checkNode, checkPort } from './doctor-checks.js';
import { createModelChoice } from './model-choice.js';
import { type LocalServer, USUAL_SERVERS } from './models/find-local-model.js';
import { ModelFailure } from './models/model-failure.js';
import { openEntailmentOpinion } from './models/entailment-opinion.js';
import { createOpenaiEmbeddings } from './models/openai-embeddings.js';
import { isConfigured, searchServices, urlVariableOf } from './search-services.js';
import { failureWords } from './support-opinion.js';
import { SearchFailure } from './sources/search/search-failure.js';
import type { SourceProvider } from './sources/source-provider.js';

/**
 * Looks at all that a server of these settings needs, one thing at a time and each for itself, and says what is wrong and how to mend
 * it. Part of the wiring, like `compose.ts`, but it starts nothing and changes nothing. Called by `groundwire doctor`.
 */

export interface Finding {
  /** What was looked at, for example `model`, `search: tavily`. */
  check: string;
  /** `warning`: works, but not as one may think. `broken`: must be mended. `off`: is not meant to work. */
  status: 'ok' | 'warning' | 'broken' | 'off';
  /** What was found, as a sentence without a full stop. */
  message: string;
  /** What to do about it; null where there is nothing to do. */
  mend: string | null;
}

export interface DoctorOptions {
  environment: Environment;
  surroundings?: Surroundings | undefined;
  /** What the Groundwire at an address says of itself; null where none answers. */
  healthAt(url: string): Promise<{ version: string; services: Record<string, string>; details?: Record<string, string> | undefined } | null>;
  /** Search services to ask, with whether the operator set each of them up. */
  servicesFor?(config: Config): Array<{ provider: SourceProvider; configured: boolean }>;
  localModels?: readonly LocalServer[] | undefined;
  /** Whether this process is in a container: then localhost is the container. */
  inContainer?: boolean | undefined;
  nodeVersion?: string | undefined;
  clock?: Clock | undefined;
  /** Called when something begins to be looked at. */
  begun?(check: string): void;
}

/** Longest look at one thing that is elsewhere: more than any service has for its answer, so that its own words are heard. */
const LIMIT_MS = 12_000;

/** How often nothing is done, so that the process stays. */
const AWAKE_MS = 1_000;

/** Yields what was found, in the order in which a newcomer would need it. */
export async function* examine(options: DoctorOptions): AsyncGenerator<Finding, void, void> {
  // The clocks of the parts that are looked at keep no process alive; whoever examines wants to see the end of it.
  const awake = setInterval(() => {}, AWAKE_MS);
  try {
    yield* examineAll(options);
  } finally {
    clearInterval(awake);
  }
}

async function* examineAll(options: DoctorOptions): AsyncGenerator<Finding, void, void> {
  const { environment, surroundings = processSurroundings(), nodeVersion = process.versions.node } = options;
  yield checkNode(nodeVersion);
  const read = readConfig(environment, surroundings);
  if (!read.ok) {
    yield* read.faults.map((fault): Finding => ({ check: 'settings', status: 'broken', message: fault, mend: 'Until it is mended the server does not start; "groundwire serve --help" lists the settings' }));
    return;
  }
  const { config, notices } = read;
  yield* notices.map((notice): Finding => ({ check: 'settings', status: 'warning', message: notice, mend: null }));
  if (notices.length === 0) yield { check: 'settings', status: 'ok', message: 'All settings can be read', mend: null };
  yield* examineData(config, options);
  yield* examinePort(config, options);
  yield* examineModel(config, options);
  yield* examineEmbeddings(config, options);
  yield* examineSupport(config, options);
  yield* examineSearch(config, options);
}

async function* examineData({ dataDir }: Config, { begun }: DoctorOptions): AsyncGenerator<Finding, void, void> {
  begun?.('data folder');
  const folder = await checkDataFolder(dataDir);
  yield folder;
  if (folder.status === 'broken') return;
  const files = dataFiles(dataDir);
  for (const [check, file] of [['history and sessions', files.data], ['library', files.library], ['pages of the web', files.pages]] as const) {
    begun?.(check);
    yield checkFile(check, file);
  }
}

async function* examinePort(config: Config, { begun, healthAt }: DoctorOptions): AsyncGenerator<Finding, void, void> {
  begun?.('port');
  const callable = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
  const health = config.port === 0 ? null : await healthAt(`http://${callable.includes(':') ? `[${callable}]` : callable}:${config.port}`);
  yield health === null ? await checkPort(config) : { check: 'port', status: 'ok', message: `A Groundwire ${health.version} runs at ${config.host}:${config.port}`, mend: null };
  if (health === null) return;
  const faulty = Object.entries(health.services).filter(([, status]) => status === 'unhealthy' || status === 'degraded');
  yield* faulty.map(([name, status]): Finding => ({ check: `running server: ${name}`, status: 'warning', message: `It says of itself that its ${name.replaceAll('_', ' ')} is ${status}${health.details?.[name] === undefined ? '' : `: ${health.details[name]}`}`, mend: 'What is wrong may be behind it: see the other findings' }));
}

async function* examineModel(config: Config, options: DoctorOptions): AsyncGenerator<Finding, void, void> {
  options.begun?.('model');
  const model = createModelChoice(config.model, { clock: options.clock ?? systemClock, servers: options.localModels ?? USUAL_SERVERS });
  await model.known;
  const notice = model.notice();
  if (notice !== null) yield { check: 'model', status: 'warning', message: notice, mend: null };
  const selection = model.selection();
  if (selection.provider === 'extractive') {
    yield { check: 'model', status: 'off', message: 'No language model: answers are taken word for word from the sources', mend: selection.chosenBy === 'MODEL' ? null : `MODEL_BASE_URL, OPENAI_API_KEY or ANTHROPIC_API_KEY choose one${hintOf(options) ?? ''}` };
    return;
  }
  const name = `${selection.model} at ${new URL(selection.baseUrl).host}`;
  let unlisted: string | undefined;
  const failure = await failureOf(async (signal) => {
    const found = await model.check(signal);
    if (found?.status === 'degraded') unlisted = found.detail;
  });
  const [lacks, ...mend] = unlisted?.split('. ') ?? [];
  if (lacks !== undefined) yield { check: 'model', status: 'warning', message: lacks, mend: mend.join('. ') || null };
  else if (failure === null) yield { check: 'model', status: 'ok', message: `${name} answers (${selection.chosenBy})`, mend: null };
  else yield { check: 'model', status: 'broken', message: failure.message, mend: containerMend(failure, 'MODEL_BASE_URL', selection.baseUrl, options) ?? 'Set what the message names, or MODEL=none to do without a model' };
}

/** Makes one vector: a list of models says nothing of whether this one makes any. */
async function* examineEmbeddings({ embeddings }: Config, options: DoctorOptions): AsyncGenerator<Finding, void, void> {
  const check = 'embedding model';
  if (embeddings === null) {
    yield { check, status: 'off', message: 'Passages are ordered by their words alone', mend: 'EMBEDDING_BASE_URL and EMBEDDING_MODEL choose a model that orders them by meaning too' };
    return;
  }
  options.begun?.(check);
  let dimension = 0;
  const failure = await failureOf(async (signal) => {
    const [vector] = await createOpenaiEmbeddings({ ...embeddings, clock: options.clock }).embed(['Groundwire'], signal);
    dimension = vector?.length ?? 0;
  });
  if (failure === null) yield { check, status: 'ok', message: `${embeddings.model} at ${new URL(embeddings.baseUrl).host} makes vectors of ${dimension} numbers`, mend: null };
  else yield { check, status: 'broken', message: failure.message, mend: containerMend(failure, 'EMBEDDING_BASE_URL', embeddings.baseUrl, options) ?? 'Set what the message names. Until then passages are ordered by their words alone, and each answer says so' };
}

/** A second opinion that can't be had costs no answer. */
async function* examineSupport({ support: { opinion } }: Config, { begun }: DoctorOptions): AsyncGenerator<Finding, void, void> {
  const check = 'support model';
  if (opinion === 'off') yield { check, status: 'off', message: 'Claims are checked by their words alone', mend: 'SUPPORT_MODEL=llm, or the folder of an entailment model, gives a second opinion' };
  else if (opinion === 'llm') yield { check, status: 'ok', message: 'The language model gives a second opinion on claims, where one writes', mend: null };
  else {
    begun?.(check);
    yield await openEntailmentOpinion(opinion.folder).then(
      ({ name }): Finding => ({ check, status: 'ok', message: `${capitalised(name)} gives a second opinion on claims`, mend: null }),
      (thrown: unknown): Finding => {
        const [message = '', ...mend] = failureWords(thrown).split('. ');
        return { check, status: 'broken', message, mend: mend.join('. ') || 'Until then claims are checked by their words alone' };
      },
    );
  }
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

async function* examineSearch(config: Config, options: DoctorOptions): AsyncGenerator<Finding, void, void> {
  const services = (options.servicesFor ?? servicesOf)(config);
  if (services.length === 0) {
    yield { check: 'search', status: 'off', message: 'Web search is off: only the library is searched', mend: config.search.on ? null : 'SEARCH=on turns it on' };
    return;
  }
  for (const { provider } of services) options.begun?.(`search: ${provider.name}`);
  const looked = services.map(async ({ provider, configured }) => ({ provider, configured, failure: await failureOf(async (signal) => provider.probe?.(signal)) }));
  let failed = 0;
  for (const look of looked) {
    const { provider, configured, failure } = await look;
    if (failure !== null) failed += 1;
    yield failure === null ? { check: `search: ${provider.name}`, status: 'ok', message: `${provider.name} answers`, mend: null } : { check: `search: ${provider.name}`, status: configured ? 'broken' : 'warning', message: failure.message, mend: containerMend(failure, urlVariableOf(provider.name) ?? '', options.environment[urlVariableOf(provider.name) ?? ''], options) };
  }
  if (failed === services.length) yield { check: 'search', status: 'broken', message: 'No search service can be reached: questions are answered from the library alone', mend: 'Check the network connection of this machine and its name service (DNS), or a proxy or firewall before it. SEARCH=off turns web search off' };
}

function servicesOf(config: Config): Array<{ provider: SourceProvider; configured: boolean }> {
  return searchServices(config, { clock: systemClock, logger: silentLogger }).map((provider) => ({ provider, configured: isConfigured(config, provider.name) }));
}

/** What went wrong, in words. */
interface Fault {
  message: string;
  /** Nothing answers at the address. */
  unreached: boolean;
}

/** Null when it works. */
async function failureOf(look: (signal: AbortSignal) => Promise<unknown>): Promise<Fault | null> {
  try {
    await look(AbortSignal.timeout(LIMIT_MS));
    return null;
  } catch (thrown) {
    const unreached = (thrown instanceof ModelFailure || thrown instanceof SearchFailure) && thrown.unreached;
    if (thrown instanceof GroundwireError) return { message: thrown.message.replace(/\.$/, ''), unreached };
    return { message: thrown instanceof Error && thrown.name === 'TimeoutError' ? `No answer within ${LIMIT_MS / 1000} s` : 'Looking at it failed unexpectedly', unreached };
  }
}

/** Inside a container localhost is the container itself: what runs on the host has another name there. Whatever answers is where it was looked for. */
function containerMend({ unreached }: Fault, variable: string, address: string | undefined, options: DoctorOptions): string | null {
  if (!unreached || !isInContainer(options) || address === undefined) return null;
  const url = parseUrl(address);
  if (url === null || !/^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(url.hostname)) return null;
  const { hostname } = url;
  url.hostname = 'host.docker.internal';
  return `This runs in a container, where ${hostname} is the container itself. To reach a program on the host set ${variable}=${url.href.replace(/\/$/, '')}, and on Linux start the container with --add-host=host.docker.internal:host-gateway. The program must listen on more than 127.0.0.1 (Ollama: OLLAMA_HOST=0.0.0.0)`;
}

function hintOf(options: DoctorOptions): string | null {
  return isInContainer(options) ? '. A model server on the host is not found by itself from inside a container: set MODEL_BASE_URL=http://host.docker.internal:11434/v1 (Ollama)' : null;
}

function isInContainer({ inContainer }: DoctorOptions): boolean {
  return inContainer ?? (existsSync('/.dockerenv') || existsSync('/run/.containerenv'));
}

