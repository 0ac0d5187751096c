import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Logger } from './base/logger.js';
import { envFileNotice } from './config-env-file.js';
import { CONFIG_SCHEMAS, type ConfigValues } from './config-values.js';
import { CONFIG_VARIABLES, type ConfigVariableName } from './config-variables.js';
import { idleModelSettings } from './models/idle-settings.js';
import type { AllowedHost } from './reading/address-policy.js';
import { SEARCH_SERVICE_NAMES, SEARCH_SERVICES, type SearchServiceName } from './sources/search/create-search-providers.js';

/**
 * The settings of the server: the only place that reads the environment.
 *
 * It owns which variables there are, what they may be and what holds without them. It changes nothing, and
 * `readConfig` is a pure function of its arguments. `main.ts` calls it, as do the command line and tests.
 */

/** Settings of the language model, under the names of their variables; `models/select-model.ts` decides what follows from them. */
export type ModelVariables = Partial<Record<'MODEL' | 'MODEL_BASE_URL' | 'MODEL_API_KEY' | 'OPENAI_API_KEY' | 'ANTHROPIC_API_KEY', string>> & { MODEL_CONTINUATION?: 'prefix' | 'prompt' | 'reattach' | 'none' };

/** How the web is searched. */
export interface SearchSettings {
  on: boolean;
  /** Only these services; undefined for all that can be asked. */
  only: readonly SearchServiceName[] | undefined;
  keys: Partial<Record<SearchServiceName, string>>;
  baseUrls: Partial<Record<SearchServiceName, string>>;
  contact: string | undefined;
  language: string | undefined;
}

/** How pages are read. */
export interface ReadingSettings {
  /** Beside the public network. */
  allowed: readonly AllowedHost[];
  robots: 'honour' | 'ignore';
  cacheBytes: number;
}

export interface Config {
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** Origin, without a trailing slash; null where it follows from where the server listens. */
  publicUrl: string | null;
  /** Origins as browsers send them; `*` allows all. */
  corsOrigins: string[];
  trustProxy: boolean;
  model: ModelVariables;
  /** Who judges claims once more: nobody, the language model, or an entailment model in a folder (absolute). */
  support: { opinion: 'off' | 'llm' | { folder: string }; waitMs: number };
  search: SearchSettings;
  reading: ReadingSettings;
  /** How long a quick answer waits, in milliseconds; undefined for as long as the engine thinks right. */
  searchWaitMs: number | undefined;
  readWaitMs: number | undefined;
  /** Absolute. */
  dataDir: string;
  streamWordMs: number;
  analysisDeadlineMs: number;
  /** 0 for never. */
  orphanMs: number;
  drainMs: number;
  /** Absolute; null for none. */
  credibilityFile: string | null;
  /** Null: history is kept. */
  retentionMs: number | null;
  logLevel: Logger['level'];
  logFormat: 'pretty' | 'json';
}

/** What is not in the environment but decides defaults. */
export interface Surroundings {
  home: string;
  folder: string;
  terminal: boolean;
  /** Text of the file `.env` in the folder: only what is wrong with it is looked for, its values are in the environment already. */
  envFile?: string | undefined;
}

export type Environment = Readonly<Record<string, string | undefined>>;

export type ReadConfig =
  /** `notices` are sentences for the operator about settings without effect or with risk. */
  | { ok: true; config: Config; notices: string[] }
  /** All faults at once, each naming its variable, what is wrong and the mend. */
  | { ok: false; faults: string[] };

const DAY_MS = 86_400_000;
const DEFAULT_ORIGINS = ['http://localhost:3000', 'http://127.0.0.1:3000'];

/** The environment of this process. Nothing else reads `process.env`. */
export function processEnvironment(): Environment {
  return process.env;
}

export function processSurroundings(): Surroundings {
  const folder = process.cwd();
  return { home: homedir(), folder, terminal: process.stderr.isTTY, envFile: readEnvFile(folder) };
}

function readEnvFile(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, '.env'), 'utf8');
  } catch {
    return undefined;
  }
}

/** Reads and checks all settings. Empty variables count as not set. Pure. */
export function readConfig(environment: Environment, surroundings: Surroundings = processSurroundings()): ReadConfig {
  const { values, faults } = readValues(environment);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, config: settle(values, surroundings), notices: noticesOf(values, environment, surroundings.envFile ?? '') };
}

function readValues(environment: Environment): { values: ConfigValues; faults: string[] } {
  const values: Partial<Record<ConfigVariableName, unknown>> = {};
  const faults: string[] = [];
  for (const { name } of CONFIG_VARIABLES) {
    const text = environment[name]?.trim() ?? '';
    if (text === '') continue;
    const parsed = CONFIG_SCHEMAS[name].safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else faults.push(...parsed.error.issues.map((issue) => `${name} ${issue.message}`));
  }
  return { values: values as ConfigValues, faults };
}

function settle(values: ConfigValues, surroundings: Surroundings): Config {
  const { MODEL, MODEL_BASE_URL, MODEL_API_KEY, MODEL_CONTINUATION, OPENAI_API_KEY, ANTHROPIC_API_KEY } = values;
  const model = Object.fromEntries(Object.entries({ MODEL, MODEL_BASE_URL, MODEL_API_KEY, MODEL_CONTINUATION, OPENAI_API_KEY, ANTHROPIC_API_KEY }).filter(([, value]) => value !== undefined));
  return {
    host: values.HOST ?? '127.0.0.1',
    port: values.PORT ?? 8000,
    publicUrl: values.PUBLIC_URL ?? null,
    corsOrigins: values.CORS_ORIGINS ?? DEFAULT_ORIGINS,
    trustProxy: values.TRUST_PROXY ?? false,
    model,
    support: { opinion: supportOpinion(values.SUPPORT_MODEL, surroundings), waitMs: values.SUPPORT_WAIT_MS ?? 4_000 },
    search: searchSettings(values),
    reading: { allowed: values.READ_ALLOW ?? [], robots: values.READ_ROBOTS ?? 'honour', cacheBytes: (values.READ_CACHE_MB ?? 200) * 2 ** 20 },
    searchWaitMs: values.SEARCH_WAIT_MS,
    readWaitMs: values.READ_WAIT_MS,
    dataDir: expandFolder(values.GROUNDWIRE_DATA_DIR ?? '~/.groundwire', surroundings),
    streamWordMs: values.STREAM_WORD_MS ?? 15,
    analysisDeadlineMs: (values.ANALYSIS_DEADLINE_SECONDS ?? 120) * 1000,
    orphanMs: (values.ORPHAN_MINUTES ?? 15) * 60_000,
    drainMs: (values.DRAIN_SECONDS ?? 10) * 1000,
    retentionMs: values.RETENTION_DAYS === undefined ? null : values.RETENTION_DAYS * DAY_MS,
    credibilityFile: values.CREDIBILITY_FILE === undefined ? null : expandFolder(values.CREDIBILITY_FILE, surroundings),
    logLevel: values.LOG_LEVEL ?? 'info',
    logFormat: values.LOG_FORMAT ?? (surroundings.terminal ? 'pretty' : 'json'),
  };
}

/** Keys and addresses stand in the variables that the services themselves name. */
function searchSettings(values: ConfigValues): SearchSettings {
  const under = (variableOf: (name: SearchServiceName) => string | null): Partial<Record<SearchServiceName, string>> => {
    const named: Readonly<Record<string, unknown>> = values;
    return Object.fromEntries(SEARCH_SERVICE_NAMES.flatMap((name) => {
      const variable = variableOf(name);
      const value = variable === null ? undefined : named[variable];
      return typeof value === 'string' ? [[name, value]] : [];
    }));
  };
  return {
    on: values.SEARCH ?? true,
    only: values.SEARCH_SERVICES,
    keys: under((name) => SEARCH_SERVICES[name].keyVariable),
    baseUrls: under((name) => SEARCH_SERVICES[name].urlVariable),
    contact: values.SEARCH_CONTACT,
    language: values.SEARCH_LANGUAGE,
  };
}

function supportOpinion(value: string | undefined, surroundings: Surroundings): Config['support']['opinion'] {
  const word = value?.toLowerCase() ?? 'off';
  return word === 'off' || word === 'llm' ? word : { folder: expandFolder(value ?? '', surroundings) };
}

function expandFolder(folder: string, { home, folder: current }: Surroundings): string {
  const expanded = folder === '~' || folder.startsWith('~/') ? join(home, folder.slice(1)) : folder;
  return resolve(current, expanded);
}

function noticesOf(values: ConfigValues, environment: Environment, envFile: string): string[] {
  const notices = idleModelSettings(values);
  const envFault = envFileNotice(envFile);
  if (envFault !== null) notices.push(envFault);
  const scaleOut = (['DATABASE_URL', 'REDIS_URL'] as const).filter((name) => values[name] !== undefined);
  if (scaleOut.length > 0) notices.push(`${scaleOut.join(' and ')} ${scaleOut.length === 1 ? 'is' : 'are'} ignored: this version runs on one machine and keeps everything in GROUNDWIRE_DATA_DIR. Nothing is read from or written to the server that is named there`);
  notices.push(...idleSearchSettings(searchSettings(values)));
  const mongo = (['MONGODB_CONNECTION_STRING', 'DATABASE_NAME'] as const).filter((name) => values[name] !== undefined);
  if (mongo.length > 0) notices.push(`${mongo.join(' and ')} ${mongo.length === 1 ? 'has' : 'have'} no effect any more: the history is kept in GROUNDWIRE_DATA_DIR, without MongoDB`);
  if (values.CORS_ORIGINS?.includes('*') === true) notices.push('CORS_ORIGINS is `*`: any web page that someone opens can ask this server and read its library. Name the origins instead');
  for (const name of unknownNames({ ...parseEnv(envFile), ...environment })) notices.push(`${name} is not a setting of Groundwire and has no effect. The settings are listed by \`groundwire serve --help\``);
  return notices;
}

/** Settings of search services that are set and do nothing, without their values. */
function idleSearchSettings({ on, only, keys, baseUrls }: SearchSettings): string[] {
  const set = SEARCH_SERVICE_NAMES.flatMap((name) => [...(keys[name] === undefined ? [] : [{ name, variable: SEARCH_SERVICES[name].keyVariable }]), ...(baseUrls[name] === undefined ? [] : [{ name, variable: SEARCH_SERVICES[name].urlVariable }])]);
  const idle = on ? set.filter(({ name }) => only !== undefined && !only.includes(name)) : set;
  const variables = idle.map(({ variable }) => variable);
  const unset = on ? (only ?? []).filter((name) => !isSetUp(name, { keys, baseUrls })) : [];
  return [
    ...(variables.length === 0 ? [] : [`${variables.join(', ')} ${variables.length === 1 ? 'has' : 'have'} no effect, because ${on ? 'SEARCH_SERVICES leaves the service out' : 'SEARCH=off turns web search off'}`]),
    ...unset.map((name) => `SEARCH_SERVICES names ${name}, which is not asked until ${SEARCH_SERVICES[name].needsKey ? SEARCH_SERVICES[name].keyVariable : SEARCH_SERVICES[name].urlVariable} is set`),
  ];
}

function isSetUp(name: SearchServiceName, { keys, baseUrls }: Pick<SearchSettings, 'keys' | 'baseUrls'>): boolean {
  const { needsKey, baseUrl } = SEARCH_SERVICES[name];
  return (!needsKey || keys[name] !== undefined) && (baseUrl !== null || baseUrls[name] !== undefined);
}

function unknownNames(environment: Environment): string[] {
  const known = new Set<string>(CONFIG_VARIABLES.map(({ name }) => name));
  return Object.keys(environment).filter((name) => /^GROUNDWIRE_[A-Z_]+$/.test(name) && !known.has(name)).sort();
}
