import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSearchProviders, SEARCH_SERVICE_NAMES, SEARCH_SERVICES, type SearchOptions, type SearchServiceName, type SourceProvider, type SourceQuery } from '@groundwire/server';
import type { RecordArguments } from './record-arguments.js';
import { scrubAnswer } from './scrub-answer.js';

/** What came of one service. */
export interface Recorded {
  service: string;
  /** Files that were written, by name. */
  files: string[];
  results: number;
  failure: string | null;
}

/** A service's answers of one run, by file name. */
type Answers = Map<string, string>;

export function searchOptionsFrom(environment: Readonly<Record<string, string | undefined>>, only: readonly SearchServiceName[]): SearchOptions {
  const by = (variableOf: (name: SearchServiceName) => string | null) => Object.fromEntries(SEARCH_SERVICE_NAMES.map((name) => [name, environment[variableOf(name) ?? '']]));
  return {
    keys: by((name) => SEARCH_SERVICES[name].keyVariable),
    baseUrls: by((name) => SEARCH_SERVICES[name].urlVariable),
    contact: environment.SEARCH_CONTACT,
    only,
    undated: 'keep',
    version: 'record',
  };
}

/** Asks the services one after the other, so that each has its time, and writes what answered. Never rejects for what a service does. */
export async function recordServices({ question, out }: RecordArguments, options: SearchOptions, tell: (line: string) => void): Promise<Recorded[]> {
  const secrets = [...Object.values(options.keys ?? {}), options.contact].flatMap((secret) => secret ?? []);
  const answers = new Map<string, Answers>();
  const onAnswer = (service: string, route: string, body: string): void => {
    const own: Answers = answers.get(service) ?? new Map();
    answers.set(service, own.set(fileName(service, route, body), scrubAnswer(body, secrets)));
  };
  const recorded: Recorded[] = [];
  for (const provider of createSearchProviders({ ...options, onAnswer })) {
    const outcome = await ask(provider, question);
    const own = outcome.failure === null ? (answers.get(provider.name) ?? new Map<string, string>()) : new Map<string, string>();
    if (own.size > 0) mkdirSync(out, { recursive: true });
    for (const [name, body] of own) writeFileSync(path.join(out, name), body);
    recorded.push({ service: provider.name, files: [...own.keys()], ...outcome });
    tell(outcome.failure === null ? `${provider.name}: ${outcome.results} results, written to ${[...own.keys()].join(', ')}` : `${provider.name}: ${outcome.failure}`);
  }
  return recorded;
}

async function ask(provider: SourceProvider, question: string): Promise<Pick<Recorded, 'results' | 'failure'>> {
  const query: SourceQuery = { question, queries: [question], limit: 5, include_domains: [], exclude_domains: [], countries: [], language: 'en', kinds: [], patience_ms: 15_000 };
  try {
    const { sources } = await provider.search(query, AbortSignal.timeout(40_000));
    return { results: sources.length, failure: sources.length === 0 ? 'It answered, but nothing that could be used: nothing was written' : null };
  } catch (thrown) {
    return { results: 0, failure: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** As the recorded answers of the tests are called. */
function fileName(service: string, route: string, body: string): string {
  const part = service === 'pubmed' ? (route.includes('efetch') ? 'efetch' : 'esearch') : route.endsWith('/answers') ? 'answers' : 'results';
  return `${service}-${part}.${/^\s*</.test(body) ? 'xml' : 'json'}`;
}
