import type { ModelMessage } from './language-model.js';
import { oneLine, withoutHidden } from './prompt-text.js';
import type { PlanRequest } from './query-planner.js';

/** Turns that a plan looks back at, and how much of each: what "it" and "there" mean stands in the last ones. */
const MAX_TURNS = 3;
const MAX_TURN_CHARACTERS = 600;
const MAX_ITEM_CHARACTERS = 200;
/** Of a plan that goes on and on. */
const MAX_ITEMS = 20;
/** More than any plan needs; the rest is not looked at. */
const MAX_REPLY_CHARACTERS = 8_000;

/** The messages that ask for a plan. Pure. */
export function planPrompt(request: PlanRequest): ModelMessage[] {
  return [
    { role: 'system', content: rules(request) },
    { role: 'user', content: [...conversation(request), ...already(request), `Question: ${oneLine(withoutHidden(request.question), 1_000)}`].join('\n') },
  ];
}

function rules({ wanted, most, today, missing }: PlanRequest): string {
  const items = wanted === 'queries' ? 'queries for a web search engine' : 'sub-questions, each of which can be searched for on its own';
  return [
    `You plan how a question is looked up. Reply with a JSON array of 1 to ${most} strings and nothing else: ${items}.`,
    wanted === 'queries'
      ? 'Each query has the few words that a page with the answer would hold, names written out. Replace words such as "it" or "there" by what they stand for. No operators, no quotation marks.'
      : 'Together they must answer the whole question: one for each thing that is compared, each place, each time. Leave out what the others say already. A question with one part has one.',
    ...(missing === undefined ? [] : ['Some of it was searched for already. Plan only what is still missing, in other words than before.']),
    'Write in the language of the question. Do not answer it.',
    `Today is ${oneLine(today, 20)}.`,
  ].join('\n');
}

function conversation({ history }: PlanRequest): string[] {
  return history.slice(-MAX_TURNS).flatMap(({ question, answer }) => [`Earlier question: ${oneLine(withoutHidden(question), MAX_TURN_CHARACTERS)}`, `Its answer: ${oneLine(withoutHidden(answer), MAX_TURN_CHARACTERS)}`]);
}

function already({ missing }: PlanRequest): string[] {
  if (missing === undefined) return [];
  return [`Searched for: ${missing.searched.map((text) => oneLine(text, MAX_ITEM_CHARACTERS)).join(' | ')}`, `Still missing: ${missing.parts.map((text) => oneLine(text, MAX_ITEM_CHARACTERS)).join(' | ')}`];
}

/**
 * The strings of the first JSON array in a reply: models put fences and remarks around it. Null where there is none, or where it holds
 * anything but strings. Pure.
 */
export function readPlan(reply: string): string[] | null {
  const text = reply.slice(0, MAX_REPLY_CHARACTERS);
  const start = text.indexOf('[');
  const end = text.lastIndexOf(']');
  if (start === -1 || end < start) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.slice(start, end + 1));
  } catch {
    return null;
  }
  if (!Array.isArray(parsed) || !parsed.every((item) => typeof item === 'string')) return null;
  const items = parsed.map((item) => oneLine(withoutHidden(item), MAX_ITEM_CHARACTERS)).filter((item) => /[\p{L}\p{N}]/u.test(item));
  return [...new Map(items.map((item) => [item.toLowerCase(), item])).values()].slice(0, MAX_ITEMS);
}
