import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Config, type Environment, readConfig } from './config.js';
import { CONFIG_VARIABLES, describeVariables } from './config-variables.js';

const SURROUNDINGS = { home: '/home/ada', folder: '/srv/app', terminal: false };

function configOf(environment: Environment): Config {
  const read = readConfig(environment, SURROUNDINGS);
  if (!read.ok) throw new Error(read.faults.join('; '));
  return read.config;
}

function faultsOf(environment: Environment): string[] {
  const read = readConfig(environment, SURROUNDINGS);
  return read.ok ? [] : read.faults;
}

function noticesOf(environment: Environment): string[] {
  const read = readConfig(environment, SURROUNDINGS);
  return read.ok ? read.notices : [];
}

describe('readConfig', () => {
  it('listens on the loopback address, port 8000, when nothing is set, and has nothing to say', () => {
    expect(configOf({})).toEqual({
      host: '127.0.0.1',
      port: 8000,
      publicUrl: null,
      corsOrigins: ['http://localhost:3000', 'http://127.0.0.1:3000'],
      trustProxy: false,
      model: {},
      support: { opinion: 'off', waitMs: 4_000 },
      search: { on: true, only: undefined, keys: {}, baseUrls: {}, contact: undefined, language: undefined },
      reading: { allowed: [], robots: 'honour', cacheBytes: 209_715_200 },
      searchWaitMs: undefined,
      readWaitMs: undefined,
      dataDir: '/home/ada/.groundwire',
      streamWordMs: 15,
      analysisDeadlineMs: 120_000,
      orphanMs: 900_000,
      drainMs: 10_000,
      credibilityFile: null,
      retentionMs: null,
      logLevel: 'info',
      logFormat: 'json',
    });
    expect(noticesOf({})).toEqual([]);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(configOf({ PORT: '', HOST: '  ', OPENAI_API_KEY: '' })).toEqual(configOf({}));
  });

  it('expands ~ and makes a relative data folder absolute', () => {
    expect(configOf({ GROUNDWIRE_DATA_DIR: '~/data' }).dataDir).toBe('/home/ada/data');
    expect(configOf({ GROUNDWIRE_DATA_DIR: '~' }).dataDir).toBe('/home/ada');
    expect(configOf({ GROUNDWIRE_DATA_DIR: 'data' }).dataDir).toBe('/srv/app/data');
    expect(configOf({ GROUNDWIRE_DATA_DIR: '~ada/data' }).dataDir).toBe('/srv/app/~ada/data');
  });

  it('[CLM-6] wants no second opinion unless it is told to, and makes the folder of a model absolute', () => {
    expect(configOf({ SUPPORT_MODEL: 'OFF' }).support.opinion).toBe('off');
    expect(configOf({ SUPPORT_MODEL: 'llm', SUPPORT_WAIT_MS: '9000' }).support).toEqual({ opinion: 'llm', waitMs: 9_000 });
    expect(configOf({ SUPPORT_MODEL: '~/models/nli' }).support.opinion).toEqual({ folder: '/home/ada/models/nli' });
  });

  it('writes origins the way browsers send them', () => {
    expect(configOf({ CORS_ORIGINS: 'HTTPS://App.Example.org:443/, http://localhost:5173 ,' }).corsOrigins).toEqual(['https://app.example.org', 'http://localhost:5173']);
    expect(configOf({ PUBLIC_URL: 'https://answers.example.org/' }).publicUrl).toBe('https://answers.example.org');
  });

  it('keeps the model variables under their own names', () => {
    expect(configOf({ MODEL: 'm', MODEL_BASE_URL: 'http://127.0.0.1:11434/v1/', OPENAI_API_KEY: 'k' }).model).toEqual({ MODEL: 'm', MODEL_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_API_KEY: 'k' });
  });

  it.each([
    ['PORT', '70000', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '80a', 'PORT must be a whole number from 0 to 65535'],
    ['PORT', '-1', 'PORT must be a whole number from 0 to 65535'],
    ['HOST', 'http://127.0.0.1', 'HOST must be an address or host name, for example 127.0.0.1, without a port'],
    ['SEARCH', 'maybe', 'SEARCH must be `on` or `off`'],
    ['SEARCH', 'constructor', 'SEARCH must be `on` or `off`'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of: trace, debug, info, warn, error, fatal, silent'],
    ['STREAM_WORD_MS', '1001', 'STREAM_WORD_MS must be a whole number from 0 to 1000'],
    ['MODEL_BASE_URL', 'localhost:11434', 'MODEL_BASE_URL must be an http:// or https:// address, for example http://127.0.0.1:11434/v1'],
  ])('refuses %s=%s and says how to mend it', (name, value, fault) => {
    expect(faultsOf({ [name]: value })).toEqual([fault]);
  });

  it('refuses an origin with a path', () => {
    expect(faultsOf({ PUBLIC_URL: 'https://example.org/answers' })[0]).toContain('without a path');
    expect(faultsOf({ CORS_ORIGINS: 'https://a.org,example.org' })).toEqual(['CORS_ORIGINS holds "example.org", which is not an origin. Write origins like https://app.example.org, separated by commas']);
  });

  it('tells all faults at once', () => {
    expect(faultsOf({ PORT: 'x', SEARCH: 'x', LOG_FORMAT: 'x' })).toHaveLength(3);
  });

  it('never repeats a secret in a fault', () => {
    const faults = faultsOf({ OPENAI_API_KEY: 'sk-very\nsecret', MODEL_BASE_URL: 'http://me:hunter2@127.0.0.1/v1' });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toMatch(/very|hunter2/);
  });

  it('warns once, and without the value, about variables of other versions', () => {
    const notices = noticesOf({ DATABASE_URL: 'postgres://u:hunter2@db/x', REDIS_URL: 'redis://c', MONGODB_CONNECTION_STRING: 'mongodb://hunter2', DATABASE_NAME: 'd', SEARCH: 'off', TAVILY_API_KEY: 'tvly-hunter2' });
    expect(notices).toHaveLength(3);
    expect(notices.join()).not.toContain('hunter2');
    expect(notices[0]).toMatch(/^DATABASE_URL and REDIS_URL are ignored/);
    expect(notices[2]).toMatch(/^MONGODB_CONNECTION_STRING and DATABASE_NAME have no effect any more/);
  });

  it('warns about settings of the model that do nothing, and is silent where they do something', () => {
    expect(noticesOf({ MODEL: 'llama3.1:8b' })).toEqual([]);
    expect(noticesOf({ MODEL_API_KEY: 'hunter2' })).toEqual([expect.stringMatching(/^MODEL_API_KEY has no effect(?!.*hunter2)/)]);
    expect(noticesOf({ MODEL: 'gpt-4o', OPENAI_API_KEY: 'k' })).toEqual([]);
  });

  it('reads keys and addresses of search services, and names those that do nothing', () => {
    expect(configOf({ TAVILY_API_KEY: 'k', SEARXNG_URL: 'http://127.0.0.1:8888/', WIKIPEDIA_BASE_URL: 'https://{language}.wiki.example.org', SEARCH_SERVICES: 'Tavily, wikipedia', SEARCH_CONTACT: 'ada@example.org' }).search).toEqual({
      on: true, only: ['tavily', 'wikipedia'], keys: { tavily: 'k' }, baseUrls: { searxng: 'http://127.0.0.1:8888', wikipedia: 'https://{language}.wiki.example.org' }, contact: 'ada@example.org', language: undefined,
    });
    expect(noticesOf({ SEARXNG_URL: 'http://x', SEARCH_SERVICES: 'brave' })).toEqual(['SEARXNG_URL has no effect, because SEARCH_SERVICES leaves the service out', 'SEARCH_SERVICES names brave, which is not asked until BRAVE_API_KEY is set']);
    expect(faultsOf({ SEARCH_SERVICES: 'gogle' })).toEqual([expect.stringMatching(/^SEARCH_SERVICES holds "gogle".*Known: tavily, brave/)]);
    expect(faultsOf({ SEARXNG_URL: 'searx.example.org', SEARCH_CONTACT: 'ada', SEARCH_LANGUAGE: 'german', SEARCH_WAIT_MS: '5' })).toHaveLength(4);
  });

  it('reads what may be read beside the public network', () => {
    expect(configOf({ READ_ALLOW: 'wiki.internal, 10.0.0.5:8080', READ_ROBOTS: 'ignore', READ_CACHE_MB: '10' }).reading).toEqual({ allowed: [{ host: 'wiki.internal', port: null }, { host: '10.0.0.5', port: 8080 }], robots: 'ignore', cacheBytes: 10_485_760 });
    expect(faultsOf({ READ_ALLOW: 'http://user@x/,ok.internal' })).toEqual([expect.stringMatching(/^READ_ALLOW holds "http:/)]);
  });

  it.each(['on', 'TRUE', 'yes', '1', 'off', 'False', 'no', '0'])('takes %s for a switch, as its page says', (word) => {
    const on = ['on', 'true', 'yes', '1'].includes(word.toLowerCase());
    expect(configOf({ SEARCH: word, TRUST_PROXY: word })).toMatchObject({ search: { on }, trustProxy: on });
    expect(noticesOf({ SEARCH: word })).toEqual([]);
    expect(readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8')).toContain(`\`${word.toLowerCase()}\``);
  });

  it('names broken lines and unknown settings of the file .env, but nothing that is in it', () => {
    const told = (envFile: string): string[] => {
      const read = readConfig({}, { ...SURROUNDINGS, envFile });
      return read.ok ? read.notices : [];
    };
    expect(told('PORT=1\nOPENAI_API_KEY sk-hunter2\nHOST=::1\n')).toEqual([expect.stringMatching(/^Line 2 of the file \.env(?!.*hunter2)/)]);
    expect(told('GROUNDWIRE_DATADIR=/hunter2\n')).toEqual([expect.stringMatching(/^GROUNDWIRE_DATADIR is not a setting(?!.*hunter2)/)]);
    expect(told('# a comment\nPORT=1\nOTHER_PROGRAM="x\ny"\n')).toEqual([]);
  });

  it('warns about a mistyped setting and about CORS_ORIGINS=*', () => {
    expect(noticesOf({ GROUNDWIRE_DATADIR: '/data' })[0]).toMatch(/^GROUNDWIRE_DATADIR is not a setting/);
    expect(noticesOf({ CORS_ORIGINS: '*' })[0]).toMatch(/any web page/);
  });
});

describe('docs/configuration.md', () => {
  const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));

  it('has one row for each variable, with its meaning and default, and no other', () => {
    const expected = CONFIG_VARIABLES.map(({ name, meaning, default: standard, example }) => `| \`${name}\` | ${meaning} | ${standard} | \`${example}\` |`);
    expect(rows).toEqual(expected);
  });

  it('is what the command line prints', () => {
    for (const { name, meaning } of CONFIG_VARIABLES) expect(describeVariables()).toContain(`  ${name}\n      ${meaning}\n`);
  });
});
