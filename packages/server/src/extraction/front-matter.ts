import { parse } from 'yaml';
import { toAuthor, toHttpUrl, toLanguage } from './details.js';
import { toIsoDate } from './iso-date.js';

/** What the front matter of a Markdown file says; null where it says nothing. */
export interface FrontMatter {
  title: string | null;
  url: string | null;
  published_at: string | null;
  author: string | null;
  language: string | null;
}

const NOTHING: FrontMatter = { title: null, url: null, published_at: null, author: null, language: null };
/** Front matter is short; a longer block between dashes is text. */
const MAX_LENGTH = 65_536;
const YAML_BLOCK = /^---[ \t]*\n((?:[^]*?\n)?)(?:---|\.\.\.)[ \t]*(?:\n|$)/;
const KEY_LINE = /^["']?[\p{L}_][\p{L}\p{N}_. -]{0,60}["']?\s*[:=](?:\s|$)/u;
const TOML_BLOCK = /^\+\+\+[ \t]*\n((?:[^]*?\n)?)\+\+\+[ \t]*(?:\n|$)/;

/**
 * A document's front matter, and the rest. A block with mistakes in it says nothing, and goes. A first rule that is never
 * closed, or only by a rule further down in the text, is a rule: what follows it is text.
 */
export function splitFrontMatter(content: string): { front: FrontMatter; body: string } {
  const head = content.slice(0, MAX_LENGTH);
  const yaml = YAML_BLOCK.exec(head);
  const match = yaml ?? TOML_BLOCK.exec(head);
  if (match === null) return { front: NOTHING, body: content };
  const source = match[1] ?? '';
  const values = yaml === null ? tomlValues(source) : yamlValues(source);
  if (source.trim() !== '' && values === null && !looksLikeFrontMatter(source)) return { front: NOTHING, body: content };
  return { front: values === null ? NOTHING : readFrontMatter(values), body: content.slice(match[0].length) };
}

/** Begins with a key (or a map or list in brackets), and has no paragraph of prose after a blank line. */
function looksLikeFrontMatter(source: string): boolean {
  const lines = source.split('\n');
  const first = lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  if (!KEY_LINE.test(first) && !/^[[{]/.test(first)) return false;
  return !lines.some((line, index) => index > 0 && lines[index - 1]?.trim() === '' && line.trim() !== '' && !KEY_LINE.test(line) && !/^(?:\s|[#\-\]}])/.test(line));
}

/** Takes the values as text only: no types, no aliases, so nothing in them can grow or be run. */
function readFrontMatter(values: Map<string, unknown>): FrontMatter {
  const text = (...keys: string[]) => keys.map((key) => asText(values.get(key))).find((value) => value !== null) ?? null;
  const date = text('date', 'published', 'published_at', 'publishdate', 'pubdate', 'datepublished');
  return {
    title: text('title'),
    url: [text('canonical_url'), text('canonical'), text('url')].map((url) => toHttpUrl(url)).find((url) => url !== null) ?? null,
    published_at: date === null ? null : toIsoDate(date),
    author: toAuthor(text('author', 'authors')),
    language: toLanguage(text('language', 'lang')),
  };
}

function yamlValues(source: string): Map<string, unknown> | null {
  try {
    const parsed: unknown = parse(source, { schema: 'failsafe', maxAliasCount: 0, mapAsMap: true, logLevel: 'error', uniqueKeys: false });
    if (!(parsed instanceof Map)) return null;
    return new Map([...parsed].map(([key, value]) => [String(key).toLowerCase(), value as unknown]));
  } catch {
    return null;
  }
}

/** The plain `key = "value"` lines of TOML; null where there is none. */
function tomlValues(source: string): Map<string, unknown> | null {
  const lines = source.split('\n').map((line) => /^\s*([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s#]+))/.exec(line));
  const values = new Map(lines.filter((match) => match !== null).map((match) => [(match[1] ?? '').toLowerCase(), match[2] ?? match[3] ?? match[4]]));
  return values.size === 0 ? null : values;
}

/** A scalar, the names in a list, or the `name` of a map. */
function asText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  if (Array.isArray(value)) return value.slice(0, 10).map((entry) => (Array.isArray(entry) ? null : asText(entry))).filter((entry) => entry !== null).join(', ') || null;
  if (!(value instanceof Map)) return null;
  const name: unknown = value.get('name');
  return typeof name === 'string' ? name : null;
}
