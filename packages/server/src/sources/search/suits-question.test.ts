import { describe, expect, it } from 'vitest';
import { SEARCH_SERVICE_NAMES } from './create-search-providers.js';
import { suitsQuestion } from './suits-question.js';

const NOW = Date.parse('2025-09-28T12:00:00Z');
const askedFor = (question: string, changes: { published_since?: string; kinds?: Array<'web' | 'news' | 'academic' | 'discussion'> } = {}) =>
  SEARCH_SERVICE_NAMES.filter((name) => suitsQuestion(name, { question, published_since: changes.published_since, kinds: changes.kinds ?? [] }, NOW)).filter((name) => !['tavily', 'brave', 'exa', 'serper', 'searxng'].includes(name));

describe('[SRCH-11] keyless services are asked what they have something for', () => {
  it.each<[string, string[]]>([
    ['Who is the mayor of Paris?', ['wikipedia']],
    ['How does iron rust?', ['wikipedia']],
    ['What is alternating current?', ['wikipedia']],
    ['Which films did Gene Hackman star in?', ['wikipedia']],
    ['What are the latest developments in Sudan?', ['wikipedia', 'gdelt']],
    ['Who won the 2025 Tour de France?', ['wikipedia', 'gdelt']],
    ['Who won the 1987 Tour de France?', ['wikipedia']],
    ['Was gibt es heute Neues aus Berlin?', ['wikipedia', 'gdelt']],
    ['What are the side effects of metformin?', ['wikipedia', 'openalex', 'pubmed']],
    ['What do studies say about remote work?', ['wikipedia', 'openalex', 'crossref']],
    ['How does quantum entanglement arise in condensed matter?', ['wikipedia', 'openalex', 'arxiv']],
    ['TypeError: cannot read properties of undefined', ['wikipedia', 'stackexchange']],
    ['How do I revert a git commit?', ['wikipedia', 'stackexchange']],
    ['Is self-hosting a search engine worth it?', ['wikipedia', 'hackernews']],
  ])('%s', (question, services) => {
    expect(askedFor(question)).toEqual(services);
  });

  it('a question for recent sources is one for the news', () => {
    expect(askedFor('Who is the mayor of Paris?', { published_since: '2025-09-01' })).toEqual(['wikipedia', 'gdelt']);
  });

  it('a question that names kinds asks whom the caller chooses', () => {
    expect(askedFor('Who is the mayor of Paris?', { kinds: ['academic'] })).toHaveLength(8);
  });
});
