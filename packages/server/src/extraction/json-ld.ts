/** What schema.org data in a page (JSON-LD) says of the page's article. */
export interface JsonLdDetails {
  title: string | null;
  published_at: string | null;
  author: string | null;
}

const MAX_LENGTH = 1_000_000;
const MAX_NODES = 2000;
const ARTICLE = /(?:Article|Posting|Report|WebPage|Document|Book|HowTo|Recipe|Review|Dataset|Course)$/;

/** Reads one script's text; what is malformed or says nothing gives nulls. The first article-like node wins over others. */
export function readJsonLd(text: string): JsonLdDetails {
  const nodes = nodesOf(parse(text));
  const ordered = [...nodes.filter((node) => typesOf(node).some((type) => ARTICLE.test(type))), ...nodes];
  const first = (key: string) => ordered.map((node) => own(node, key)).find((value) => value !== undefined);
  return { title: nameOf(first('headline')), published_at: nameOf(first('datePublished')), author: nameOf(first('author')) };
}

type JsonObject = Record<string, unknown>;

function parse(text: string): unknown {
  if (text.length > MAX_LENGTH) return null;
  try {
    return JSON.parse(text.replace(/^\s*<!--|-->\s*$/g, '').trim());
  } catch {
    return null;
  }
}

/** The objects at the top, in lists and in `@graph`; nested ones are about other things. */
function nodesOf(root: unknown): JsonObject[] {
  const nodes: JsonObject[] = [];
  const waiting: unknown[] = [root];
  for (let steps = 0; waiting.length > 0 && steps < MAX_NODES; steps += 1) {
    const value = waiting.shift();
    if (Array.isArray(value)) waiting.push(...value.slice(0, MAX_NODES));
    else if (typeof value === 'object' && value !== null) {
      nodes.push(value as JsonObject);
      const graph = own(value as JsonObject, '@graph');
      if (graph !== undefined) waiting.push(graph);
    }
  }
  return nodes;
}

function own(node: JsonObject, key: string): unknown {
  return Object.hasOwn(node, key) ? node[key] : undefined;
}

function typesOf(node: JsonObject): string[] {
  const type = own(node, '@type');
  return (Array.isArray(type) ? type : [type]).filter((name): name is string => typeof name === 'string');
}

/** A text, the `name` of an object, or the names of several, joined. */
function nameOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const names = value.slice(0, 10).map((entry) => (Array.isArray(entry) ? null : nameOf(entry)));
    return names.filter((name) => name !== null).join(', ') || null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const name = own(value as JsonObject, 'name');
  return typeof name === 'string' ? name : null;
}
