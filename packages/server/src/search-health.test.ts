import { describe, expect, it } from 'vitest';
import { searchHealth } from './search-health.js';
import type { ProviderState, SourceProvider } from './sources/source-provider.js';

function service(name: string, status: ProviderState['status'], detail: string | null = null): SourceProvider {
  return { name, kinds: ['web'], search: () => Promise.reject(new Error('a health check asks nobody')), state: () => ({ status, detail }) };
}
const library: SourceProvider = { name: 'library', kinds: ['library'], search: async () => ({ sources: [], statistics: null }) };

describe('searchHealth', () => {
  it('is not configured without search services', () => {
    expect(searchHealth([library])).toMatchObject({ status: 'not_configured', detail: expect.stringContaining('SEARCH=off') as string });
  });

  it.each<[ProviderState['status'][], string]>([
    [['unknown', 'unknown'], 'healthy'],
    [['healthy', 'unknown'], 'healthy'],
    [['healthy', 'unhealthy'], 'degraded'],
    [['degraded', 'healthy'], 'degraded'],
    [['unhealthy', 'unhealthy'], 'unhealthy'],
    [['unhealthy', 'unknown'], 'unhealthy'],
  ])('[ENG-5] of %j makes %s', (states, status) => {
    expect(searchHealth([library, ...states.map((state, index) => service(`s${index}`, state))])).toMatchObject({ status });
  });

  it('says of each service how it is, and why', () => {
    expect(searchHealth([service('wikipedia', 'unhealthy', 'it could not be reached.'), service('arxiv', 'unknown')]).detail).toBe('wikipedia: unhealthy, it could not be reached; not asked yet: arxiv');
  });
});
