/** A rule of `robots.txt`: what begins like this, where `*` stands for anything. */
interface Rule {
  allows: boolean;
  /** Characters of the pattern as compared: the longest that fits decides. */
  length: number;
  /** What stands between its asterisks. */
  parts: string[];
  /** Must the path end where the pattern does? */
  toEnd: boolean;
}

/**
 * Which paths of a site a program may read, by its `robots.txt` (RFC 9309). `agent` is the program's product token; rules that name it count,
 * where none do those for everybody. Time of a question is linear in the rules and the path for all but contrived patterns, and for those
 * bounded by their lengths alone: rules and addresses come from strangers.
 */
export class RobotsRules {
  /** The longest first, and of two as long the one that allows: the first that fits decides. */
  readonly #rules: readonly Rule[];

  constructor(contents: string, agent: string) {
    this.#rules = rulesFor(contents, agent.toLowerCase()).sort((a, b) => b.length - a.length || Number(b.allows) - Number(a.allows));
  }

  allows({ pathname, search }: URL): boolean {
    const path = comparable(`${pathname}${search}`);
    return path === '/robots.txt' || (this.#rules.find((rule) => fits(rule, path))?.allows ?? true);
  }
}

/** Groups that name the same program are one (section 2.2.1); records that are neither rules nor names of programs are as if they were not there (2.2.4). */
function rulesFor(contents: string, agent: string): Rule[] {
  const own: Rule[] = [];
  const everybody: Rule[] = [];
  let isNamed = false;
  let [forOwn, forEverybody, naming] = [false, false, false];
  for (const [key, value] of records(contents)) {
    if (key === 'user-agent') {
      if (!naming) [forOwn, forEverybody, naming] = [false, false, true];
      const name = productToken(value);
      if (name === agent) forOwn = isNamed = true;
      if (name === '*') forEverybody = true;
    } else if (key === 'allow' || key === 'disallow') {
      naming = false;
      // An empty pattern fits nothing.
      const rule = value === '' || !(forOwn || forEverybody) ? null : toRule(value, key === 'allow');
      if (rule !== null && forOwn) own.push(rule);
      if (rule !== null && forEverybody) everybody.push(rule);
    }
  }
  return isNamed ? own : everybody;
}

function* records(contents: string): Generator<[key: string, value: string]> {
  for (const [line] of contents.matchAll(/[^\r\n]+/g)) {
    const hash = line.indexOf('#');
    const record = hash < 0 ? line : line.slice(0, hash);
    const colon = record.indexOf(':');
    if (colon > 0) yield [record.slice(0, colon).replace('\uFEFF', '').trim().toLowerCase(), record.slice(colon + 1).trim()];
  }
}

/** Without the version that many write behind it. */
function productToken(value: string): string {
  return value.toLowerCase().split('/')[0]?.trim() ?? '';
}

function toRule(value: string, allows: boolean): Rule {
  const pattern = comparable(value);
  const toEnd = pattern.endsWith('$');
  return { allows, length: pattern.length, parts: (toEnd ? pattern.slice(0, -1) : pattern).split(/\*+/), toEnd };
}

/** Taking each part at its first place leaves the most for those behind it, so that no other places need to be tried. */
function fits({ parts, toEnd }: Rule, path: string): boolean {
  const [first = '', ...others] = parts;
  if (!path.startsWith(first)) return false;
  const last = toEnd ? others.pop() : undefined;
  let at = first.length;
  for (const part of others) {
    at = path.indexOf(part, at);
    if (at < 0) return false;
    at += part.length;
  }
  if (!toEnd) return true;
  return last === undefined ? at === path.length : path.length - last.length >= at && path.endsWith(last);
}

/** Patterns and paths with the same characters escaped (section 2.2.2): those that need not be are not, others as capitals. */
function comparable(path: string): string {
  // By way of bytes: half a character has no escape.
  const escaped = path.replace(/[^\x21-\x7e]+/gu, (characters) => encodeURIComponent(Buffer.from(characters).toString()));
  return escaped.replace(/%[\da-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}
