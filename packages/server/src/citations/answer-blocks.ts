import { columnsOf, IndentedCode, LINE_HEAD_LENGTH } from './indented-code.js';

/** A stretch of an answer whose sentences belong together: UTF-16 range, half-open, without bullets and trailing line breaks. */
export interface AnswerBlock {
  kind: 'prose' | 'heading' | 'list_item' | 'table_row';
  start: number;
  end: number;
}

interface Line {
  start: number;
  end: number;
  text: string;
}

const FENCE = /^[ \t>]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)?(`{3,}|~{3,})([^\n]*)$/;
const PREFIX = /^(?:[ \t]*>)*[ \t]*/;
const BULLET = /^(?:[-*+•]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?/;
/** "[1]: Title": what a footnote refers to. It states nothing. */
export const DEFINITION = /^\[\d{1,9}\]:(?=\s|$)/;
const RULE = /^(?:[-*_=][ \t]*){2,}$/;

/**
 * Cuts an answer in Markdown into blocks, in order. Code blocks (fenced and indented), rules, definitions of footnotes and blank lines are in none. Pure and linear; a
 * reading of Markdown that is enough to keep sentences apart, not a parser.
 */
export function readAnswerBlocks(answer: string): AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  let fence: string | null = null;
  let open: AnswerBlock | null = null;
  const indented = new IndentedCode();
  for (const line of linesOf(answer)) {
    const ticks = fenceOf(line.text);
    if (fence !== null) {
      if (ticks !== null && ticks.run.startsWith(fence) && ticks.info === '') fence = null;
      continue;
    }
    const isCode = indented.isCode(columnsOf(line.text));
    const block = ticks === null && !isCode ? blockOf(line) : null;
    if (ticks !== null && !isCode) fence = ticks.run;
    if (fence === null) indented.line(line.text.slice(0, LINE_HEAD_LENGTH));
    else indented.fence();
    if (block !== null && block.kind === 'prose' && open !== null) open.end = block.end;
    else if (block !== null) blocks.push(block);
    if (block === null) open = null;
    else if (block.kind !== 'prose') open = block.kind === 'list_item' ? block : null;
    else open ??= block;
  }
  return blocks;
}

function* linesOf(text: string): Generator<Line> {
  for (let start = 0; start < text.length; ) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    yield { start, end, text: text.slice(start, end) };
    start = end + 1;
  }
}

function fenceOf(line: string): { run: string; info: string } | null {
  const match = FENCE.exec(line);
  if (match === null) return null;
  const run = match[1] ?? '';
  const info = (match[2] ?? '').trim();
  return run.startsWith('`') && info.includes('`') ? null : { run, info };
}

/** The block that a line is or goes on with; null for a line that is none. */
function blockOf(line: Line): AnswerBlock | null {
  const prefix = PREFIX.exec(line.text)?.[0].length ?? 0;
  const rest = line.text.slice(prefix).trimEnd();
  if (rest === '' || RULE.test(rest.slice(0, 200)) || DEFINITION.test(rest)) return null;
  const start = line.start + prefix;
  const end = start + rest.length;
  if (/^#{1,6}[ \t]/.test(rest)) return { kind: 'heading', start, end };
  if (rest.startsWith('|')) return { kind: 'table_row', start, end };
  const bullet = BULLET.exec(rest)?.[0].length ?? 0;
  return bullet > 0 ? { kind: 'list_item', start: start + bullet, end } : { kind: 'prose', start, end };
}
