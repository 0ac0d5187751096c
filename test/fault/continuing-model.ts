import { type ScriptedModelServer, startScriptedModelServer } from '@groundwire/server/testing';

/** Words that the answer of the scripted model has, about. */
const ANSWER_WORDS = 70;
const PIECE_MS = 35;
/** Share of continuations that begin the answer anew and then say something else, which can't be joined. */
const STUBBORN_SHARE = 0.15;
/** Of less text that was shown, too little is repeated for it to count as begun anew. */
const STUBBORN_FROM = 80;

interface Message {
  role: string;
  content: string;
}

/**
 * A language model that says the same text every time, and goes on with it when it is asked to: with the last words once
 * more, as it is asked; right behind them; or with the whole text again. Now and then it begins anew and writes another text.
 */
export async function startContinuingModel(random: () => number): Promise<ScriptedModelServer> {
  const model = await startScriptedModelServer();
  model.fallback = ({ body }) => ({ kind: 'answer', chunks: pieces(replyTo((body as { messages: Message[] }).messages, random)), delayMs: PIECE_MS });
  return model;
}

/** What it writes from the start. */
export function modelAnswer(question: string): string {
  const words = question.replace(/[^\p{L}\p{N} ]/gu, '').split(' ');
  const sentences: string[] = [];
  for (let number = 1; sentences.join(' ').split(' ').length < ANSWER_WORDS; number += 1) {
    const turned = [...words.slice(number % words.length), ...words.slice(0, number % words.length)].join(' ');
    sentences.push(`Sentence ${number} says of “${turned}” what the documents say [1].`);
  }
  return sentences.join(' ');
}

function replyTo(messages: Message[], random: () => number): string {
  const question = /Question: (.*)$/.exec(messages.findLast(({ content }) => content.includes('Question: '))?.content ?? '')?.[1] ?? '';
  const whole = modelAnswer(question);
  const begun = messages.findLast(({ role }) => role === 'assistant')?.content;
  if (begun === undefined) return whole;
  const choice = random();
  if (choice < STUBBORN_SHARE && begun.length > STUBBORN_FROM) return `${whole.slice(0, STUBBORN_FROM - 40)} — or so it was said. What follows has nothing to do with what was shown, and goes on for longer than that did, whatever anybody may have wanted.`;
  if (choice < 0.3) return whole.slice(begun.length);
  if (choice < 0.45) return whole;
  return whole.slice(whole.lastIndexOf(' ', Math.max(0, begun.length - 60)) + 1);
}

function pieces(text: string): string[] {
  return text.match(/\s*\S+/g) ?? [];
}
