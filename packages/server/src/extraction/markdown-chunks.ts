/** A stretch of Markdown that can be parsed by itself. `plain`: it is too tangled for the parser; read it as text. */
export interface MarkdownChunk {
  source: string;
  plain: boolean;
}

const CHUNK_LENGTH = 16_384;
/** Most link definitions that chunks are given. */
const MAX_DEFINITIONS = 1000;
/** Runs and nestings that no author writes, and that CommonMark's delimiter rules make quadratic to read. */
const TANGLED = /([*_~`[\]<&!])\1{199}|^(?:[ \t]*[>*+-]){40}|^ {160}/mu;
const DELIMITERS = /[*_~`[\]<&!]/g;
const LONGEST_LINE = 60_000;

/**
 * Cuts Markdown between blocks into chunks of about 16 KB. The parser's time grows faster than the text inside one
 * paragraph and in deep nesting; in chunks it is linear in the length of the document.
 */
export function markdownChunks(content: string): MarkdownChunk[] {
  const chunks = cutAtBlankLines(content.replace(/\n{5,}/g, '\n\n\n\n'));
  const definitions = chunks.length === 1 ? [] : [...linkDefinitions(content), ...footnoteDefinitions(content)];
  return chunks.map((source) => {
    const plain = isTangled(source);
    const used = plain ? [] : definitions.filter(({ label, line }) => source.includes(`[${label}]`) && !source.includes(line));
    return { source: used.length === 0 ? source : `${source}\n\n${used.map(({ line }) => line).join('\n')}`, plain };
  });
}

function isTangled(source: string): boolean {
  if (source.length > CHUNK_LENGTH * 4 || TANGLED.test(source) || source.split('\n').some((line) => line.length > LONGEST_LINE)) return true;
  return source.length > 2000 && (source.match(DELIMITERS)?.length ?? 0) > source.length * 0.25;
}

function cutAtBlankLines(content: string): string[] {
  const chunks: string[] = [];
  let current: string[] = [];
  let length = 0;
  let fence: string | null = null;
  let blank = false;
  for (const line of content.split('\n')) {
    const full = length > CHUNK_LENGTH * 3;
    if ((length > CHUNK_LENGTH && blank && fence === null && /^\S/.test(line)) || (full && (blank || length > CHUNK_LENGTH * 3.5))) {
      chunks.push(current.join('\n'));
      // A code block that is cut goes on as code.
      current = fence === null ? [] : [fence];
      length = 0;
    }
    fence = fenceAfter(fence, line);
    blank = line.trim() === '';
    current.push(line);
    length += line.length + 1;
  }
  chunks.push(current.join('\n'));
  return chunks;
}

/** The fence that is open after `line`, or null. */
function fenceAfter(open: string | null, line: string): string | null {
  const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  if (mark === undefined) return open;
  if (open === null) return mark;
  return mark.startsWith(open) && line.trim() === mark ? null : open;
}

/** Definitions serve the whole document, so a chunk gets those that it uses. */
function linkDefinitions(content: string): Array<{ label: string; line: string }> {
  return [...content.matchAll(/^ {0,3}\[([^[\]^\n]{1,200})\]:[ \t]*\S[^\n]*$/gm)].slice(0, MAX_DEFINITIONS).map((match) => ({ label: match[1] ?? '', line: match[0] }));
}

/** Of a footnote other chunks need only that it is there: its text stands in its own chunk. */
function footnoteDefinitions(content: string): Array<{ label: string; line: string }> {
  return [...content.matchAll(/^ {0,3}\[(\^[^[\]\s]{1,200})\]:/gm)].slice(0, MAX_DEFINITIONS).map((match) => ({ label: match[1] ?? '', line: `[${match[1] ?? ''}]:` }));
}
