/** One setting of the server: an environment variable. */
export interface ConfigVariable {
  name: string;
  /** One or two sentences for the operator. */
  meaning: string;
  /** What holds when it is not set, in words or as the value. */
  default: string;
  example: string;
  /** True where the value must never be shown. */
  secret: boolean;
}

/**
 * Every environment variable that Groundwire knows, once. `config.ts` reads exactly these, `groundwire serve --help` prints
 * them, and a test holds `docs/configuration.md` to this table.
 */
export const CONFIG_VARIABLES = [
  { name: 'HOST', meaning: 'Address to listen on. There is no login: every address beyond the loopback ones lets others in.', default: '127.0.0.1', example: '0.0.0.0', secret: false },
  { name: 'PORT', meaning: 'Port to listen on. 0 takes a free one.', default: '8000', example: '8080', secret: false },
  { name: 'PUBLIC_URL', meaning: 'Address at which browsers reach the server, for example behind a TLS proxy. Links to documents are made from it, and its origin is allowed.', default: 'http://127.0.0.1:PORT', example: 'https://answers.example.org', secret: false },
  { name: 'CORS_ORIGINS', meaning: 'Origins of web pages that may call the server, separated by commas, beside its own. `*` allows every page.', default: 'http://localhost:3000,http://127.0.0.1:3000', example: 'https://app.example.org', secret: false },
  { name: 'TRUST_PROXY', meaning: 'Whether the caller\'s address in the log is taken from X-Forwarded-For: `on` behind a proxy that sets it, else `off`.', default: 'off', example: 'on', secret: false },
  { name: 'MODEL', meaning: 'Name of the language model. `none` extracts answers without a model.', default: 'the default model of the provider that is configured', example: 'llama3.1:8b', secret: false },
  { name: 'MODEL_BASE_URL', meaning: 'Address of any OpenAI-compatible endpoint. It goes before the keys of OpenAI and Anthropic.', default: 'none', example: 'http://127.0.0.1:11434/v1', secret: false },
  { name: 'MODEL_API_KEY', meaning: 'Key for MODEL_BASE_URL, where it asks for one.', default: 'none', example: 'sk-…', secret: true },
  { name: 'OPENAI_API_KEY', meaning: 'Key for OpenAI. It goes before ANTHROPIC_API_KEY, unless MODEL names a Claude.', default: 'none', example: 'sk-…', secret: true },
  { name: 'ANTHROPIC_API_KEY', meaning: 'Key for Anthropic.', default: 'none', example: 'sk-ant-…', secret: true },
  { name: 'MODEL_CONTINUATION', meaning: 'How the server behind MODEL_BASE_URL goes on with an answer after a restart: `prefix` if it takes continue_final_message as vLLM does, `prompt` to ask it in words, `none` to end the answer there. `reattach`, for OpenAI too, takes the answer from the provider, which then keeps it (background mode of the Responses API, with store).', default: 'prompt', example: 'prefix', secret: false },
  { name: 'SUPPORT_MODEL', meaning: 'Who gives a second opinion on whether sources back the sentences of an answer: `off`, `llm` for the language model that writes, or the folder of an entailment model in ONNX form, which needs the package @huggingface/transformers. docs/citations.md says more.', default: 'off', example: '/var/lib/models/nli-deberta', secret: false },
  { name: 'SUPPORT_WAIT_MS', meaning: 'How long the end of an answer, whose text is there already, waits for that opinion, 100 to 60000.', default: '4000', example: '10000', secret: false },
  { name: 'SEARCH', meaning: 'Whether the web is searched, beside the library: `on` or `off`. With `off` no question leaves for a search service.', default: 'on', example: 'off', secret: false },
  { name: 'SEARCH_SERVICES', meaning: 'Names of the search services that may be used, separated by commas. docs/search.md lists them.', default: 'all that need no key, and those whose key or address is set', example: 'searxng,wikipedia', secret: false },
  { name: 'SEARCH_CONTACT', meaning: 'E-mail address that is told to services which ask whom to write to (Wikipedia, OpenAlex, Crossref, PubMed). They are kinder to those who give one.', default: 'none', example: 'ada@example.org', secret: false },
  { name: 'SEARCH_LANGUAGE', meaning: 'Language of questions that don\'t show theirs, as two-letter code: it chooses the edition of Wikipedia.', default: 'en', example: 'de', secret: false },
  { name: 'SEARCH_WAIT_MS', meaning: 'How long a quick answer waits for search services before it goes on with what has arrived, 100 to 10000.', default: '1200', example: '3000', secret: false },
  { name: 'READ_WAIT_MS', meaning: 'How long a quick answer takes for reading pages, from the first one on, 100 to 20000.', default: '1500', example: '4000', secret: false },
  { name: 'READ_ALLOW', meaning: 'Hosts, host:port pairs and address ranges of your own network whose pages may be read, separated by commas. Everything else that is not on the public network is refused.', default: 'none', example: 'wiki.internal,10.1.0.0/16', secret: false },
  { name: 'READ_ROBOTS', meaning: 'Whether robots.txt of a site is honoured: `honour`, or `ignore` for those who read only hosts of their own.', default: 'honour', example: 'ignore', secret: false },
  { name: 'READ_CACHE_MB', meaning: 'Room for pages that were read, in megabytes, 10 to 100000. The longest unused go first.', default: '200', example: '1000', secret: false },
  { name: 'TAVILY_API_KEY', meaning: 'Key for web search by Tavily.', default: 'none', example: 'tvly-…', secret: true },
  { name: 'BRAVE_API_KEY', meaning: 'Key for web search by Brave.', default: 'none', example: 'BSA…', secret: true },
  { name: 'EXA_API_KEY', meaning: 'Key for web search by Exa.', default: 'none', example: '…', secret: true },
  { name: 'SERPER_API_KEY', meaning: 'Key for Google search by Serper.', default: 'none', example: '…', secret: true },
  { name: 'SEARXNG_URL', meaning: 'Address of a SearXNG instance whose settings allow the format json.', default: 'none', example: 'http://127.0.0.1:8888', secret: false },
  { name: 'OPENALEX_API_KEY', meaning: 'Key for OpenAlex, which raises its limits.', default: 'none', example: '…', secret: true },
  { name: 'NCBI_API_KEY', meaning: 'Key for PubMed, which raises its limits.', default: 'none', example: '…', secret: true },
  { name: 'STACKEXCHANGE_KEY', meaning: 'Key for Stack Exchange, which raises its limits.', default: 'none', example: '…', secret: true },
  { name: 'TAVILY_BASE_URL', meaning: 'Another address for Tavily, for example of a proxy.', default: 'https://api.tavily.com', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'BRAVE_BASE_URL', meaning: 'Another address for Brave, for example of a proxy.', default: 'https://api.search.brave.com', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'EXA_BASE_URL', meaning: 'Another address for Exa, for example of a proxy.', default: 'https://api.exa.ai', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'SERPER_BASE_URL', meaning: 'Another address for Serper, for example of a proxy.', default: 'https://google.serper.dev', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'WIKIPEDIA_BASE_URL', meaning: 'Another address for Wikipedia; `{language}` stands for the edition, for example of a proxy.', default: 'https://{language}.wikipedia.org', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'GDELT_BASE_URL', meaning: 'Another address for GDELT, for example of a proxy.', default: 'https://api.gdeltproject.org', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'OPENALEX_BASE_URL', meaning: 'Another address for OpenAlex, for example of a proxy.', default: 'https://api.openalex.org', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'CROSSREF_BASE_URL', meaning: 'Another address for Crossref, for example of a proxy.', default: 'https://api.crossref.org', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'ARXIV_BASE_URL', meaning: 'Another address for arXiv, for example of a proxy.', default: 'https://export.arxiv.org', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'PUBMED_BASE_URL', meaning: 'Another address for PubMed, for example of a proxy.', default: 'https://eutils.ncbi.nlm.nih.gov/entrez/eutils', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'HACKERNEWS_BASE_URL', meaning: 'Another address for Hacker News, for example of a proxy.', default: 'https://hn.algolia.com', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'STACKEXCHANGE_BASE_URL', meaning: 'Another address for Stack Exchange, for example of a proxy.', default: 'https://api.stackexchange.com/2.3', example: 'http://127.0.0.1:9000', secret: false },
  { name: 'GROUNDWIRE_DATA_DIR', meaning: 'Folder for the library index, the history and the sessions. A leading `~` is the home folder.', default: '~/.groundwire', example: '/var/lib/groundwire', secret: false },
  { name: 'DATABASE_URL', meaning: 'Address of a PostgreSQL database for running on several machines. Not in this version: it is ignored with a warning.', default: 'none', example: 'postgres://groundwire@db/groundwire', secret: true },
  { name: 'REDIS_URL', meaning: 'Address of a Redis or Valkey server for running on several machines. Not in this version: it is ignored with a warning.', default: 'none', example: 'redis://cache:6379', secret: true },
  { name: 'STREAM_WORD_MS', meaning: 'Milliseconds between the words of an answer that was not generated word by word, 0 to 1000.', default: '15', example: '0', secret: false },
  { name: 'ANALYSIS_DEADLINE_SECONDS', meaning: 'An analysis that runs longer than this ends with DEADLINE_EXCEEDED, 5 to 3600.', default: '120', example: '300', secret: false },
  { name: 'ORPHAN_MINUTES', meaning: 'An analysis that nobody has followed for so long ends with ABANDONED, 0 to 1440. 0: it goes on to its end.', default: '15', example: '60', secret: false },
  { name: 'DRAIN_SECONDS', meaning: 'When the server is told to stop, running analyses have so long to end, 0 to 600. What runs longer goes on after the next start.', default: '10', example: '30', secret: false },
  { name: 'RETENTION_DAYS', meaning: 'Answers and sessions older than this are deleted, 1 to 36500. Without it history is kept, and only the frames of sessions go after 30 days.', default: 'history is kept', example: '90', secret: false },
  { name: 'CREDIBILITY_FILE', meaning: 'File with your own judgement of sites, which goes before every rule and list: lines of JSON with `domain`, `credibility` from 0 to 1, and `reason`.', default: 'none', example: '/etc/groundwire/credibility.jsonl', secret: false },
  { name: 'LOG_LEVEL', meaning: 'Least level that is logged: trace, debug, info, warn, error, fatal or silent.', default: 'info', example: 'debug', secret: false },
  { name: 'LOG_FORMAT', meaning: '`pretty` for people or `json` for machines. The log goes to standard error.', default: 'pretty on a terminal, else json', example: 'json', secret: false },
  { name: 'MONGODB_CONNECTION_STRING', meaning: 'Of the program before this one; without effect. The history is in GROUNDWIRE_DATA_DIR.', default: 'none', example: 'mongodb://…', secret: true },
  { name: 'DATABASE_NAME', meaning: 'Of the program before this one; without effect.', default: 'none', example: 'analyses', secret: false },
] as const satisfies readonly ConfigVariable[];

export type ConfigVariableName = (typeof CONFIG_VARIABLES)[number]['name'];

/** The table as text for a terminal, one variable a paragraph. */
export function describeVariables(): string {
  return CONFIG_VARIABLES.map(({ name, meaning, default: standard }) => `  ${name}\n      ${meaning}\n      Default: ${standard}`).join('\n');
}
