/** One thing that schema.org data in a page (JSON-LD) describes. */
export interface JsonLdNode {
  types: string[];
  headline: string | null;
  published: string | null;
  modified: string | null;
  created: string | null;
  author: string | null;
  publisher: string | null;
  /** Name of a whole site; null for everything else. */
  site: string | null;
  /** Name of somebody who is both person and publisher; null for everybody else. */
  publishingPerson: string | null;
  language: string | null;
  /** The text of an article, where it is given too. */
  body: string | null;
  /** What it says of who may read it; null where it says nothing. */
  free: boolean | null;
}

const MAX_LENGTH = 1_000_000;
const MAX_NODES = 2000;
const ARTICLE = /(?:Article|Posting|Report)$/;
const DOCUMENT = /(?:WebPage|Document|Book|HowTo|Recipe|Review|Dataset|Course|VideoObject|Event)$/;
/** Under these keys stands what the page is about. */
const NONE: ReadonlyMap<string, string> = new Map();
const INNER = ['@graph', 'mainEntity', 'mainEntityOfPage'];

/** Reads one script's text: the objects at the top, articles first; none when it is malformed. */
export function readJsonLd(text: string): JsonLdNode[] {
  const found = nodesOf(parse(text));
  const names = namesById(found);
  const nodes = found.map((node) => toNode(node, names));
  const rank = ({ types }: JsonLdNode) => (types.some((type) => ARTICLE.test(type)) ? 0 : types.some((type) => DOCUMENT.test(type)) ? 1 : 2);
  return nodes.sort((a, b) => rank(a) - rank(b));
}

export function isArticle({ types }: JsonLdNode): boolean {
  return types.some((type) => ARTICLE.test(type));
}

export function isDocument({ types }: JsonLdNode): boolean {
  return types.some((type) => DOCUMENT.test(type));
}

type JsonObject = Record<string, unknown>;

function parse(text: string): unknown {
  if (text.length > MAX_LENGTH) return null;
  const trimmed = text.replace(/^\s*(?:<!--|\/\/<!\[CDATA\[|<!\[CDATA\[)|(?:\/\/\]\]>|\]\]>|-->)\s*$/g, '').trim().replace(/;$/, '');
  try {
    return JSON.parse(trimmed);
  } catch {
    return parseLeniently(trimmed);
  }
}

/** Line breaks within strings are a common fault. */
function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text.replace(/[\u0000-\u001f]+/g, ' '));
  } catch {
    return null;
  }
}

function nodesOf(root: unknown): JsonObject[] {
  const nodes: JsonObject[] = [];
  const waiting: unknown[] = [root];
  for (let at = 0; at < waiting.length && at < MAX_NODES; at += 1) {
    const value = waiting[at];
    if (Array.isArray(value)) waiting.push(...value.slice(0, MAX_NODES));
    else if (typeof value === 'object' && value !== null) {
      nodes.push(value as JsonObject);
      for (const key of INNER) {
        const inner = own(value as JsonObject, key);
        if (typeof inner === 'object') waiting.push(inner);
      }
    }
  }
  return nodes;
}

/** Names of things that others point at. */
function namesById(nodes: readonly JsonObject[]): ReadonlyMap<string, string> {
  return new Map(nodes.flatMap((node): Array<[string, string]> => {
    const [id, name] = [own(node, '@id'), own(node, 'name')];
    return typeof id === 'string' && typeof name === 'string' ? [[id, name]] : [];
  }));
}

function toNode(node: JsonObject, names: ReadonlyMap<string, string>): JsonLdNode {
  const free = own(node, 'isAccessibleForFree');
  const types = typesOf(node);
  const [name, publisher] = [textOrNull(own(node, 'name')), own(node, 'publisher')];
  const isPublishing = types.includes('Person') && types.includes('Organization');
  return {
    types,
    headline: nameOf(own(node, 'headline')),
    published: nameOf(own(node, 'datePublished') ?? own(node, 'uploadDate')),
    modified: nameOf(own(node, 'dateModified')),
    created: nameOf(own(node, 'dateCreated')),
    author: nameOf(own(node, 'author'), names),
    publisher: nameOf(publisher, names),
    site: types.includes('WebSite') ? name : null,
    publishingPerson: isPublishing ? name : typesOf(publisher).includes('Person') ? nameOf(publisher) : null,
    language: nameOf(own(node, 'inLanguage')),
    body: textOrNull(own(node, 'articleBody')),
    free: free === undefined ? null : !/^(?:false|no|0)$/i.test(String(free)),
  };
}

function typesOf(value: unknown): string[] {
  const type = typeof value === 'object' && value !== null ? own(value as JsonObject, '@type') : undefined;
  return (Array.isArray(type) ? type : [type]).filter((name): name is string => typeof name === 'string');
}

function own(node: JsonObject, key: string): unknown {
  return Object.hasOwn(node, key) ? node[key] : undefined;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A text, the `name` of an object (by its `@id`, where it is described elsewhere), or the names of several, joined. */
function nameOf(value: unknown, others: ReadonlyMap<string, string> = NONE): string | null {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const names = value.slice(0, 10).map((entry) => (Array.isArray(entry) ? null : nameOf(entry, others)));
    return names.filter((name) => name !== null).join(', ') || null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const [name, id] = [own(value as JsonObject, 'name'), own(value as JsonObject, '@id')];
  return typeof name === 'string' ? name : typeof id === 'string' ? (others.get(id) ?? null) : null;
}
