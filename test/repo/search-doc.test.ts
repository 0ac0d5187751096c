import { SEARCH_SERVICES } from '@groundwire/server';
import { describe, expect, it } from 'vitest';
import { readText } from './repository.js';

const page = readText('docs/search.md');
const services = Object.entries(SEARCH_SERVICES).map(([name, entry]) => ({ name, ...entry, service: entry.create({ apiKey: undefined, contact: undefined, language: 'en', urlVariable: null }) }));
const cellsOf = (name: string) => page.split('\n').filter((line) => line.includes(`| \`${name}\` |`)).map((line) => line.split('|').map((cell) => cell.trim()))[0] ?? [];

describe('docs/search.md', () => {
  it.each(services.map((known) => [known.name, known] as const))('describes %s as it is', (name, { service, keyVariable, needsKey, baseUrl, urlVariable }) => {
    const [, , , kinds, setting = '', filters] = cellsOf(name);
    expect(kinds).toBe(service.kinds.join(', '));
    expect(filters).toBe(service.honours.join(', '));
    const variable = baseUrl === null ? urlVariable : keyVariable;
    expect(setting).toBe(variable === null ? 'none' : `\`${variable}\`${needsKey || baseUrl === null ? '' : ', not needed'}`);
    expect(page).toContain(`\`${urlVariable}\``);
  });

  it('describes no others', () => {
    const named = [...page.split('## Which are asked')[0]!.matchAll(/^\| [^|]+\| `([a-z]+)` \|/gm)].map((match) => match[1]);
    expect(named).toEqual(services.map(({ name }) => name));
  });
});
