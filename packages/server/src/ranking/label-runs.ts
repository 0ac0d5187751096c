import type { SentenceSpan } from './split-sentences.js';

/** "Built: 1874.", "Keeper: Otto Brandt": a label of a few words with a capital, and a short value. */
const LABELLED = /^\p{Lu}[^.!?:;]{0,30}: [^:]{1,80}$/u;
/** Two facts in one, where a full stop was taken for that of a short form: "Height: 41 m. Keeper: Otto Brandt." */
const LABELLED_TWICE = /^\p{Lu}[^.!?:;]{0,30}: [^:]{1,80}\. \p{Lu}[^.!?:;]{0,30}: [^:]{1,80}$/u;
/** The full stop in front of the next label. */
const BETWEEN_FACTS = /\.\s+(?=\p{Lu}[^.!?:;]{0,30}: )/u;
/** A name in front of a run of labels says what they are about. In characters. */
const LONGEST_NAME = 60;
/** In characters. A run may not become longer than a long sentence. */
const LONGEST_RUN = 300;
/** Most characters between two sentences of one line. */
const GAP = 2;

/**
 * Facts that a text sets side by side as labels with values are one sentence, with the name in front of them: alone each is too short to
 * be told, and says nothing of whom. `spans` are the sentences of the text, in order. Pure.
 */
export function joinLabelRuns(text: string, spans: readonly SentenceSpan[]): SentenceSpan[] {
  const joined: SentenceSpan[] = [];
  let run: { first: number } | null = null;
  for (const [index, span] of spans.entries()) {
    const last = joined.at(-1);
    const belongs = last !== undefined && run !== null && isLabelled(text, span) && span.start - last.end <= GAP && span.end - run.first <= LONGEST_RUN;
    if (belongs && last !== undefined) {
      joined[joined.length - 1] = { start: last.start, end: span.end };
      continue;
    }
    const next = spans[index + 1];
    const opens = next !== undefined && next.start - span.end <= GAP && isLabelled(text, next) && (isLabelled(text, span) || isName(text.slice(span.start, span.end)));
    run = opens ? { first: span.start } : null;
    joined.push({ ...span });
  }
  return joined;
}

/** A run as one sentence to read, `Zorbax Lighthouse · Built: 1874 · Height: 41 m.`; another text stays as it is. Pure. */
export function shownLabelRun(text: string): string {
  if (text.length > LONGEST_RUN) return text;
  const facts = text.split(BETWEEN_FACTS);
  const [first = '', ...others] = facts;
  const isRun = others.length > 0 && others.every((fact) => LABELLED.test(fact)) && (LABELLED.test(first) || isName(`${first}.`));
  return isRun ? facts.join(' · ') : text;
}

function isLabelled(text: string, { start, end }: SentenceSpan): boolean {
  if (end - start > LONGEST_RUN) return false;
  const sentence = text.slice(start, end);
  return LABELLED.test(sentence) || LABELLED_TWICE.test(sentence);
}

/** A few words, each with a capital or a figure. */
function isName(sentence: string): boolean {
  return sentence.length <= LONGEST_NAME && /^(?:[\p{Lu}\p{N}][\p{L}\p{N}’'-]*\s?){1,5}\.$/u.test(sentence);
}
