import type { FoundSource } from '../source-provider.js';
import { type ProviderCase, searchProviderContract } from './search-provider.contract.js';

const roads: Partial<FoundSource> = { url: 'https://www.roads.example.org/winter/salt', source_id: 'https://roads.example.org/winter/salt', domain: 'roads.example.org', title: 'Why roads are salted', kind: 'web', published_at: '2025-09-15' };

const CASES: ProviderCase[] = [
  {
    name: 'tavily', title: 'Tavily', keyVariable: 'TAVILY_API_KEY', urlVariable: 'TAVILY_BASE_URL', results: 2, requests: 1, domain: 'roads.example.org',
    first: { ...roads, url: 'https://www.roads.example.org/winter/salt', snippet: 'Salt lowers the freezing point of water: a brine of 10 % freezes at about -6 °C.' },
    empty: '{"query":"x","results":[]}', wrongForm: '{"detail":{"error":"x"}}',
  },
  {
    name: 'brave', title: 'Brave Search', keyVariable: 'BRAVE_API_KEY', urlVariable: 'BRAVE_BASE_URL', results: 2, requests: 1, domain: 'roads.example.org',
    first: { ...roads, title: 'Why salt melts ice & snow', language: 'en', snippet: 'Salt lowers the freezing point of water.\nA brine of 10 % freezes at about -6 °C.' },
    empty: '{"type":"search","query":{"original":"x"}}', wrongForm: '{"type":"search","web":{"results":7}}',
  },
  {
    name: 'exa', title: 'Exa', keyVariable: 'EXA_API_KEY', urlVariable: 'EXA_BASE_URL', results: 2, requests: 1, domain: 'roads.example.org',
    first: { ...roads, author: 'Ada Winter', snippet: 'Salt lowers the freezing point of water.\nA brine of 10 % freezes at about -6 °C.' },
    empty: '{"results":[]}', wrongForm: '[]',
  },
  { name: 'serper', title: 'Serper', keyVariable: 'SERPER_API_KEY', urlVariable: 'SERPER_BASE_URL', results: 2, requests: 1, domain: 'roads.example.org', first: { ...roads, snippet: 'Salt lowers the freezing point of water ...' }, empty: '{"organic":[]}', wrongForm: '{"organic":null}' },
  { name: 'searxng', title: 'SearXNG', keyVariable: null, urlVariable: 'SEARXNG_URL', results: 2, requests: 1, domain: 'roads.example.org', first: { ...roads, snippet: 'Salt lowers the freezing point of water.' }, empty: '{"results":[],"unresponsive_engines":[]}', wrongForm: '{"error":"x"}' },
  {
    name: 'wikipedia', title: 'Wikipedia', keyVariable: null, urlVariable: 'WIKIPEDIA_BASE_URL', results: 2, requests: 1, domain: 'wikipedia.org',
    first: { url: 'https://en.wikipedia.org/wiki/Road_salt', domain: 'en.wikipedia.org', title: 'Road salt', kind: 'web', language: 'en', published_at: null, snippet: 'Road salt is salt that is spread on roads so that ice on them melts.' },
    empty: '{"batchcomplete":true}', wrongForm: '{"pages":[]}',
  },
  {
    name: 'gdelt', title: 'GDELT', keyVariable: null, urlVariable: 'GDELT_BASE_URL', results: 2, requests: 1, domain: 'news.example.net',
    first: { url: 'https://news.example.net/2025/salt', title: 'City runs short of road salt, says mayor', kind: 'news', language: 'en', published_at: '2025-09-26', snippet: null },
    empty: '{}', wrongForm: '{"articles":"none"}',
  },
  {
    name: 'openalex', title: 'OpenAlex', keyVariable: 'OPENALEX_API_KEY', urlVariable: 'OPENALEX_BASE_URL', results: 2, requests: 1, domain: 'doi.org',
    first: { url: 'https://doi.org/10.5555/ice.2025.1', domain: 'doi.org', title: 'Brine formation on salted ice: a field study', kind: 'academic', language: 'en', published_at: '2025-09-15', author: 'Ada Winter, Ben Frost', snippet: 'Salt lowers the freezing point and the brine spreads.' },
    empty: '{"meta":{},"results":[]}', wrongForm: '{"error":"x","message":"y"}',
  },
  {
    name: 'crossref', title: 'Crossref', keyVariable: null, urlVariable: 'CROSSREF_BASE_URL', results: 2, requests: 1, domain: 'doi.org',
    first: { url: 'https://doi.org/10.5555/ice.2025.1', title: 'Brine formation on salted ice', kind: 'academic', published_at: '2025-09-15', author: 'Ada Winter, The Ice Group', snippet: 'Salt lowers the freezing point T of water.' },
    empty: '{"message":{"items":[]}}', wrongForm: '{"message":"x"}',
  },
  {
    name: 'arxiv', title: 'arXiv', keyVariable: null, urlVariable: 'ARXIV_BASE_URL', results: 2, requests: 1, domain: 'arxiv.org',
    first: { url: 'https://arxiv.org/abs/2509.00001', domain: 'arxiv.org', title: 'Melting of ice in contact with salt: rates & limits', kind: 'academic', published_at: '2025-09-15', author: 'Ada Winter, Ben Frost', snippet: 'We measure how fast ice melts where x < 1 and find that salt lowers the freezing point.' },
    empty: '<feed xmlns="http://www.w3.org/2005/Atom"></feed>', wrongForm: '<error/>',
  },
  {
    name: 'pubmed', title: 'PubMed', keyVariable: 'NCBI_API_KEY', urlVariable: 'PUBMED_BASE_URL', results: 2, requests: 2, domain: 'doi.org',
    first: { url: 'https://doi.org/10.5555/ice.2025.2', title: 'Skin injury by the salt and ice challenge: a review.', kind: 'academic', language: 'en', published_at: '2025-09-10', author: 'Ada Winter, The Ice Group', snippet: 'Background: Salt lowers the freezing point.\nResults: Injury was seen in 5 of 12 (p < 0.05).' },
    empty: '{"esearchresult":{"idlist":[]}}', wrongForm: '{"esearchresult":{"ERROR":"x"}}',
  },
  {
    name: 'hackernews', title: 'Hacker News', keyVariable: null, urlVariable: 'HACKERNEWS_BASE_URL', results: 2, requests: 1, domain: 'news.ycombinator.com',
    first: { url: 'https://news.ycombinator.com/item?id=40000001', title: 'Why salt melts ice', kind: 'discussion', published_at: '2025-09-15', author: 'ada' },
    empty: '{"hits":[]}', wrongForm: '{"message":"x"}',
  },
  {
    name: 'stackexchange', title: 'Stack Exchange', keyVariable: 'STACKEXCHANGE_KEY', urlVariable: 'STACKEXCHANGE_BASE_URL', results: 2, requests: 2, domain: 'stackoverflow.com',
    first: { url: 'https://stackoverflow.com/questions/101/simulate-melting', title: 'How do I simulate melting "salted" ice?', kind: 'discussion', published_at: '2025-09-15', author: 'Ada', snippet: 'Lower the freezing point in melt() first.\nMy melt() never ends.' },
    empty: '{"items":[]}', wrongForm: '{"error_id":404}',
  },
];

for (const known of CASES) searchProviderContract(known);
