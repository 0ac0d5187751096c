import { parseUrl } from '@groundwire/protocol/parse-url';
import { z } from 'zod';
import type { ConfigVariableName } from './config-variables.js';
import { parseAllowedHost } from './reading/address-policy.js';
import { SEARCH_SERVICE_NAMES, type SearchServiceName } from './sources/search/create-search-providers.js';

/**
 * How the text of each variable is read. Pure. Every message says what is wrong and how to mend it; the name of the variable is
 * put before it by `config.ts`. No message repeats the value of a secret.
 */

const text = z.string().refine((value) => !/[\u0000-\u001f\u007f]/.test(value), 'contains a line break or another control character. Remove it');

function integer(least: number, most: number) {
  const message = `must be a whole number from ${least} to ${most}`;
  return text.pipe(z.string().regex(/^\d{1,9}$/, message).transform(Number).refine((value) => value >= least && value <= most, message));
}

/** `docs/configuration.md` names them all. */
const SWITCH_WORDS = new Map([['on', true], ['true', true], ['yes', true], ['1', true], ['off', false], ['false', false], ['no', false], ['0', false]]);

const onOff = text.transform((value, context) => {
  const known = SWITCH_WORDS.get(value.toLowerCase());
  if (known !== undefined) return known;
  context.addIssue({ code: 'custom', message: 'must be `on` or `off`' });
  return z.NEVER;
});

function oneOf<const Word extends string>(...words: Word[]) {
  return text.pipe(z.string().toLowerCase().pipe(z.enum(words, `must be one of: ${words.join(', ')}`)));
}

function parseHttpUrl(value: string): URL | null {
  const url = parseUrl(value);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
}

/** `https://host:port` of an address that is nothing but an origin, in the form in which browsers send it; null otherwise. */
export function parseOrigin(value: string): string | null {
  const url = parseHttpUrl(value);
  return url !== null && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '' ? url.origin : null;
}

const origin = text.transform((value, context) => {
  const parsed = parseOrigin(value);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: `must be http:// or https://, a host and perhaps a port, without a path, for example https://answers.example.org; it is ${JSON.stringify(value)}` });
  return z.NEVER;
});

const origins = text.transform((value, context) => {
  const parts = value.split(',').map((part) => part.trim()).filter((part) => part !== '');
  const parsed = parts.map((part) => (part === '*' ? '*' : parseOrigin(part)));
  parts.forEach((part, at) => {
    if (parsed[at] === null) context.addIssue({ code: 'custom', message: `holds ${JSON.stringify(part)}, which is not an origin. Write origins like https://app.example.org, separated by commas` });
  });
  return parsed.filter((part) => part !== null);
});

const endpointWithKeyIn = (keyVariable: string) => text.transform((value, context) => {
  const url = parseHttpUrl(value);
  if (url === null) context.addIssue({ code: 'custom', message: 'must be an http:// or https:// address, for example http://127.0.0.1:11434/v1' });
  else if (url.username !== '' || url.password !== '') context.addIssue({ code: 'custom', message: `must not hold a user name or password. Put the key into ${keyVariable}` });
  else return value.replace(/\/+$/, '');
  return z.NEVER;
});

const serviceAddress = text.transform((value, context) => {
  // Wikipedia's has the edition in its host.
  const url = parseHttpUrl(value.replace('{language}', 'en'));
  if (url === null) context.addIssue({ code: 'custom', message: 'must be an http:// or https:// address, for example http://127.0.0.1:8888' });
  else if (url.username !== '' || url.password !== '') context.addIssue({ code: 'custom', message: 'must not hold a user name or password' });
  else return value.replace(/\/+$/, '');
  return z.NEVER;
});

const serviceNames = text.transform((value, context) => {
  const names = [...new Set(value.split(',').map((name) => name.trim().toLowerCase()).filter((name) => name !== ''))];
  const unknown = names.filter((name) => !(SEARCH_SERVICE_NAMES as readonly string[]).includes(name));
  for (const name of unknown) context.addIssue({ code: 'custom', message: `holds ${JSON.stringify(name)}, which is no search service. Known: ${SEARCH_SERVICE_NAMES.join(', ')}` });
  return names as SearchServiceName[];
});

const allowedHosts = text.transform((value, context) => {
  const parts = value.split(',').map((part) => part.trim()).filter((part) => part !== '');
  const parsed = parts.map(parseAllowedHost);
  parts.forEach((part, at) => {
    if (parsed[at] === null) context.addIssue({ code: 'custom', message: `holds ${JSON.stringify(part)}, which is no host, host:port or address range. Write for example wiki.internal, 10.0.0.5:8080 or 10.1.0.0/16` });
  });
  return parsed.filter((host) => host !== null);
});

const contact = text.pipe(z.string().regex(/^[^\s@<>",;:]+@[^\s@<>",;:]+\.[^\s@<>",;:]+$/, 'must be an e-mail address, for example ada@example.org'));
const languageCode = text.pipe(z.string().toLowerCase().pipe(z.string().regex(/^[a-z]{2,3}$/, 'must be a code of two letters, for example de')));

const host = text.pipe(z.string().regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be an address or host name, for example 127.0.0.1, without a port'));

/** A schema for each variable. A variable that is empty or absent does not reach its schema. */
export const CONFIG_SCHEMAS = {
  HOST: host,
  PORT: integer(0, 65_535),
  PUBLIC_URL: origin,
  CORS_ORIGINS: origins,
  TRUST_PROXY: onOff,
  MODEL: text.pipe(z.string().max(200, 'must have at most 200 characters')),
  MODEL_BASE_URL: endpointWithKeyIn('MODEL_API_KEY'),
  MODEL_API_KEY: text,
  OPENAI_API_KEY: text,
  ANTHROPIC_API_KEY: text,
  MODEL_CONTINUATION: oneOf('prefix', 'prompt', 'reattach', 'none'),
  EMBEDDING_BASE_URL: endpointWithKeyIn('EMBEDDING_API_KEY'),
  EMBEDDING_MODEL: text.pipe(z.string().max(200, 'must have at most 200 characters')),
  EMBEDDING_API_KEY: text,
  SUPPORT_MODEL: text,
  SUPPORT_WAIT_MS: integer(100, 60_000),
  SEARCH: onOff,
  SEARCH_SERVICES: serviceNames,
  SEARCH_CONTACT: contact,
  SEARCH_LANGUAGE: languageCode,
  SEARCH_WAIT_MS: integer(100, 10_000),
  READ_WAIT_MS: integer(100, 20_000),
  READ_ALLOW: allowedHosts,
  READ_ROBOTS: oneOf('honour', 'ignore'),
  READ_CACHE_MB: integer(10, 100_000),
  TAVILY_API_KEY: text,
  BRAVE_API_KEY: text,
  EXA_API_KEY: text,
  SERPER_API_KEY: text,
  SEARXNG_URL: serviceAddress,
  OPENALEX_API_KEY: text,
  NCBI_API_KEY: text,
  STACKEXCHANGE_KEY: text,
  TAVILY_BASE_URL: serviceAddress,
  BRAVE_BASE_URL: serviceAddress,
  EXA_BASE_URL: serviceAddress,
  SERPER_BASE_URL: serviceAddress,
  WIKIPEDIA_BASE_URL: serviceAddress,
  GDELT_BASE_URL: serviceAddress,
  OPENALEX_BASE_URL: serviceAddress,
  CROSSREF_BASE_URL: serviceAddress,
  ARXIV_BASE_URL: serviceAddress,
  PUBMED_BASE_URL: serviceAddress,
  HACKERNEWS_BASE_URL: serviceAddress,
  STACKEXCHANGE_BASE_URL: serviceAddress,
  GROUNDWIRE_DATA_DIR: text,
  DATABASE_URL: z.string(),
  REDIS_URL: z.string(),
  STREAM_WORD_MS: integer(0, 1000),
  ANALYSIS_DEADLINE_SECONDS: integer(5, 3600),
  ORPHAN_MINUTES: integer(0, 1440),
  DRAIN_SECONDS: integer(0, 600),
  RETENTION_DAYS: integer(1, 36_500),
  CREDIBILITY_FILE: text,
  LOG_LEVEL: oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  LOG_FORMAT: oneOf('pretty', 'json'),
  MONGODB_CONNECTION_STRING: z.string(),
  DATABASE_NAME: z.string(),
} as const satisfies Record<ConfigVariableName, z.ZodType>;

export type ConfigValues = { [Name in ConfigVariableName]?: z.output<(typeof CONFIG_SCHEMAS)[Name]> | undefined };
