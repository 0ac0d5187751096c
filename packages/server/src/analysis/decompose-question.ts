import { splitSentences } from '../ranking/split-sentences.js';

const ASKS = 'who|whom|whose|what|when|where|why|how|which';
/** A clause that asks comes next, with some words of its own. */
const NEXT_CLAUSE = new RegExp(`(?<=[^,\\s]),?\\s+(?:and|but)\\s+(?=(?:${ASKS})\\b.{4})`, 'is');
const LEAST_CLAUSE = 8;
const STARTS_ASKING = new RegExp(`\\b(?:${ASKS})\\b`, 'i');
/** Says that several things are meant one by one; without such a word "Johnson and Johnson" stays whole. */
const COMPARES = /\b(?:compar(?:e|ed|ing|ison)|differ(?:s|ent|ences?)?|between|both|each|respectively|versus|vs\.?|or|which|either)\b/i;

const NAME = String.raw`\p{Lu}[\p{L}\p{N}’'.&-]*(?:\s+(?:(?:of|the|de|la|van|von)\s+)?[\p{Lu}\p{N}][\p{L}\p{N}’'.&-]*)*`;
const YEAR = String.raw`(?:1[5-9]|20)\d{2}`;
const JOIN = String.raw`,?\s+(?:and|or|vs\.?|versus)\s+(?:(?:in|the)\s+)?`;
const NAMES = listOf(NAME);
const YEARS = listOf(YEAR);
const FIRST_WORD = /^\s*[\p{L}]+\s+/u;

/** Two or more of one kind, joined by commas and a word. */
function listOf(item: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(${item}(?:,\\s+${item})*)${JOIN}(${item})(?![\\p{L}\\p{N}])`, 'u');
}

/**
 * The parts that a question is made of, by its form alone: several questions, several clauses that ask, things or years that are named
 * side by side. Each part is a question that can be searched by itself. Empty where nothing shows that there is more than one. It knows
 * English joints only, and no meaning: "Romeo and Juliet" stays whole because nothing compares them. Pure.
 */
export function decomposeQuestion(question: string): string[] {
  const text = question.trim().replace(/\s+/g, ' ');
  const parts = bySentence(text) ?? byClause(text) ?? byList(text, YEARS, 2) ?? byList(text, NAMES, COMPARES.test(text) ? 2 : 3) ?? [];
  return [...new Set(parts)];
}

function bySentence(text: string): string[] | null {
  const asking = splitSentences(text).map(({ start, end }) => text.slice(start, end).trim()).filter((sentence) => sentence.endsWith('?'));
  if (asking.length < 2) return null;
  const [first = '', ...others] = asking;
  return [first, ...others.map((other) => about(other, first))];
}

function byClause(text: string): string[] | null {
  const [first = '', ...others] = text.split(NEXT_CLAUSE);
  if (others.length === 0 || first.length < LEAST_CLAUSE || !STARTS_ASKING.test(first)) return null;
  return [first, ...others.map((other) => about(other, first))].map((clause) => `${clause.replace(/\?$/, '')}?`);
}

function byList(text: string, list: RegExp, least: number): string[] | null {
  // The first word has a capital whatever it is.
  const head = FIRST_WORD.exec(text)?.[0].length ?? 0;
  const match = list.exec(text.slice(head));
  if (match === null) return null;
  const items = [...(match[1] ?? '').split(/,\s+/), match[2] ?? ''];
  if (items.length < least) return null;
  const at = head + match.index;
  const [before, after] = [text.slice(0, at), text.slice(at + match[0].length)];
  // "Between 1914 and 1918" is one time, not two.
  if (/^\d/.test(items[0] ?? '') && /\b(?:between|from)\s*$/i.test(before)) return null;
  return items.map((item) => `${before.replace(/\b(?:(?:the\s+)?differences?\s+between|between|both|either)\s+$/i, '')}${item}${after}`.replace(/\s+/g, ' ').trim());
}

/** A later part that names nothing says "it" of what the first one names. */
function about(part: string, first: string): string {
  const names = namesIn(first);
  const named = namesIn(part);
  return named.length > 0 || names.length === 0 ? part : `${part.replace(/\?$/, '')} (${names.join(', ')})?`;
}

function namesIn(text: string): string[] {
  const head = FIRST_WORD.exec(text)?.[0].length ?? 0;
  return [...text.slice(head).matchAll(new RegExp(`(?<![\\p{L}\\p{N}])${NAME}`, 'gu'))].map(([name]) => name);
}
