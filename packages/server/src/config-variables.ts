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
  { name: 'MODEL_CONTINUATION', meaning: 'How the server behind MODEL_BASE_URL goes on with an answer after a restart: `prefix` if it takes continue_final_message as vLLM does, `prompt` to ask it in words, `none` to end the answer there.', default: 'prompt', example: 'prefix', secret: false },
  { name: 'SEARCH', meaning: 'Whether sources on the web may be searched: `on` or `off`. This version searches the library only, with either value.', default: 'on', example: 'off', secret: false },
  { name: 'TAVILY_API_KEY', meaning: 'Key for web search by Tavily. Accepted, but without effect in this version, which searches the library only.', default: 'none', example: 'tvly-…', secret: true },
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
